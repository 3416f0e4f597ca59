import KandasSign
import KandasText
import Testing

@testable import KandasCase

@Suite("A decision in XML fits its schema, is read back the same, and is refused when it does not fit")
struct DecisionDocumentTests {
    private func xml(_ decision: Decision) throws -> [UInt8] {
        let sink = MemorySink()
        try DecisionDocument.write(decision, to: sink)
        return sink.bytes
    }

    private func read(_ bytes: [UInt8]) throws(SigningError) -> DecisionDocument.Reading {
        try DecisionDocument.read(MemoryBytes(bytes).source())
    }

    @Test("Each kind is written and read back the same, the same bytes each time", arguments: Decision.Kind.allCases)
    func roundTrip(kind: Decision.Kind) throws {
        let decision = try #require(try DecisionFixtures.each()[kind])
        let bytes = try xml(decision)
        let reading = try read(bytes)
        #expect(reading.findings.isEmpty, "\(reading.findings)")
        #expect(!reading.hasSignature)
        #expect(reading.decision == decision)
        #expect(try xml(reading.decision) == bytes)
    }

    @Test("xmllint finds each kind valid", .enabled(if: Peer.exists("xmllint"), "xmllint is not installed"))
    func xmllint() throws {
        let folder = try TestFolder()
        let schema = try folder.write(DecisionDocument.schema, as: "schema.xsd")
        for (kind, decision) in try DecisionFixtures.each() {
            let file = try folder.write(try xml(decision), as: "\(kind.rawValue).xml")
            let outcome = Peer.run("xmllint", ["--noout", "--nonet", "--schema", schema, file])
            #expect(outcome.status == 0, "\(outcome.text)")
        }
    }

    // The national portal and NCALayer change white space between elements, and would break a signature over it.
    @Test("There is no white space between elements", arguments: Decision.Kind.allCases)
    func compact(kind: Decision.Kind) throws {
        let text = String(decoding: try xml(try #require(try DecisionFixtures.each()[kind])), as: UTF8.self)
        #expect(text.firstMatch(of: />\s+</) == nil)
        #expect(text.hasPrefix(#"<?xml version="1.0" encoding="UTF-8"?><decision xmlns="urn:kandas:decision:1"><id>"#))
        #expect(text.hasSuffix("</decision>"))
    }

    @Test("The schema has the fields of the tables, in their order, with their choices and limits")
    func schema() throws {
        let schema = try SchemaOutline(DecisionDocument.schema)
        try schema.compare(Decision.form, "Decision")
        try schema.compare(BilingualText.form, "BilingualText")
        try schema.compare(Decision.Body.form, "Body")
        try schema.compare(Decision.Official.form, "Official")
        try schema.compare(Decision.ApplicationReference.form, "ApplicationReference")
        try schema.compare(Decision.Holder.form, "Holder")
        try schema.compare(Decision.Basis.form, "Basis")
        try schema.compare(Decision.Appeal.form, "Appeal")
        try schema.compare(Decision.StatusEntry.form, "StatusEntry")
        try schema.compare(Decision.CertificatePart.form, "Certificate")
        try schema.compare(Decision.ProlongationPart.form, "Extension")
        try schema.compare(Decision.RefusalPart.form, "Refusal")
        try schema.compare(Decision.Ground.form, "Ground")
        try schema.compare(Decision.Hearing.form, "Hearing")
        try schema.compare(Person.IdentityDocument.form, "IdentityDocument")
        try schema.compare(Application.Residence.form, "Residence")
        try schema.compare(Application.Quota.form, "Quota")
    }

    @Test(
        "What does not fit the schema is found",
        arguments: [
            ("<kind>CERTIFICATE</kind>", "<kind>certificate</kind>", "kind"),
            ("<kind>CERTIFICATE</kind>", "", "documentNumber"),
            ("<documentNumber>10", "<documentNumber>1", "documentNumber"),
            ("<months>3</months>", "<months>03</months>", "months"),
            ("<months>3</months>", "<months>-3</months>", "months"),
            ("<months>3</months>", "<months>3</months><extra/>", "extra"),
            ("<title>", "<title lang='kk'>", "title"),
            ("<title>", "<title> x ", "text()"),
            ("<index>7</index>", "<index>99999999999999999999</index>", "index"),
            ("<iin>", "<iin><!-- -->", "iin"),
            ("<certificate>", "<refusal/><certificate>", "refusal"),
        ]
    )
    func unfit(old: String, new: String, element: String) throws {
        let text = String(decoding: try xml(try #require(try DecisionFixtures.each()[.certificate])), as: UTF8.self)
        #expect(text.contains(old))
        let changed = text.replacing(old, with: new, maxReplacements: 1)
        #expect(try read(Array(changed.utf8)).findings.map(\.element).contains(element))
    }

    @Test("A signature last in the root element is seen, and anywhere else does not fit")
    func signaturePlace() throws {
        let text = String(decoding: try xml(try #require(try DecisionFixtures.each()[.refusal])), as: UTF8.self)
        let signature = "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><x/></Signature>"
        let signed = try read(Array(text.replacing("</decision>", with: signature + "</decision>").utf8))
        #expect(signed.hasSignature && signed.findings.isEmpty)
        let inside = try read(Array(text.replacing("</appeal>", with: signature + "</appeal>").utf8))
        #expect(!inside.hasSignature && !inside.findings.isEmpty)
        let first = try read(Array(text.replacing("<id>", with: signature + "<id>", maxReplacements: 1).utf8))
        #expect(!first.findings.isEmpty)
        let twice = try read(Array(text.replacing("</decision>", with: signature + signature + "</decision>").utf8))
        #expect(!twice.findings.isEmpty)
    }

    @Test("Every truncation is refused, and no flipped byte crashes or goes unseen")
    func damage() throws {
        let decision = try #require(try DecisionFixtures.each()[.refusal])
        let bytes = try xml(decision)
        for length in stride(from: 0, to: bytes.count, by: 11) {
            #expect(throws: SigningError.self) { try read(Array(bytes.prefix(length))) }
        }
        for index in stride(from: 0, to: bytes.count, by: 7) {
            var changed = bytes
            changed[index] ^= 1 << (index % 7)
            guard let reading = try? read(changed), reading.findings.isEmpty else { continue }
            // Letters of the declaration aside, what is read then is not what was written.
            #expect(reading.decision != decision || index < 40)
        }
    }

    @Test("A document beyond the bound is refused")
    func bounded() throws {
        let bytes = try xml(try #require(try DecisionFixtures.each()[.certificate]))
        var limits = Limits()
        limits.decisionBytes = bytes.count
        #expect(throws: Never.self) { try DecisionDocument.read(MemoryBytes(bytes).source(), limits: limits) }
        limits.decisionBytes = bytes.count - 1
        let error = #expect(throws: SigningError.self) {
            try DecisionDocument.read(MemoryBytes(bytes).source(), limits: limits)
        }
        #expect(error?.code == .limitExceeded)
    }

    @Test(
        "Other documents are refused",
        arguments: [
            "", "<decision/>", "<application xmlns='urn:kandas:application:1'/>",
            "<decision xmlns='urn:kandas:decision:2'/>", "<!DOCTYPE decision><decision xmlns='urn:kandas:decision:1'/>",
            "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><decision xmlns='urn:kandas:decision:1'>&e;</decision>",
        ]
    )
    func others(text: String) {
        #expect(throws: SigningError.self) { try read(Array(text.utf8)) }
    }
}
