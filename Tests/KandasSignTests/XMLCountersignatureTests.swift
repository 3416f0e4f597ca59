import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("XML signatures over XML signatures")
struct XMLCountersignatureTests {
    private let parties: XMLParties

    init() throws { parties = try XMLParties() }

    private func countersign(_ document: [UInt8], _ number: Int = 1, by name: CMSParties.Name = .p256) throws -> [UInt8]
    {
        let sink = MemorySink()
        try XMLSignatureWriter()
            .countersign(
                MemoryBytes(document),
                number: number,
                signer: parties.cms.signer(name),
                options: parties.cms.options,
                to: sink
            )
        return sink.bytes
    }

    private func signed(by name: CMSParties.Name = .rsa) throws -> [UInt8] {
        try parties.sign(XMLParties.plain, by: name, XMLSignatureForm(.xades))
    }

    @Test("They hold, and nothing that was signed is touched", arguments: CMSParties.Name.allCases)
    func holds(name: CMSParties.Name) throws {
        let original = try signed()
        let document = try countersign(original, by: name)
        let report = try parties.report(document)
        #expect(report.verdict.isPassed, "\(report.allReasons)")
        #expect(report.signatures.count == 1)
        #expect(report.signatures.first?.countersignatures.count == 1)
        #expect(report.signatures.first?.countersignatures.first?.level == .b)
        #expect(try parties.signedContents(document).first == parties.signedContents(original).first)
        let facts = try parties.facts(document).signatures[0].countersignatures[0]
        #expect(facts.references.contains { $0.type == "http://uri.etsi.org/01903#CountersignedSignature" })
    }

    @Test("A signature may have several, beside timestamps, and be raised afterwards")
    func several() throws {
        var document = try countersign(try signed())
        document = try countersign(document, by: .ed25519)
        let report = try parties.report(document)
        #expect(report.verdict.isPassed, "\(report.allReasons)")
        #expect(report.signatures.first?.countersignatures.count == 2)
    }

    @Test(
        "xmlsec1 takes a countersignature by itself",
        .enabled(if: Tool.exists("xmlsec1"), "xmlsec1 is not installed")
    )
    func peer() throws {
        let folder = try parties.cms.folder()
        let document = try countersign(try signed(), by: .p384)
        try folder.write(document, as: "countersigned.xml")
        let text = String(decoding: document, as: UTF8.self)
        // The second signature element of the document, told apart by its identifier.
        let identifiers = text.matches(of: /<ds:Signature xmlns:ds="[^"]*" Id="([^"]*)"/).map { String($0.output.1) }
        #expect(identifiers.count == 2)
        for identifier in identifiers {
            let outcome = try Tool.run(
                "xmlsec1",
                [
                    "--verify", "--insecure", "--trusted-pem", folder("root.pem"), "--untrusted-pem",
                    folder("issuing.pem"), "--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties",
                    "--id-attr:Id", "http://www.w3.org/2000/09/xmldsig#:SignatureValue",
                    "--id-attr:Id", "http://www.w3.org/2000/09/xmldsig#:Signature",
                    "--node-id", identifier, folder("countersigned.xml"),
                ]
            )
            #expect(outcome.status == 0, "\(identifier)\n\(outcome)")
        }
    }

    @Test("One that is over another signature's value is none of the signature it is kept in")
    func moved() throws {
        let one = String(decoding: try countersign(try signed()), as: UTF8.self)
        let other = String(
            decoding: try countersign(try parties.sign(Array("<x/>".utf8), XMLSignatureForm(.xades))),
            as: UTF8.self
        )
        let pattern = /<xades:CounterSignature.*<\/xades:CounterSignature>/
        let mine = try #require(one.firstMatch(of: pattern)).output
        let theirs = try #require(other.firstMatch(of: pattern)).output
        let (verdict, codes) = try parties.verdict(Array(one.replacing(mine, with: theirs).utf8))
        #expect(verdict != "passed", "\(codes)")
        // With the other signature's value put beside it under its name, the reference finds something, but not this value.
        let value = try #require(other.firstMatch(of: /<ds:SignatureValue[^>]*>[^<]*<\/ds:SignatureValue>/)).output
        let lured = one.replacing(
            mine,
            with: theirs + "<xades:Lure xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\" "
                + "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\(value)</xades:Lure>"
        )
        let second = try parties.verdict(Array(lured.utf8))
        #expect(second.verdict != "passed", "\(second.codes)")
        #expect(second.codes.contains("XADES_COUNTERSIGNATURE_ELSEWHERE"))
    }

    @Test("A broken one makes the report fail")
    func broken() throws {
        let text = String(decoding: try countersign(try signed()), as: UTF8.self)
        let value = try #require(text.matches(of: /<ds:SignatureValue[^>]*>/).last).range.upperBound
        var broken = text
        broken.replaceSubrange(value..<text.index(value, offsetBy: 4), with: "AAAA")
        let (verdict, codes) = try parties.verdict(Array(broken.utf8))
        #expect(verdict == "failed" && codes.contains("SIG_CRYPTO_FAILURE"))
    }

    @Test("It takes a signature that is there, holds, has properties and is not covered by a later one")
    func refusals() throws {
        let absent = #expect(throws: SigningError.self) { try countersign(try signed(), 2) }
        #expect(absent?.code == .noSuchSignature)
        let none = #expect(throws: SigningError.self) { try countersign(try signed(), 0) }
        #expect(none?.code == .noSuchSignature)
        let national = #expect(throws: SigningError.self) { try countersign(try parties.sign()) }
        #expect(national?.code == .unsupported)
        let two = try parties.cosign(try signed(), by: .p256)
        let covered = #expect(throws: SigningError.self) { try countersign(two, 1) }
        #expect(covered?.code == .signedByLater)
        #expect(try parties.report(try countersign(two, 2)).verdict.isPassed)
        let text = String(decoding: try signed(), as: UTF8.self).replacing("Қазақ", with: "Козок")
        let broken = #expect(throws: SigningError.self) { try countersign(Array(text.utf8)) }
        #expect(broken?.code == .earlierSignatureBroken)
    }
}
