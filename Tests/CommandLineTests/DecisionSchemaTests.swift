import Foundation
import Support
import Testing

@Suite(
    "What the verbs about decisions say as JSON fits its published schema",
    .enabled(if: SchemaValidator.isPresent, SchemaValidator.absenceNote)
)
struct DecisionSchemaTests {
    private let folder: DecisionFolder

    init() throws { folder = try DecisionFolder.shared.get() }

    private func fits(_ lines: [UInt8], _ schema: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let deviations = try SchemaValidator.deviations(in: lines, from: schema)
        #expect(deviations == "", sourceLocation: sourceLocation)
    }

    @Test("decide", arguments: ["decided", "again", "full", "levelLT", "several", "extended", "draft", "dead"])
    func decide(name: String) throws {
        try fits(try #require(folder.answers[name]).output, "decide.schema.json")
    }

    @Test(
        "verify of a decision",
        arguments: [
            "certificate.xml", "certificate.xml --status-list list.p7s", "strangers.xml", "bare.xml",
            "certificate.xml --status-list list.p7s --at 2030-01-01", "decided --status-list list.p7s",
            "certificate.xml missing.xml", "missing.xml",
        ],
        ["kk", "ru", "en"]
    )
    func verify(arguments: String, language: String) throws {
        let outcome = try folder.shell("$K verify \(arguments) --trust bank --json --language \(language)")
        try fits(outcome.output, "decision-report.schema.json")
    }

    @Test(
        "What verify never says does not pass",
        arguments: [
            (#""outcome":"GENUINE""#, #""outcome":"NOT_PROVEN""#), (#""isGenuine":true"#, #""isGenuine":false"#),
            (#""verdict":"passed""#, #""verdict":"failed""#), ("********", "90051710"),
            (#""value":"YES""#, #""value":"UNKNOWN""#), (#""question":"IN_FORCE""#, #""question":"SIGNER_ENTITLED""#),
        ]
    )
    func refused(was: String, now: String) throws {
        let answer = try folder.shell("$K verify certificate.xml --trust bank --status-list list.p7s --json").text
        #expect(answer.contains(was))
        let changed = Array(answer.replacing(was, with: now).utf8)
        #expect(try SchemaValidator.deviations(in: changed, from: "decision-report.schema.json") != "")
    }

    @Test("Files of outcomes, written by a template and by hand")
    func outcomes() throws {
        for name in ["outcomes.json", "template.json"] {
            // The validator takes an object a line.
            let line = try readFile(folder.folder(name)).map { $0 == 0x0a ? 0x20 : $0 }
            try fits(line, "outcomes.schema.json")
        }
    }

    @Test(
        "term",
        arguments: [
            "--received 2026-05-13", "--received 2026-05-13T18:45 --service extend --profile R2022",
            "--received 2010-05-13", "--received 2026-05-13 --at 2027-01-01 --no-iin", "--received never",
            "--received 2050-05-13", "--received 2025-08-13 --language kk",
        ]
    )
    func term(arguments: String) throws {
        try fits(try folder.shell("$K term \(arguments) --json").output, "term.schema.json")
    }

    @Test("status")
    func status() throws {
        _ = try folder.shell("cp status.json schema-status.json")
        for line in [
            "new new-status.json --bin 100140123455", "assign schema-status.json",
            "annul schema-status.json certificate.xml", "annul schema-status.json certificate.xml",
            "extend schema-status.json --place 1 --until 2027-01-01",
            "publish schema-status.json $H -o schema-list.p7s", "show schema-list.p7s $T",
            "show schema-list.p7s certificate.xml $T", "show schema-list.p7s", "show list.p7s certificate.xml $T",
            "show schema-list.p7s $T --at 2030-01-01", "show a.txt $T",
        ] {
            let outcome = try folder.shell("$K status \(line) --json")
            let deviations = try SchemaValidator.deviations(in: outcome.output, from: "status.schema.json")
            #expect(deviations == "", "\(line): \(outcome)")
        }
    }
}
