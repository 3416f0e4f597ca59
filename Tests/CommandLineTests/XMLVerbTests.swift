import Foundation
import Support
import Testing

@Suite("The verbs with XML")
struct XMLVerbTests {
    private let folder: SigningFolder

    init() throws {
        folder = try SigningFolder()
        try folder.folder.write(Array("<a><b Id=\"b\">Қандас</b><c>1</c></a>".utf8), as: "a.xml")
    }

    private func codes(_ line: String, status: Int) throws -> Set<String> {
        let outcome = try folder.shell(line)
        #expect(outcome.status == status, "\(outcome)")
        let report = try #require(try SigningFolder.lines(outcome).first)
        return Set(SigningFolder.codes(report))
    }

    @Test("Signed, signed again, verified, extracted", arguments: ["xml", "xades"])
    func roundTrip(format: String) throws {
        try folder.make("$K sign a.xml --format \(format) $S -o s.xml")
        #expect(try codes("$K verify s.xml $T --json", status: 0).contains("XML_PARTLY_SIGNED") == false)
        try folder.make(
            "$K cosign s.xml --key $P/head.p12 --password-file $P/password.txt -o t.xml && $K verify t.xml $T"
        )
        let extracted = try folder.make("$K extract t.xml $T -o - 2>/dev/null")
        #expect(extracted.text == "<a><b Id=\"b\">Қандас</b><c>1</c></a>")
        #expect(try folder.shell("sed s/1/2/ s.xml >bad.xml; $K verify bad.xml $T").status == 1)
        #expect(try folder.shell("$K inspect t.xml --json").status == 0)
    }

    @Test("A part is extracted alone, and a document that is signed in part passes only if that is asked for")
    func part() throws {
        try folder.make("$K sign a.xml --format xml --id b $S -o s.xml")
        #expect(try codes("$K verify s.xml $T --json", status: 2).contains("XML_PARTLY_SIGNED"))
        #expect(try folder.shell("$K verify s.xml $T --allow-partly-signed").status == 0)
        #expect(try folder.make("$K extract s.xml $T -o - 2>/dev/null").text == "<b Id=\"b\">Қандас</b>")
        #expect(try folder.shell("$K sign a.xml --format xml --id absent $S -o x.xml").status == 65)
        #expect(try folder.shell("test -e x.xml").status != 0)
    }

    @Test("A signature is countersigned, and the report names both")
    func countersigned() throws {
        try folder.make("$K sign a.xml --format xades $S -o s.xml")
        let head = "--key $P/head.p12 --password-file $P/password.txt"
        try folder.make("$K countersign s.xml \(head) -o c.xml && $K verify c.xml $T")
        let outcome = try folder.shell("$K verify c.xml $T --json")
        let report = try #require(try SigningFolder.lines(outcome).first)
        let signatures = try #require(report["signatures"] as? [[String: Any]])
        #expect(signatures.count == 1)
        #expect((signatures.first?["countersignatures"] as? [Any])?.count == 1)
        #expect(try folder.shell("$K countersign s.xml \(head) --signature 2 -o x.xml").status == 65)
        #expect(try folder.shell("$K countersign s.xml \(head) --signature=-9223372036854775808 -o x.xml").status == 65)
        try folder.make("$K sign a.xml --format xml $S -o n.xml")
        #expect(try folder.shell("$K countersign n.xml \(head) -o x.xml").status == 65)
        #expect(try folder.shell("test -e x.xml").status != 0)
    }

    @Test("A detached signature needs the file, and a document without signature is no signed file")
    func detached() throws {
        try folder.make("$K sign a.txt --format xades --detached $S -o s.xml")
        #expect(try codes("$K verify s.xml --content a.txt $T --json", status: 0).isDisjoint(with: ["HASH_FAILURE"]))
        #expect(try codes("$K verify s.xml $T --json", status: 2).contains("XML_REFERENCE_EXTERNAL"))
        #expect(try codes("$K verify s.xml --content b.txt $T --json", status: 1).contains("HASH_FAILURE"))
        #expect(try folder.shell("$K verify a.xml $T").status == 65)
        #expect(try folder.shell("$K sign a.xml --format wsse $S -o x.xml").status == 65)
    }

    @Test("The body of a SOAP message is signed and verified")
    func soap() throws {
        let message =
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><r/></s:Body></s:Envelope>"
        try folder.folder.write(Array(message.utf8), as: "m.xml")
        try folder.make("$K sign m.xml --format wsse $S -o s.xml && $K verify s.xml $T")
        let forged = "sed 's,<r/>,<x/>,' s.xml >f.xml; $K verify f.xml $T --json"
        #expect(try codes(forged, status: 1).contains("HASH_FAILURE"))
    }
}
