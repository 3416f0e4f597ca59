public import KandasSign

/// What a third party needs to know about a decision: four answers, and what they come to.
public struct DecisionReport: Sendable {
    /// The four answers, in the order of ``DecisionAnswer/Question``.
    public let answers: [DecisionAnswer]
    /// What the document says; to be relied on only if the first two answers are yes.
    public let decision: Decision
    /// The last day of the status, with any extension applied; `nil` for a refusal, or if it is not known.
    public let validUntil: CalendarDate?
    /// Remarks that change no answer.
    public let remarks: [Reason]
    /// The time that was judged at.
    public let judgedAt: Timestamp

    /// The answer to a question.
    public func answer(_ question: DecisionAnswer.Question) -> DecisionAnswer.Value {
        answers.first { $0.question == question }?.value ?? .unknown
    }

    /// Whether it is genuine: the signature is valid and the signer was entitled.
    public var isGenuine: Bool {
        answer(.signatureValid) == .yes && answer(.signerEntitled) == .yes
    }

    /// What the answers come to.
    public var outcome: Outcome {
        let values = answers.map(\.value)
        if answer(.signatureValid) == .no || answer(.signerEntitled) == .no { return .notGenuine }
        guard isGenuine else { return .notProven }
        if values.contains(.no) { return .genuineNotInForce }
        return values.contains(.unknown) ? .genuineStatusUnknown : .genuine
    }

    /// What the answers come to.
    public enum Outcome: String, Sendable, CaseIterable, Codable {
        /// Genuine, and in force where there is a status. Exit code 0.
        case genuine = "GENUINE"
        /// Genuine, and replaced, annulled, ended or not in force on the day. Exit code 1.
        case genuineNotInForce = "GENUINE_NOT_IN_FORCE"
        /// Genuine; whether the status is in force is not known, as offline. Exit code 2.
        case genuineStatusUnknown = "GENUINE_STATUS_UNKNOWN"
        /// The signature is broken, or the signer was not entitled. Exit code 1.
        case notGenuine = "NOT_GENUINE"
        /// Whether it is genuine is not known: trust or evidence is missing. Exit code 2.
        case notProven = "NOT_PROVEN"

        /// `passed`, `failed` or `indeterminate`.
        public var verdict: String {
            switch self {
            case .genuine: "passed"
            case .genuineNotInForce, .notGenuine: "failed"
            case .genuineStatusUnknown, .notProven: "indeterminate"
            }
        }
    }
}
