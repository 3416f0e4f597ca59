import FoundationEssentials
import KandasSign
import Testing

@testable import KandasCase

@Suite("An application in XML fits its schema, is read back the same, and is refused when it does not fit")
struct ApplicationDocumentTests {
    private func xml(_ application: Application) throws -> [UInt8] {
        let sink = MemorySink()
        try ApplicationDocument.write(application, to: sink)
        return sink.bytes
    }

    private func read(_ bytes: [UInt8]) throws(SigningError) -> ApplicationDocument.Reading {
        try ApplicationDocument.read(MemoryBytes(bytes).source())
    }

    private func packaged(_ members: Int, _ service: Application.Service = .assign) throws -> Application {
        let folder = try TestFolder()
        return try CaseFixtures.package(CaseFixtures.sample(members, service), in: folder).application
    }

    @Test("JSON, XML and the model say the same", arguments: [0, 1, 5, 30])
    func roundTrip(members: Int) throws {
        for service in Application.Service.allCases {
            let application = try packaged(members, service)
            let bytes = try xml(application)
            let reading = try read(bytes)
            #expect(reading.findings.isEmpty, "\(reading.findings)")
            #expect(!reading.hasSignature)
            #expect(reading.application == application)
            #expect(try xml(reading.application) == bytes)
        }
    }

    @Test("xmllint finds what we write valid", .enabled(if: Peer.exists("xmllint"), "xmllint is not installed"))
    func xmllint() throws {
        let folder = try TestFolder()
        let schema = try folder.write(ApplicationDocument.schema, as: "schema.xsd")
        var full = try packaged(6)
        full.quota = Application.Quota()
        full.quota?.number = "1 <&>\"'\u{d}"
        full.priorConsent = Application.PriorConsent()
        full.priorConsent?.mission = "]]>"
        full.applicant.remark = "Қазақ \u{1F600}\t\n"
        for application in [try packaged(0), try packaged(0, .extend), full] {
            let bytes = try xml(application)
            let file = try folder.write(bytes, as: "application.xml")
            let outcome = Peer.run("xmllint", ["--noout", "--nonet", "--schema", schema, file])
            #expect(outcome.status == 0, "\(outcome.text)")
            #expect(try read(bytes).application == application)
        }
    }

    @Test("The schema has the fields of the tables, in their order, with their choices and limits")
    func schema() throws {
        let schema = try SchemaOutline(ApplicationDocument.schema)
        func compare<Root>(_ table: FormTable<Root>, _ type: String) throws { try schema.compare(table, type) }
        try compare(Application.form, "Application")
        try compare(Application.Quota.form, "Quota")
        try compare(Application.DecidingBody.form, "DecidingBody")
        try compare(Application.Residence.form, "Residence")
        try compare(Application.Contact.form, "Contact")
        try compare(Application.PriorConsent.form, "PriorConsent")
        try compare(Application.PreviousCertificate.form, "PreviousCertificate")
        try compare(Application.PersonalDataConsent.form, "PersonalDataConsent")
        try compare(Person.form, "Person")
        try compare(Person.BirthPlace.form, "BirthPlace")
        try compare(Person.IdentityDocument.form, "IdentityDocument")
        try compare(Attachment.form, "Attachment")
        try compare(Attachment.Notary.form, "Notary")
    }

    @Test("Every truncation is refused, and no flipped byte yields another application without a finding or a change")
    func damage() throws {
        let application = try packaged(1)
        let bytes = try xml(application)
        for length in stride(from: 0, to: bytes.count - 1, by: 7) {
            #expect(throws: SigningError.self) { try read(Array(bytes.prefix(length))) }
        }
        for index in stride(from: 0, to: bytes.count, by: 5) {
            var changed = bytes
            changed[index] ^= 1 << (index % 7)
            _ = try? read(changed)
        }
    }

