import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("XAdES signatures that are raised to a level")
struct XMLExtensionTests {
    private let parties: XMLParties

    init() throws { parties = try XMLParties() }

    /// An authority that stamps without a network between.
    private struct DirectStamps: TimestampSource {
        let authority: TestTimestampAuthority
        let time: Timestamp
        let address = "the test"

        func token(over imprint: MessageImprint) throws(TimestampFailure) -> TimestampToken {
            let request = TimestampRequest(imprint, nonce: [1, 2, 3])
            let answer: [UInt8]
            do throws(SigningError) {
                answer = try authority.response(to: request.der, at: time)
            } catch {
                throw .unusable(.unreadable, detail: error.reason)
            }
            return try TimestampClient.token(in: answer, answering: request)
        }
    }

    private func extend(
        _ document: [UInt8],
        content: XMLDetachedContent = .none,
        to level: SignatureLevel,
        by digest: DigestAlgorithm? = nil
    ) throws -> [UInt8] {
        let pki = parties.cms.pki
        let stamps = DirectStamps(authority: TestTimestampAuthority(pki.timestamping), time: pki.time)
        let sink = MemorySink()
        try XMLSignatureExtender(timestamps: stamps, trust: try pki.trust(), digest: digest)
            .extend(MemoryBytes(document), content: content, to: level, at: pki.time, to: sink)
        return sink.bytes
    }

    @Test("Each level is reached, and nothing that was signed is touched", arguments: [SignatureLevel.t, .lt, .lta])
    func levels(level: SignatureLevel) throws {
        for target in [XMLSignatureForm.Target.document, .element("root")] {
            let document = Array("<a Id=\"root\"><b>1</b></a>".utf8)
            let signed = try parties.sign(document, by: .rsa, XMLSignatureForm(.xades, target: target))
            let raised = try extend(signed, to: level)
            let report = try parties.report(raised)
            #expect(report.verdict.isPassed, "\(report.allReasons)")
            #expect(report.signatures.first?.level == level)
            #expect(try parties.signedContents(raised) == parties.signedContents(signed))
            // By the anchors alone, where all evidence is inside.
            guard level >= .lt else { continue }
            let anchors = TrustStore(anchors: [parties.cms.pki.root.certificate])
            let alone = try XMLValidator(trust: anchors).validate(try parties.facts(raised), at: parties.cms.pki.time)
            #expect(alone.verdict.isPassed, "\(alone.allReasons)")
        }
    }

    @Test("A level is raised step by step, and an archive timestamp is added to another")
    func steps() throws {
        var document = try parties.sign(XMLParties.plain, by: .p256, XMLSignatureForm(.xades))
        for level in [SignatureLevel.t, .lt, .lta, .lta] { document = try extend(document, to: level) }
        let facts = try parties.facts(document)
        #expect(facts.signatures.first?.timestamps.map(\.kind) == [.signature, .archive, .archive])
        #expect(try parties.report(document).signatures.first?.level == .lta)
    }

    @Test("A signature over bytes outside is raised with these at hand", arguments: [SignatureLevel.t, .lt, .lta])
    func detached(level: SignatureLevel) throws {
        let content = Array("not XML at all \u{0}".utf8)
        let sink = MemorySink()
        try XMLSignatureWriter()
            .signDetached(
                MemoryBytes(content).source(),
                named: "a.bin",
                signer: parties.cms.signer(.rsa),
                options: parties.cms.options,
                form: XMLSignatureForm(.xades, mediaType: "application/octet-stream"),
                to: sink
            )
        let raised = try extend(sink.bytes, content: .one(MemoryBytes(content)), to: level)
        let report = try parties.report(raised, content: .one(MemoryBytes(content)))
        #expect(report.verdict.isPassed, "\(report.allReasons)")
        #expect(report.signatures.first?.level == level)
        let missing = #expect(throws: SigningError.self) { try extend(sink.bytes, to: level) }
        #expect(missing?.code == .earlierSignatureBroken)
    }

    @Test("Of several signatures those are raised that no later one covers")
    func several() throws {
        // Each over its own element: neither covers the other.
        let document = Array("<a><b Id=\"one\">1</b><b Id=\"two\">2</b></a>".utf8)
        let first = try parties.sign(document, by: .rsa, XMLSignatureForm(.xades, target: .element("one")))
        let both = try parties.sign(first, by: .p256, XMLSignatureForm(.xades, target: .element("two")))
        #expect(try parties.report(extend(both, to: .lt)).signatures.map(\.level) == [.lt, .lt])
        // The second over the document with the first.
        let nested = try parties.cosign(
            try parties.sign(XMLParties.plain, by: .rsa, XMLSignatureForm(.xades)),
            by: .p256
        )
        let raised = try parties.report(extend(nested, to: .lt))
        #expect(raised.verdict.isPassed, "\(raised.allReasons)")
        #expect(raised.signatures.map(\.level) == [.b, .lt])
    }

    @Test("A timestamp over another value, and one whose token was exchanged, prove nothing")
    func foreign() throws {
        let first = String(
            decoding: try extend(try parties.sign(XMLParties.plain, by: .rsa, XMLSignatureForm(.xades)), to: .t),
            as: UTF8.self
        )
        let second = String(
            decoding: try extend(try parties.sign(Array("<x/>".utf8), by: .rsa, XMLSignatureForm(.xades)), to: .t),
            as: UTF8.self
        )
        let pattern = /EncapsulatedTimeStamp>([^<]*)</
        let mine = try #require(first.firstMatch(of: pattern)).1
        let other = try #require(second.firstMatch(of: pattern)).1
        let exchanged = Array(first.replacing(mine, with: other).utf8)
        let report = try parties.report(exchanged)
        #expect(report.signatures.first?.level == .b)
        #expect(report.signatures.first?.provenTime == nil)
    }

    @Test("A signature without XAdES properties, or a broken one, is not raised")
    func refusals() throws {
        let national = #expect(throws: SigningError.self) { try extend(try parties.sign(), to: .t) }
        #expect(national?.code == .unsupported)
        let text = String(
            decoding: try parties.sign(XMLParties.plain, by: .rsa, XMLSignatureForm(.xades)),
            as: UTF8.self
        )
        let broken = #expect(throws: SigningError.self) {
            try extend(Array(text.replacing("Қазақ", with: "Козок").utf8), to: .t)
        }
        #expect(broken?.code == .earlierSignatureBroken)
    }

    @Test("xmlsec1 still takes a raised signature", .enabled(if: Tool.exists("xmlsec1"), "xmlsec1 is not installed"))
    func peer() throws {
        let folder = try parties.cms.folder()
        let raised = try extend(try parties.sign(XMLParties.plain, by: .rsa, XMLSignatureForm(.xades)), to: .lta)
        try folder.write(raised, as: "raised.xml")
        let outcome = try Tool.run(
            "xmlsec1",
            [
                "--verify", "--insecure", "--trusted-pem", folder("root.pem"), "--untrusted-pem", folder("issuing.pem"),
                "--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties", folder("raised.xml"),
            ]
        )
        #expect(outcome.status == 0, "\(outcome)")
    }
}
