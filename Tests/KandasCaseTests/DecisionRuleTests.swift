import KandasSign
import KandasText
import Testing

@testable import KandasCase

@Suite("No decision is signed that breaks a rule")
struct DecisionRuleTests {
    /// A change to a sound decision, and the rule that must notice it at a path.
    struct Case: Sendable, CustomTestStringConvertible {
        let rule: String
        let path: String
        let kind: Decision.Kind
        let change: @Sendable (inout Decision) -> Void
        var testDescription: String { "\(rule) at \(path)" }

        init(
            _ rule: String,
            _ path: String,
            _ kind: Decision.Kind = .certificate,
            _ change: @escaping @Sendable (inout Decision) -> Void
        ) {
            self.rule = rule
            self.path = path
            self.kind = kind
            self.change = change
        }
    }

    static let cases: [Case] = [
        Case("KND-DC-01", "refusal.grounds", .refusal) { $0.refusal?.grounds = [] },
        Case("KND-DC-01", "refusal.grounds[0].code", .refusal) { $0.refusal?.grounds[0].code = nil },
        Case("KND-DC-01", "refusal.grounds[0].reference", .refusal) { $0.refusal?.grounds[0].reference = nil },
        Case("KND-DC-01", "refusal.grounds[0].reference", .refusal) {
            // An act without an article is not enough.
            $0.refusal?.grounds[0].reference = "public-services-law"
        },
        Case("KND-DC-02", "appeal.body") { $0.appeal = nil },
        Case("KND-DC-02", "appeal.superiorBody", .prolongation) { $0.appeal?.superiorBody?.kazakh = nil },
        Case("KND-DC-02", "appeal.months", .refusal) { $0.appeal?.months = 0 },
        Case("KND-DC-02", "appeal.order", .refusal) { $0.appeal?.order = nil },
        Case("KND-DC-03", "certificate.validUntil") { $0.certificate?.validUntil = CaseFixtures.date("2027-05-15") },
        Case("KND-DC-03", "certificate.validUntil") { $0.certificate?.validUntil = nil },
        Case("KND-DC-04", "refusal.hearing", .refusal) { $0.refusal?.hearing?.held = false },
        Case("KND-DC-05", "holder.iin") { $0.holder?.iin = nil },
        Case("KND-DC-05", "holder.iin") { $0.holder?.iin = "900517100017" },
        Case("KND-DC-05", "holder.iin") { $0.holder?.iin = "000000000000" },
        Case("KND-DC-06", "documentNumber") { $0.documentNumber = "1234" },
        Case("KND-DC-06", "body.bin") { $0.body?.bin = "900517100016" },
        Case("KND-DC-06", "title") { $0.title?.russian = nil },
        Case("KND-DC-06", "official.surname") { $0.official = nil },
        Case("KND-DC-06", "legalBasis") { $0.legalBasis = [] },
        Case("KND-DC-06", "legalBasis[1]") { $0.legalBasis[1].reference = "no-such-law 1" },
        Case("KND-DC-06", "holder.name") {
            $0.holder?.surname = nil
            $0.holder?.name = nil
            $0.holder?.patronymic = nil
            $0.holder?.surnameLatin = nil
            $0.holder?.nameLatin = nil
        },
        Case("KND-DC-06", "refusal.hearing.reason", .refusal) { $0.refusal?.hearing?.reason = nil },
        Case("KND-DC-06", "refusal.facts", .refusal) { $0.refusal?.facts = nil },
        Case("KND-DC-07", "refusal") { $0.refusal = Decision.RefusalPart() },
        Case("KND-DC-07", "certificate") { $0.kind = .refusal },
        Case("KND-DC-08", "holder.surname") { $0.holder?.surname = "Ахметов\u{202e}" },
        Case("KND-DC-08", "statement.kk") { $0.statement?.kazakh = String(repeating: "а", count: 4_001) },
        Case("KND-DC-09", "decisionDate") { $0.decisionDate = CaseFixtures.date("2026-05-16") },
        Case("KND-DC-09", "decisionDate") { $0.decisionDate = CaseFixtures.date("2026-05-12") },
        Case("KND-DC-09", "certificate.statusDate") { $0.certificate?.statusDate = CaseFixtures.date("2026-05-14") },
        Case("KND-EX-01", "extension.certificateNumber", .prolongation) { $0.prolongation?.certificateNumber = nil },
        Case("KND-EX-02", "extension.isFirst", .prolongation) { $0.prolongation?.isFirst = false },
        Case("KND-EX-03", "extension.validUntil", .prolongation) { decision in
            let end = decision.prolongation?.validUntil
            decision.prolongation?.validUntil = end?.adding(days: 1)
        },
        Case("KND-EX-03", "extension.validUntil", .prolongation) { decision in
            let before = decision.prolongation?.previousValidUntil
            decision.prolongation?.validUntil = before
        },
        Case("KND-EX-04", "extension.previousValidUntil", .prolongation) {
            $0.prolongation?.previousValidUntil = CaseFixtures.date("2026-05-12")
        },
        Case("KND-EX-05", "extension.residesPermanently", .prolongation) { $0.prolongation?.residesPermanently = nil },
        Case("KND-SG-04", "statement") { $0.statement?.russian = "Статус действует по 2099-01-01." },
    ]