    @Test(
        "What does not fit the schema is found",
        arguments: [
            ("<service>ASSIGN</service>", "<service>assign</service>", "service"),
            ("<service>ASSIGN</service>", "", "channel"),
            ("<service>ASSIGN</service>", "<service>ASSIGN</service><service>EXTEND</service>", "service"),
            ("<service>ASSIGN</service>", "<service xsi:nil='true'>ASSIGN</service>", "service"),
            ("<service>ASSIGN</service>", "<service> ASSIGN</service>", "service"),
            ("<service>ASSIGN</service>", "<service xmlns='urn:other'>ASSIGN</service>", "service"),
            ("<service>ASSIGN</service>", "<service>ASSIGN</service><extra/>", "extra"),
            ("<service>ASSIGN</service>", "<service>ASSIGN</service>text", "text()"),
            ("<givenOn>2026-05-13</givenOn>", "<givenOn>2026-05-13Z</givenOn>", "givenOn"),
            ("<givenOn>2026-05-13</givenOn>", "<givenOn> 2026-05-13 </givenOn>", "givenOn"),
            ("<givenOn>2026-05-13</givenOn>", "<givenOn>2026-02-30</givenOn>", "givenOn"),
            ("<iin>900517100016</iin>", "<iin>90051710001</iin>", "iin"),
            ("<iin>900517100016</iin>", "<iin></iin>", "iin"),
            ("<size>", "<size>0", "size"),
            ("<name>attachments/", "<name>attachments/../", "name"),
            ("<name>attachments/", "<name>../", "name"),
        ]
    )
    func doesNotFit(old: String, new: String, element: String) throws {
        var text = String(decoding: try xml(try packaged(1)), as: UTF8.self)
        text = text.replacing(
            "<application xmlns",
            with: "<application xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns"
        )
        let changed = text.replacing(old, with: new, maxReplacements: 1)
        #expect(changed != text)
        let findings = try read(Array(changed.utf8)).findings
        #expect(findings.contains { $0.element == element }, "\(findings)")
    }

    @Test("An enveloped signature may stand last in the root element, and nowhere else")
    func signature() throws {
        let text = String(decoding: try xml(try packaged(0)), as: UTF8.self)
        let signature = "<s:Signature xmlns:s='http://www.w3.org/2000/09/xmldsig#'><s:SignedInfo/></s:Signature>"
        let last = try read(Array(text.replacing("</application>", with: signature + "</application>").utf8))
        #expect(last.findings.isEmpty)
        #expect(last.hasSignature)
        #expect(last.application == (try read(Array(text.utf8)).application))
        let first = try read(Array(text.replacing("<service>", with: signature + "<service>").utf8))
        #expect(!first.findings.isEmpty)
        let inner = try read(Array(text.replacing("</applicant>", with: signature + "</applicant>").utf8))
        #expect(!inner.findings.isEmpty)
        let other = signature.replacing("2000/09/xmldsig#", with: "other")
        #expect(
            !(try read(Array(text.replacing("</application>", with: other + "</application>").utf8)).findings.isEmpty)
        )
    }

    @Test(
        "Another document is no application",
        arguments: [
            "<a/>", "<application/>", "<application xmlns='urn:kandas:application:2'/>",
            "<!DOCTYPE application><application/>",
            "<application xmlns='urn:kandas:application:1' x='1'/>",
        ]
    )
    func others(text: String) {
        #expect(throws: SigningError.self) { try read(Array(text.utf8)) }
    }

    @Test(
        "Number smuggling: a value with a comment or an instruction in it is read whole, and does not fit",
        arguments: ["900517<!-- -->100016", "<?x y?>900517100016", "900517100016<!---->"]
    )
    func interruptedValue(value: String) throws {
        let text = String(decoding: try xml(try packaged(0)), as: UTF8.self)
        let changed = text.replacing(">900517100016<", with: ">\(value)<")
        #expect(changed != text)
        let reading = try read(Array(changed.utf8))
        #expect(reading.application.applicant.iin == "900517100016")
        #expect(reading.findings.map(\.element) == ["iin"])
        let beside = text.replacing("<applicant>", with: "<!-- --><applicant><?x y?>")
        #expect(try read(Array(beside.utf8)).findings.isEmpty)
    }

    @Test("Ten times the members are ten times the bytes, and are read back whole", arguments: [2_000, 20_000])
    func manyMembers(count: Int) throws {
        try checkMany(count)
    }

    @Test("A hundred thousand members are written and read", .enabled(if: CaseFixtures.isThorough, "KANDAS_TEST_ALL=1"))
    func hundredThousand() throws {
        try checkMany(100_000)
    }

    private func checkMany(_ count: Int) throws {
        var form = CaseFixtures.sample(count).form
        form.id = CaseFixtures.id
        form.attachments = []
        let failures = ApplicationRule.check(form, in: CaseFixtures.context).filter { $0.severity == .failure }
        #expect(failures.allSatisfy { $0.rule == "KND-AT-02" })
        let reading = try read(try xml(form))
        #expect(reading.findings.isEmpty)
        #expect(reading.application == form)
        guard count <= 2_000 || CaseFixtures.isThorough else { return }
        #expect(try ApplicationForm.parse(ApplicationForm.json(of: form)) == form.withoutFiles)
    }
}

extension Application {
    /// The application as a form has it, without what only a package knows.
    fileprivate var withoutFiles: Application {
        var form = self
        for index in form.attachments.indices { form.attachments[index].file = nil }
        return form
    }
}
