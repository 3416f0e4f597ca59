public import KandasSign
public import KandasText

/// The four answers about a decision as JSON, with their words.
public struct DecisionReportDocument: Encodable, Sendable {
    /// The file.
    public let file: String
    /// `passed`, `failed` or `indeterminate`.
    public let verdict: String
    /// What the answers come to.
    public let outcome: DecisionReport.Outcome
    /// The same in words.
    public let outcomeText: String
    /// What to do with it.
    public let outcomeAction: String?
    /// Whether it is genuine; else nothing that it says is to be relied on.
    public let isGenuine: Bool
    /// The four answers.
    public let answers: [Answer]
    /// What kind of document it is.
    public let kind: Decision.Kind?
    /// What the document is called.
    public let title: String?
    /// The document's number.
    public let documentNumber: String?
    /// The day of the decision.
    public let decisionDate: CalendarDate?
    /// The holder's name.
    public let holder: String?
    /// The holder's IIN, masked.
    public let holderIIN: String?
    /// The body that decided.
    public let body: String?
    /// The body's BIN.
    public let bodyBIN: String?
    /// The last day of the status, with any extension applied.
    public let validUntil: CalendarDate?
    /// Remarks that change no answer.
    public let remarks: [ReasonDocument]
    /// The time that was judged at, RFC 3339.
    public let judgedAt: String

    /// One answer.
    public struct Answer: Encodable, Sendable {
        /// What was asked.
        public let question: DecisionAnswer.Question
        /// The same in words.
        public let questionText: String
        /// The answer.
        public let value: DecisionAnswer.Value
        /// The same in words.
        public let valueText: String
        /// Why.
        public let reasons: [ReasonDocument]
    }

    /// Describes a report.
    public init(_ report: DecisionReport, file: String, catalogue: Catalogue, language: Language) {
        func message(_ code: String) -> Message { CaseCatalogue.shared.message(for: code, in: language) }
        func word(_ code: String) -> String { message(code).text }
        func documents(_ reasons: [Reason]) -> [ReasonDocument] {
            reasons.map { ReasonDocument($0, catalogue: catalogue, language: language) }
        }
        self.file = file
        verdict = report.outcome.verdict
        outcome = report.outcome
        let comesTo = message("OUTCOME_\(report.outcome.rawValue)")
        outcomeText = comesTo.text
        outcomeAction = comesTo.action
        isGenuine = report.isGenuine
        answers = report.answers.map { answer in
            Answer(
                question: answer.question,
                questionText: word("QUESTION_\(answer.question.rawValue)"),
                value: answer.value,
                valueText: word("ANSWER_\(answer.value.rawValue)"),
                reasons: documents(answer.reasons)
            )
        }
        let decision = report.decision
        kind = decision.kind
        title = decision.title?[language]
        decisionDate = decision.decisionDate
        documentNumber = decision.documentNumber
        holder = decision.holder?.fullName
        holderIIN = decision.holder?.iin.map(RuleSubject.masked)
        body = decision.body?.name?[language]
        bodyBIN = decision.body?.bin
        validUntil = report.validUntil
        remarks = documents(report.remarks)
        judgedAt = report.judgedAt.description
    }
}
