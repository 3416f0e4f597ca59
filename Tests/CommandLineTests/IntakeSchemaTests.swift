import Foundation
import Support
import Testing

@Suite(
    "What intake says as JSON fits its published schema",
    .enabled(if: SchemaValidator.isPresent, SchemaValidator.absenceNote)
)
struct IntakeSchemaTests {
    private static let schema = "intake.schema.json"

    /// One throw-away PKI and the packages that the tests take in.
    private static let scene = Result {
        let folder = try TemporaryFolder()
        func run(_ line: String) throws {
            let outcome = try BuiltCommand.shell("set -e; \(line)", in: folder.path)
            guard outcome.status == 0 else { throw SupportFailure("\(line): \(outcome)") }
        }
        try run("\"$K\" test-pki pki --algorithm ec")
        let password = "--password-file pki/password.txt"
        let applicant = "--key pki/applicant.p12 \(password)"
        try run("\"$K\" apply --sample form --for pki/applicant.p12 \(password) --members 2")
        try run("\"$K\" apply form/form.json \(applicant) -o good.asice")
        try run("\"$K\" apply form/form.json --key pki/revoked.p12 \(password) -o revoked.asice")
        try run("\"$K\" cosign good.asice --key pki/stranger.p12 \(password) -o cosigned.asice")
        try run("\"$K\" countersign good.asice --key pki/head.p12 \(password) -o countersigned.asice")
        try run("\"$K\" sign form/form.json --format asice \(applicant) -o other.asice")
        // Attachments are stored as they are, so this changes the bytes of one and leaves the archive whole.
        try run("sed '0,/Sample/s//Simple/' good.asice > changed.asice")
        try run("head -c 3000 good.asice > cut.asice")
        // Findings of every severity that a form can have: warnings and notes do not keep it from being signed.
        try run("sed 's/\"patronymic\": \"[^\"]*\"/\"patronymic\": \"\"/' form/form.json > form/noted.json")
        try run("\"$K\" apply form/noted.json \(applicant) -o noted.asice")
        return folder
    }

    private func intake(_ arguments: String) throws -> Tool.Outcome {
        try BuiltCommand.shell("\"$K\" intake --json \(arguments)", in: try Self.scene.get().path)
    }

    @Test(
        "An answer of each kind, in each language",
        arguments: [
            ("good.asice --trust pki/trust", 0), ("noted.asice --trust pki/trust", 0),
            ("cosigned.asice --trust pki/trust", 0), ("countersigned.asice --trust pki/trust", 0),
            ("revoked.asice --trust pki/trust", 1), ("changed.asice --trust pki/trust", 1),
            ("other.asice --trust pki/trust", 1), ("good.asice --trust pki/trust --at 2020-01-01", 1),
            ("good.asice", 2), ("good.asice --trust pki/trust/root.cer --trust pki/trust/issuing.cer", 2),
        ],
        ["kk", "ru", "en"]
    )
    func answers(one: (arguments: String, status: Int), language: String) throws {
        let outcome = try intake("\(one.arguments) --language \(language)")
        #expect(outcome.status == one.status, "\(outcome)")
        #expect(try SchemaValidator.deviations(in: outcome.output, from: Self.schema) == "")
    }

    @Test(
        "What keeps it from an answer",
        arguments: [("cut.asice", 65), ("missing.asice", 66), ("pki", 66), ("", 64), ("good.asice --at noon", 64)]
    )
    func errors(arguments: String, status: Int) throws {
        let outcome = try intake(arguments)
        #expect(outcome.status == status, "\(outcome)")
        #expect(try SchemaValidator.deviations(in: outcome.output, from: Self.schema) == "")
    }

    @Test("A line a file, those that cannot be read among them")
    func several() throws {
        let outcome = try intake("good.asice cut.asice missing.asice revoked.asice --trust pki/trust")
        #expect(outcome.status == 65)
        #expect(outcome.output.count { $0 == 0x0a } == 4)
        #expect(try SchemaValidator.deviations(in: outcome.output, from: Self.schema) == "")
    }

    @Test(
        "What intake never says does not pass",
        arguments: [
            (#""decision":"accept""#, #""decision":"wait""#), (#""verdict":"passed""#, #""verdict":"failed""#),
            (#""policy":"#, #""polity":"#), (#""policy":"#, #""forgotten":1,"policy":"#),
            (#""members":2"#, #""members":"2""#),
            (#""indication":"TOTAL_PASSED""#, #""indication":"PASSED""#),
            (#""reasons":[]"#, #""reasons":[{"code":"A_B","severity":"failure","text":"x"}]"#),
        ]
    )
    func refused(was: String, now: String) throws {
        let answer = try intake("good.asice --trust pki/trust").text
        #expect(answer.contains(was))
        let changed = Array(answer.replacing(was, with: now).utf8)
        #expect(try SchemaValidator.deviations(in: changed, from: Self.schema) != "")
    }
}
