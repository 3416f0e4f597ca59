import KandasSign
import KandasText
import Testing

@testable import KandasCase

@Suite("A form in JSON is read with all its slips listed, and written back as it was")
struct ApplicationFormTests {
    private func reasons(_ json: String) -> [Reason] {
        do {
            _ = try ApplicationForm.parse(Array(json.utf8))
            return []
        } catch {
            return error.reasons
        }
    }

    @Test("A form that is written is read back the same", arguments: [0, 1, 5, 30])
    func roundTrip(members: Int) throws {
        for service in Application.Service.allCases {
            let form = CaseFixtures.sample(members, service).form
            #expect(try ApplicationForm.parse(ApplicationForm.json(of: form)) == form)
            #expect(try ApplicationForm.parse(ApplicationForm.json(of: form, hints: true)) == form)
        }
    }

    @Test("A blank form is readable, has every field, and lacks only what rules ask for", arguments: [0, 2])
    func template(members: Int) throws {
        for service in Application.Service.allCases {
            let text = ApplicationForm.template(service: service, members: members)
            let form = try ApplicationForm.parse(text)
            #expect(form.service == service)
            #expect(form.members.count == members)
            for name in [
                "birthPlace", "priorConsent", "notary", "everKazakhstanCitizen", "//relation", "registryNumber",
            ] {
                #expect(String(decoding: text, as: UTF8.self).contains("\"\(name)\""), "\(name)")
            }
            let findings = ApplicationRule.check(form, in: CaseFixtures.context)
            #expect(findings.contains { $0.code == "KND-AP-01" && $0.location?.path == "applicant.birthDate" })
            #expect(!findings.contains { $0.code == "FINDINGS_OMITTED" })
        }
    }

    @Test("Python's reader agrees that what we write is JSON", .enabled(if: Peer.exists("python3"), "no python3"))
    func python() throws {
        let folder = try TestFolder()
        let form = try folder.write(CaseFixtures.sample().json, as: "form.json")
        let blank = try folder.write(ApplicationForm.template(service: .extend, members: 3), as: "blank.json")
        for path in [form, blank] {
            let outcome = Peer.run("python3", ["-m", "json.tool", path])
            #expect(outcome.status == 0, "\(outcome.text)")
        }
    }

