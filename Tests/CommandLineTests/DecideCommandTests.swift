import Foundation
import KandasSign
import Support
import Testing

@Suite("decide issues a document for each person, all of them or none")
struct DecideCommandTests {
    private let folder: DecisionFolder

    init() throws { folder = try DecisionFolder.shared.get() }

    private func answer(_ name: String) throws -> [String: Any] { try #require(try folder.lines(name).first) }

    private func documents(_ answer: [String: Any]) -> [[String: Any]] {
        answer["documents"] as? [[String: Any]] ?? []
    }

    @Test("A family with a mixed outcome: kinds, numbers, trusted time, and the register's digests")
    func mixed() throws {
        #expect(folder.answers["decided"]?.status == 0, "\(folder.answers["decided"]?.description ?? "")")
        let documents = try documents(answer("decided"))
        #expect(documents.compactMap { $0["kind"] as? String } == ["CERTIFICATE", "REFUSAL", "CERTIFICATE"])
        #expect(documents.compactMap { $0["person"] as? String } == ["applicant", "member-1", "member-2"])
        #expect(documents.allSatisfy { $0["level"] as? String == "T" && $0["time"] != nil })
        let register = try #require(
            try JSONSerialization.jsonObject(with: Data(try readFile(folder.folder("register-after.json"))))
                as? [String: Any]
        )
        let issued = register["issued"] as? [[String: Any]] ?? []
        #expect(
            issued.compactMap { $0["number"] as? String } == documents.compactMap { $0["documentNumber"] as? String }
        )
        for (row, document) in zip(issued, documents) {
            let file = try #require(document["file"] as? String)
            let digest = try Tool.openssl("dgst", "-sha256", "-r", folder.folder(file)).text.prefix(64)
            #expect(row["sha256"] as? String == String(digest))
        }
        // Neither a name nor an IIN is in the register.
        let text = String(decoding: try readFile(folder.folder("register-after.json")), as: UTF8.self)
        #expect(!text.contains("ТЕСТОВ") && !text.contains("900517"))
    }

    @Test("xmlsec1 verifies what decide signed", .enabled(if: Tool.exists("xmlsec1"), "xmlsec1 is not installed"))
    func peer() throws {
        for document in try documents(answer("decided")) {
            let file = try #require(document["file"] as? String)
            let outcome = try folder.shell(
                "xmlsec1 --verify --trusted-der pki/trust/root.cer --untrusted-der pki/trust/issuing.cer "
                    + "--id-attr:Id SignedProperties \(file) 2>&1"
            )
            #expect(outcome.status == 0, "\(outcome)")
        }
    }

    @Test("Twice is refused, a full folder stays as it is, and neither uses up a number")
    func refused() throws {
        #expect(folder.answers["again"]?.status == 1)
        #expect(Set(SigningFolder.codes(try answer("again"))) == ["DECISION_ALREADY_MADE"])
        #expect(!folder.has("again"))
        #expect(folder.answers["full"]?.status == 73)
        #expect(try Tool.run("ls", ["-A", folder.folder("full")]).text == "mine\n")
        #expect(folder.answers["levelLT"]?.status == 0)
        // The next number after the family's three: nothing was lost in between.
        let numbers = try documents(answer("levelLT")).compactMap { $0["documentNumber"] as? String }
        #expect(numbers.first?.hasSuffix("00000004") == true, "\(numbers)")
        #expect(try documents(answer("levelLT")).allSatisfy { $0["level"] as? String == "LT" })
    }

    @Test("An extension is decided once: by the register, by a folder of decisions; a forged one counts for nothing")
    func extended() throws {
        func remarks(_ name: String) throws -> [String] {
            try documents(answer(name)).flatMap { ($0["reasons"] as? [[String: Any]] ?? []) }
                .compactMap { $0["code"] as? String }
        }
        // The sample's attachment is no certificate, and no folder was named.
        #expect(folder.answers["extended"]?.status == 0)
        #expect(try remarks("extended").contains("DECISION_CERTIFICATE_NOT_FOUND"))
        #expect(folder.answers["extendedAgain"]?.status == 1)
        #expect(Set(SigningFolder.codes(try answer("extendedAgain"))) == ["DECISION_EXTENDED_BEFORE"])
        #expect(folder.answers["extendedByArchive"]?.status == 0)
        #expect(try !remarks("extendedByArchive").contains("DECISION_CERTIFICATE_NOT_FOUND"))
        #expect(folder.answers["extendedByForged"]?.status == 0)
        #expect(try remarks("extendedByForged").contains("DECISION_CERTIFICATE_NOT_FOUND"))
        // Whoever sees the next list sees the extension, and the same place is not extended again.
        let again = try folder.shell(
            "cp status-extended.json s.json; $K status publish s.json $H -o extended.p7s --valid-hours 20000 >/dev/null "
                + "&& $K verify certificate.xml --trust bank --status-list extended.p7s --json"
        )
        let report = try #require(try SigningFolder.lines(again).first)
        let until = try documents(answer("extendedByArchive")).first?["validUntil"] as? String
        #expect(until != nil && report["validUntil"] as? String == until)
    }

    @Test("Without an authority for timestamps nothing appears and no number is given out")
    func dead() throws {
        #expect(folder.answers["dead"]?.status == 69, "\(folder.answers["dead"]?.description ?? "")")
        #expect(!folder.has("dead"))
        #expect(
            try readFile(folder.folder("fresh2.json")) == readFile(folder.folder("fresh2-before.json"))
        )
        // Not even the hidden folder in which documents are gathered.
        let names = String(decoding: try readFile(folder.folder("after-dead.txt")), as: UTF8.self)
        #expect(names.contains("fresh2.json") && !names.contains(".kandas-"))
    }

    @Test("Many in one command: a folder each for those that were accepted, a line each for all")
    func several() throws {
        let lines = try folder.lines("several")
        #expect(lines.compactMap { $0["verdict"] as? String } == ["passed", "failed", "passed", "indeterminate"])
        #expect(folder.answers["several"]?.status == 65)
        let names = try Tool.run("find", [folder.folder("several"), "-type", "f"]).text.split(separator: "\n")
        // Papers besides, where they are made.
        #expect(names.count { $0.hasSuffix(".xml") } == 6)
        let numbers = lines.flatMap(documents).compactMap { $0["documentNumber"] as? String }
        #expect(Set(numbers).count == 6)
        let outcome = try folder.shell("$K verify several --trust pki/trust --json")
        #expect(outcome.output.count { $0 == 0x0a } == names.count && outcome.status == 2)
    }

    @Test(
        "What must not be signed is refused with its code",
        arguments: [
            // Who may sign (KND-SG-02).
            ("second.asice --outcome certificate --draft $Z", 1, "DECISION_SIGNER_ROLE"),
            ("second.asice --outcome certificate --draft $Z", 1, "DECISION_SIGNER_BODY"),
            // A refusal without ground, facts or remedy; an article that no act has.
            ("second.asice --outcome refusal --draft $H", 1, "KND-DC-01"),
            ("second.asice --outcome refusal --draft --ground RF2 --article nonsense-law $H", 1, "KND-DC-06"),
            // An extension that nobody asked for.
            ("second.asice --outcome extension --draft $H", 1, "DECISION_OUTCOME_DIFFERS"),
            ("second.asice --outcome applicant=certificate --draft $H", 1, "DECISION_OUTCOME_MISSING"),
            (
                "second.asice --outcome certificate --outcome nobody=refusal --draft $H", 1,
                "DECISION_OUTCOME_UNEXPECTED"
            ),
            ("second.asice --outcome certificate --draft --iin applicant=900517200012 $H", 1, "DECISION_IIN_DIFFERS"),
            ("second.asice --outcome certificate --draft --iin member-2=900517100016 $H", 1, "DECISION_IIN_TWICE"),
            // An extension must be confirmed to be the first and of a resident (KND-EX-02, KND-EX-05).
            ("extend.asice --outcome extension --draft $H", 1, "KND-EX-02"),
            ("extend.asice --outcome extension --draft --first-extension $H", 1, "KND-EX-05"),
            // What intake returns, and what waits.
            ("revoked.asice --outcome certificate --draft $H", 1, "SIGN_AGAIN"),
            ("second.asice --outcome certificate --draft --date 2020-01-01 $H", 1, "KND-DC-09"),
            // The term has passed (KND-TM-02).
            ("extend.asice --outcome extension --draft --received 2026-11-02 $H", 1, "KND-TM-02"),
        ]
    )
    func rules(arguments: String, status: Int, code: String) throws {
        let received = arguments.contains("--received") ? "" : "--received $(date -u +%F)"
        // A register of its own: one is held by one process at a time, and only its body's key opens it.
        let name = "register-\(abs((arguments + code).hashValue)).json"
        let register = arguments.contains("$Z") ? "" : "--register \(name)"
        let outcome = try folder.shell(
            "cp register-after.json \(name); "
                + "$K decide \(arguments) \(received) --registration-number 1 \(register) $T -o refused --json"
        )
        #expect(outcome.status == status, "\(outcome)")
        let codes = SigningFolder.codes(try SigningFolder.lines(outcome).first)
        #expect(codes.contains(code), "\(codes)")
        #expect(!folder.has("refused"))
    }

    @Test(
        "What cannot be done is said before anything is judged",
        arguments: [
            ("second.asice --outcome certificate $H $T -o x", 64, "without trusted time is not issued"),
            ("second.asice --outcome certificate --draft $A $H $T -o x", 64, "no trusted time"),
            ("second.asice --draft $H $T -o x", 64, "What is decided?"),
            ("second.asice --outcome certificate --draft $T -o x", 64, "Which key signs?"),
            ("second.asice --outcome certificate --draft $H $T", 64, "Where to?"),
            ("second.asice --outcome certificate --ground RF1 --draft $H $T -o x", 64, "--outcome refusal"),
            ("second.asice --outcome certificate --level B --draft $H $T -o x", 64, "levels of a decision"),
            ("second.asice --outcome sometimes --draft $H $T -o x", 64, "outcomes there are"),
            ("second.asice --outcomes pki/password.txt --draft $H $T -o x", 65, "file of outcomes"),
            ("second.asice --outcome certificate --register nothing --draft $H $T -o x", 66, "INPUT_UNAVAILABLE"),
            ("second.asice --outcome certificate --register status.json --draft $H $T -o x", 65, "MALFORMED_INPUT"),
            ("second.asice --outcome certificate --receipt a.txt --draft $H $T -o x", 66, "INPUT_UNAVAILABLE"),
            ("--new-register register.json --bin 100140123455 --region 75", 73, "already"),
            ("--new-register y --bin 100140123455 --region 99", 65, "no region"), ("--new-register y", 64, "--bin"),
        ]
    )
    func options(arguments: String, status: Int, words: String) throws {
        let outcome = try folder.shell("$K decide \(arguments)")
        #expect(outcome.status == status, "\(outcome)")
        #expect((outcome.errorText + outcome.text).contains(words), "\(outcome)")
        #expect(!folder.has("x") && !folder.has("y"))
    }

    @Test("An application that waits is not decided on: 2")
    func waits() throws {
        let outcome = try folder.shell(
            "cp fresh2-before.json waits.json; "
                + "$K decide second.asice --outcome certificate --draft --registration-number 1 --received 2026-11-23 "
                + "--register waits.json $H --trust pki/trust/root.cer --trust pki/trust/issuing.cer -o x --json"
        )
        #expect(outcome.status == 2, "\(outcome)")
        #expect(try SigningFolder.lines(outcome).first?["intake"] as? String == "wait")
    }

    @Test("A draft says so, uses up no number, and verifies as no act")
    func draft() throws {
        #expect(folder.answers["draft"]?.status == 0)
        #expect(try answer("draft")["isDraft"] as? Bool == true)
        let first = try #require(try documents(answer("draft")).first?["file"] as? String)
        #expect(try folder.verify(first) == ("NUUU", 1))
        #expect(try folder.shell("$K verify \(first) --trust bank").text.contains("DECISION_IS_DRAFT"))
    }

    @Test("A receipt of another application, a forged one, or none: the registration is not known")
    func receipts() throws {
        _ = try folder.shell("cp register-after.json receipts.json")
        func codes(_ receipt: String) throws -> [String] {
            let outcome = try folder.shell(
                "$K decide second.asice --outcome certificate --iin member-2=900517200012 --draft \(receipt) "
                    + "--register receipts.json $H $T -o x --json"
            )
            return SigningFolder.codes(try SigningFolder.lines(outcome).first)
        }
        #expect(try codes("") == ["DECISION_REGISTRATION_MISSING"])
        #expect(try codes("--receipt application-receipt.p7s") == ["DECISION_REGISTRATION_MISSING"])
        var bytes = try readFile(folder.folder("second-receipt.p7s"))
        bytes[bytes.count - 1] ^= 1
        try folder.folder.write(bytes, as: "forged-receipt.p7s")
        #expect(try codes("--receipt forged-receipt.p7s").contains("DECISION_RECEIPT_NOT_PROVEN"))
    }

    @Test(
        "A file of outcomes that is half understood is refused",
        arguments: [
            ("\"type\"", "\"tipe\""), ("outcomes:1", "outcomes:2"), ("\"people\"", "\"persons\""),
            ("\"outcome\": \"refusal\"", "\"outcome\": \"certificate\""), ("RF2", "RF7"), ("\"kk\"", "\"kz\""),
            ("\"person\": \"member-1\"", "\"person\": \"applicant\""), ("\"name\"", "\"late\": 1, \"name\""),
        ]
    )
    func sheets(was: String, now: String) throws {
        let text = String(decoding: try readFile(folder.folder("outcomes.json")), as: UTF8.self)
        #expect(text.contains(was))
        let name = "changed-\(abs((was + now).hashValue)).json"
        try folder.folder.write(Array(text.replacing(was, with: now).utf8), as: name)
        let outcome = try folder.shell("$K decide application.asice --outcomes \(name) --draft $H $T -o x")
        #expect(outcome.status == 65, "\(outcome)")
        #expect(!folder.has("x"))
    }

    @Test("A name that differs stops the whole family")
    func name() throws {
        let text = String(decoding: try readFile(folder.folder("outcomes.json")), as: UTF8.self)
        try folder.folder.write(
            Array(text.replacing("ТЕСТОВ ҚАНДАС", with: "ТЕСТОВ ЖАНДАС").utf8),
            as: "other-name.json"
        )
        let outcome = try folder.shell(
            "cp fresh2-before.json names.json; $K decide application.asice --outcomes other-name.json --draft --receipt application-receipt.p7s "
                + "--register names.json $H $T -o x --json"
        )
        #expect(outcome.status == 1)
        #expect(SigningFolder.codes(try SigningFolder.lines(outcome).first) == ["DECISION_NAME_DIFFERS"])
    }
}
