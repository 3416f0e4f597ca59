import KandasTestPKI
import Support
import Testing

@testable import KandasCase
@testable import KandasSign

@Suite("What is added for the years to come is left out of the codes, and the signature holds without it")
struct LongTermPropertiesTests {
    private func signed(_ level: SignatureLevel) throws -> [UInt8] {
        try PaperFixtures.signed(try #require(try PaperFixtures.decisions.get()[.certificate]), level: level)
    }

    private func report(_ document: [UInt8]) throws -> ValidationReport {
        try XMLValidator(trust: try StatusListTests.trust())
            .validate(try XMLSignatureReader().read(MemoryBytes(document)), at: PaperFixtures.time)
    }

    @Test("Of each level the signature and its timestamp are left", arguments: [SignatureLevel.lt, .lta])
    func levels(level: SignatureLevel) throws {
        let long = try signed(level)
        let slim = try LongTermProperties.removed(from: long)
        #expect(slim.count < long.count * 9 / 10)
        let report = try report(slim)
        #expect(report.verdict.isPassed, "\(report.allReasons)")
        #expect(report.signatures.first?.level == .t)
        #expect(report.signatures.first?.provenTime == (try self.report(long)).signatures.first?.provenTime)
        #expect(try LongTermProperties.removed(from: slim) == slim)
        let pieces = try QRSet.pieces(of: long, number: "10000000000001", at: PaperFixtures.time)
        #expect(try QRSet(pieces).document == slim)
    }

    @Test("xmlsec1 takes what is left", .enabled(if: Tool.exists("xmlsec1"), "xmlsec1 is not installed"))
    func peer() throws {
        let outcome = try PaperFixtures.xmlsec1(try LongTermProperties.removed(from: try signed(.lta)))
        #expect(outcome.status == 0, "\(outcome)")
    }

    @Test("A level with nothing to leave out stays byte for byte", arguments: [SignatureLevel.b, .t])
    func untouched(level: SignatureLevel) throws {
        let document = try signed(level)
        #expect(try LongTermProperties.removed(from: document) == document)
    }

    // Properties of that name in what was signed: leaving them out would change what was said.
    @Test("What was signed is never left out, whatever it is called")
    func disguised() throws {
        let inner =
            "<a><QualifyingProperties><UnsignedProperties><UnsignedSignatureProperties><X>1</X>"
            + "</UnsignedSignatureProperties></UnsignedProperties></QualifyingProperties></a>"
        let sink = MemorySink()
        try XMLSignatureWriter()
            .sign(
                MemoryBytes(Array(inner.utf8)),
                signer: try StatusListTests.pki.get().head.signer(),
                options: SignatureOptions(signingTime: PaperFixtures.time),
                form: XMLSignatureForm(.xades),
                to: sink
            )
        let error = #expect(throws: SigningError.self) { try LongTermProperties.removed(from: sink.bytes) }
        #expect(error?.code == .malformedInput)
    }

    @Test(
        "Tags are found where they are, and not in comments, texts and values",
        arguments: [
            ("<a b='>'/>", ["a"]), ("<a><!-- <b> --></a>", ["a", "/a"]), ("<a><![CDATA[<b>]]></a>", ["a", "/a"]),
            ("<?p <b> ?><x:a y=\"<'\"></x:a>", ["a", "/a"]), ("text", []), ("", []),
        ] as [(String, [String])]
    )
    func tags(text: String, expected: [String]) throws {
        var tags = XMLTags(Array(text.utf8))
        var names: [String] = []
        while let tag = try tags.next() { names.append((tag.kind == .end ? "/" : "") + tag.name) }
        #expect(names == expected)
    }

    @Test("What breaks off is refused", arguments: ["<", "<a", "<a b='", "<!--", "<![CDATA[", "<?x", "<!DOCTYPE a>"])
    func broken(text: String) {
        var tags = XMLTags(Array(text.utf8))
        #expect(throws: SigningError.self) { try tags.next() }
    }
}