    @Test(
        "A slip is listed with its path",
        arguments: [
            (#"{"servise": "ASSIGN"}"#, "FORM_UNKNOWN_FIELD", "servise"),
            (#"{"members": [{}, {}, {"birthDate": "1990-13-01"}]}"#, "FORM_NOT_A_DATE", "members[2].birthDate"),
            (#"{"applicant": {"sex": "male"}}"#, "FORM_UNKNOWN_CHOICE", "applicant.sex"),
            (#"{"applicant": {"iin": 900517100016}}"#, "FORM_WRONG_TYPE", "applicant.iin"),
            (#"{"applicant": {"everKazakhstanCitizen": "no"}}"#, "FORM_WRONG_TYPE", "applicant.everKazakhstanCitizen"),
            (#"{"applicant": []}"#, "FORM_WRONG_TYPE", "applicant"),
            (#"{"members": {}}"#, "FORM_WRONG_TYPE", "members"),
            (#"{"attachments": ["a.pdf"]}"#, "FORM_WRONG_TYPE", "attachments[0]"),
            (#"{"service": "ASSIGN", "service": "EXTEND"}"#, "FORM_DUPLICATE_FIELD", "service"),
            (#"{"applicant": {"name": "a\u0000b"}}"#, "FORM_TEXT_NOT_ALLOWED", "applicant.name"),
            (#"{"applicant": {"name": "a\u202eb"}}"#, "FORM_TEXT_NOT_ALLOWED", "applicant.name"),
            (#"{"attachments": [{"name": "x"}]}"#, "FORM_UNKNOWN_FIELD", "attachments[0].name"),
            (
                #"{"applicant": {"identityDocument": {"extra": {"a": [1, {}, [[]]]}}}}"#, "FORM_UNKNOWN_FIELD",
                "applicant.identityDocument.extra"
            ),
        ]
    )
    func slips(json: String, code: String, path: String) {
        let found = reasons(json)
        #expect(found.map(\.code) == [code])
        #expect(found.first?.location?.path == path)
        #expect(found.first?.severity == .failure)
    }

    @Test("All slips are listed at once, with lines, and a similar name is suggested")
    func manySlips() {
        let found = reasons("{\n\"servise\": \"ASSIGN\",\n\"contact\": {\"phon\": \"\"},\n\"declaredTruth\": 1\n}")
        #expect(found.map(\.code) == ["FORM_UNKNOWN_FIELD", "FORM_UNKNOWN_FIELD", "FORM_WRONG_TYPE"])
        #expect(found.map { $0.parameters["suggestion"] } == ["service", "phone", nil])
        #expect(found.map { $0.parameters["line"] } == ["2", "3", "4"])
        // A hundred slips do.
        let many = "{" + (0..<5_000).map { "\"x\($0)\": 1" }.joined(separator: ",") + "}"
        #expect(reasons(many).count == 100)
    }

    @Test(
        "What is not JSON is refused with its line",
        arguments: [
            "", " ", "{", "}", "{]", "[", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"members\":[{},]}", "{} x", "{}{}",
            "nul",
            "{\"a\": nan}", "{\"a\": 01}", "{\"a\": 1.}", "{\"a\": .5}", "{\"a\": 1e}", "{\"a\": +1}", "{'a': 1}",
            "{\"a\": \"\n\"}", "{\"a\": \"\\x\"}", "{\"a\": \"\\u12\"}", "{\"a\": \"\\ud800\"}",
            "{\"a\": \"\\ud800\\u0041\"}",
            "{\"a\": \"\\udc00\"}", "{\"a\": \"", "{\"a\": \"\\", "{a: 1}", "{\"a\" 1}", "{\"a\": 1 \"b\": 2}",
        ]
    )
    func notJSON(text: String) {
        #expect(reasons(text).last?.code == "FORM_NOT_JSON", "\(reasons(text))")
    }

    @Test("Bytes that are not UTF-8 are no JSON, and deep nesting is refused")
    func hostile() {
        let notText = #expect(throws: ApplicationFormError.self) { try ApplicationForm.parse([0x7b, 0xff, 0x7d]) }
        #expect(notText?.reasons.first?.code == "FORM_NOT_JSON")
        let deep = "{\"x\": " + String(repeating: "[", count: 100_000)
        #expect(reasons(deep).last?.code == "FORM_TOO_LARGE")
        var limits = Limits()
        limits.xmlBytes = 10
        let long = #expect(throws: ApplicationFormError.self) {
            try ApplicationForm.parse(Array("{           }".utf8), limits: limits)
        }
        #expect(long?.reasons.first?.code == "FORM_TOO_LARGE")
    }

    @Test("Escapes are read as RFC 8259 says, and remarks, null and empty text are nothing")
    func values() throws {
        let form = try ApplicationForm.parse(
            Array(
                #"""
                { "//": {"any": [true, -1.5e+3, null]}, "//purpose": "a remark", "purpose": "\u049a\uD83D\uDE00\/\"\\\t \u0041",
                  "language": "", "quota": {"number": "", "date": null}, "category": null, "members": null }
                """#
                .utf8
            )
        )
        #expect(form.purpose == "Қ😀/\"\\ A")
        #expect(form.language == nil)
        #expect(form.quota == nil)
    }

    @Test(
        "Names come in normalisation form C with single spaces",
        arguments: [
            ("  Әбіш   Нұр ", "Әбіш Нұр"), ("и\u{306}", "й"), ("a\u{a0}b", "a b"), ("Gʻani", "Gʻani"), ("", nil),
        ]
            as [(String, String?)]
    )
    func normalised(text: String, expected: String?) throws {
        let form = try ApplicationForm.parse(Array(#"{"applicant": {"name": "\#(text)"}}"#.utf8))
        #expect(form.applicant.name.map { Array($0.unicodeScalars) } == expected.map { Array($0.unicodeScalars) })
    }

    @Test("Truncations are refused, and every flipped bit is a form or a list of slips")
    func damage() {
        let bytes = CaseFixtures.sample(1).json
        for length in stride(from: 0, to: bytes.count - 2, by: 11) {
            #expect(throws: ApplicationFormError.self) { try ApplicationForm.parse(Array(bytes.prefix(length))) }
        }
        for index in stride(from: 0, to: bytes.count, by: 13) {
            var changed = bytes
            changed[index] ^= 1 << (index % 8)
            do { _ = try ApplicationForm.parse(changed) } catch { #expect(!error.reasons.isEmpty) }
        }
    }

    @Test("The names of a table differ, and its groups are made empty")
    func tables() {
        #expect(Set(Application.form.fields.map(\.name)).count == Application.form.fields.count)
        #expect(Set(Person.form.fields.map(\.name)).count == Person.form.fields.count)
        #expect(Set(Attachment.form.fields.map(\.name)).count == Attachment.form.fields.count)
        #expect(Person.form.make() == Person())
    }
}