    @Test("Sound decisions keep all rules but those the official looks at")
    func sound() throws {
        for (kind, decision) in try DecisionFixtures.each() {
            let codes = DecisionRule.check(decision, in: DecisionFixtures.context).map(\.code)
            // The fixture's refusal was not heard, and says why.
            #expect(codes == (kind == .refusal ? ["KND-DC-04"] : []), "\(kind)")
        }
    }

    @Test("A breach is found at its place, and an error keeps the decision from being made", arguments: cases)
    func found(example: Case) throws {
        var decision = try #require(try DecisionFixtures.each()[example.kind])
        example.change(&decision)
        let findings = DecisionRule.check(decision, in: DecisionFixtures.context)
        let finding = try #require(
            findings.first { $0.code == example.rule && $0.location?.path == example.path },
            "\(findings.map { ($0.code, $0.location?.path) })"
        )
        let rule = try #require(DecisionRule.all.first { $0.code == example.rule })
        #expect(finding.severity == rule.severity.ofReason)
        if rule.severity == .error {
            #expect(throws: DecisionError.self) { try CheckedDecision(decision, in: DecisionFixtures.context) }
        }
        for language in Language.allCases {
            let message = CaseCatalogue.shared.message(
                for: finding.code,
                in: language,
                parameters: finding.parameters
            )
            #expect(!(message.text + (message.action ?? "")).contains("{"), "\(message)")
            #expect(!message.text.contains("FIELD_"), "\(message)")
        }
    }

    @Test("Every rule that can be judged from a decision has a breach here")
    func complete() {
        let judged = Set(DecisionRule.all.filter { $0.stage == .decision }.map(\.code))
        #expect(judged == Set(DecisionRuleTests.cases.map(\.rule)))
    }

    // OQ-3 of the domain reference: the day before the same date of the next year.
    @Test(
        "The status lasts a year, an extension six months",
        arguments: [
            ("2026-05-15", "2027-05-14", "2027-11-14"), ("2027-03-01", "2028-02-29", "2028-08-31"),
            ("2028-02-29", "2029-02-28", "2029-08-31"), ("2026-01-01", "2026-12-31", "2027-06-30"),
        ]
    )
    func lengths(start: String, end: String, extended: String) {
        let last = StatusTerm.lastDay(ofStatusFrom: CaseFixtures.date(start))
        #expect(last == CaseFixtures.date(end))
        #expect(StatusTerm.lastDay(ofExtensionAfter: last) == CaseFixtures.date(extended))
    }

    @Test("The national test kit's numbers pass in the test profile only")
    func testKit() throws {
        var decision = try #require(try DecisionFixtures.each()[.certificate])
        decision.holder?.iin = "123456789011"
        #expect(throws: DecisionError.self) { try CheckedDecision(decision, in: DecisionFixtures.context) }
        var context = DecisionFixtures.context
        context.profile = .test
        #expect(throws: Never.self) { try CheckedDecision(decision, in: context) }
    }
}
