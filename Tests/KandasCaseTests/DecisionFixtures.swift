import KandasSign

@testable import KandasCase

/// What several tests of decisions share.
enum DecisionFixtures {
    static let day = CaseFixtures.date("2026-05-15")
    static let context = RuleContext(judgedOn: day)
    /// A BIN whose check digit is right.
    static let bin = BusinessIdentificationNumber(completing: "59014088888")?.digits ?? ""
    static let list = "018f6b2e-7c00-7abc-8def-0123456789ff"

    static func application(_ service: Application.Service = .assign, members: Int = 5) -> Application {
        var application = CaseFixtures.sample(members, service).form
        application.id = CaseFixtures.id
        return application
    }

    static func accepted(_ application: Application, _ verdict: IntakeReport.Verdict = .accept) -> IntakeReport {
        IntakeReport(
            verdict: verdict,
            reasons: [],
            summary: nil,
            judgedAt: Timestamp(seconds: 1_778_700_000),
            isSigned: true,
            application: application
        )
    }

    static func order(_ outcomes: [String: DecisionOrder.Outcome]) -> DecisionOrder {
        var body = Decision.Body()
        body.bin = bin
        body.name = BilingualText(
            kazakh: "Қостанай облысының жұмыспен қамтуды үйлестіру басқармасы",
            russian: "Управление координации занятости Костанайской области"
        )
        body.kato = "391010000"
        var official = Decision.Official()
        official.surname = "Сапаров"
        official.initials = "Е. М."
        official.position = BilingualText(kazakh: "басқарма басшысы", russian: "руководитель управления")
        return DecisionOrder(
            body: body,
            official: official,
            place: BilingualText(kazakh: "Қостанай қаласы", russian: "город Костанай"),
            date: day,
            registrationNumber: "39-2026-000123",
            received: ReceiptTime(CaseFixtures.date("2026-05-13")),
            outcomes: outcomes
        )
    }

    static let refusal = DecisionOrder.Refusal(
        grounds: [.requirementsNotMet],
        facts: BilingualText(
            kazakh: "Ұлты туралы мәлімет расталмады.",
            russian: "Сведения о национальности не подтверждены."
        ),
        remedy: BilingualText(
            kazakh: "Ұлтын растайтын құжатты ұсыныңыз.",
            russian: "Представьте документ о национальности."
        )
    )

    /// Numbers of the test kit's form for people who have none yet, with their check digits (reference 2.2).
    private static let identificationNumbers = [
        "900517200012", "900517200022", "900517200032", "900517200042", "900517200052",
        "900517200062", "900517200072", "900517200082", "900517200092", "900517200101",
    ]

    /// A certificate for all but the person of `refused`.
    static func outcomes(_ application: Application, refused: String? = nil) -> [String: DecisionOrder.Outcome] {
        var outcomes: [String: DecisionOrder.Outcome] = [:]
        var numbers = identificationNumbers[...]
        for (_, person) in application.people where person.wantsStatus {
            let id = person.id ?? ""
            outcomes[id] =
                id == refused
                ? .refusal(refusal)
                : person.requested == .extend
                    ? .prolongation(.init(isFirst: true, residesPermanently: true))
                    : .certificate(iin: person.iin == nil ? numbers.popFirst() : nil)
        }
        return outcomes
    }

    /// Numbers that count up from one.
    static func numbers() -> (Person, Decision.Kind) -> DecisionNumbers {
        var count = 0
        return { _, _ in
            count += 1
            let number = String(count)
            let padded = String(repeating: "0", count: 12 - number.count) + number
            return DecisionNumbers(
                id: "018f6b2e-7c00-7abc-8def-" + padded,
                document: "10" + padded,
                decision: "39/\(count)",
                status: Decision.StatusEntry(list: list, index: count * 7)
            )
        }
    }

    static func build(
        _ application: Application,
        _ order: DecisionOrder
    ) throws(DecisionError) -> [(person: String, decision: CheckedDecision)] {
        try DecisionBuilder.build(accepted(application), order: order, in: context, numbers: numbers())
    }

    /// One decision of each kind.
    static func each() throws -> [Decision.Kind: Decision] {
        let assigned = application(members: 1)
        let refused = assigned.members[0].id ?? ""
        let extended = application(.extend, members: 0)
        let documents =
            try build(assigned, order(outcomes(assigned, refused: refused)))
            + build(extended, order(outcomes(extended)))
        return Dictionary(
            documents.compactMap { document in document.decision.decision.kind.map { ($0, document.decision.decision) }
            },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
