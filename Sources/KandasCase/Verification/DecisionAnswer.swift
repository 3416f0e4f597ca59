public import KandasSign

/// One of the four answers about a decision.
public struct DecisionAnswer: Hashable, Sendable {
    /// What was asked.
    public let question: Question
    /// The answer.
    public let value: Value
    /// Why.
    public let reasons: [Reason]

    /// What is asked about a decision.
    public enum Question: String, Sendable, CaseIterable, Codable {
        /// Is the signature valid?
        case signatureValid = "SIGNATURE_VALID"
        /// Was the signer entitled?
        case signerEntitled = "SIGNER_ENTITLED"
        /// Is it neither replaced nor annulled?
        case notReplacedOrAnnulled = "NOT_REPLACED_OR_ANNULLED"
        /// Is the status in force on the day?
        case inForce = "IN_FORCE"
    }

    /// An answer.
    public enum Value: String, Sendable, CaseIterable, Codable {
        /// Yes.
        case yes = "YES"
        /// No.
        case no = "NO"
        /// It cannot be said.
        case unknown = "UNKNOWN"
        /// A refusal has no status: the question does not arise.
        case notApplicable = "NOT_APPLICABLE"
    }
}

extension DecisionAnswer {
    /// The answer that reasons come to: no if one is a failure, unknown if one is indeterminate, else yes.
    init(_ question: Question, _ reasons: [Reason]) {
        let severities = Set(reasons.map(\.severity))
        self.question = question
        self.reasons = reasons
        value = severities.contains(.failure) ? .no : severities.contains(.indeterminate) ? .unknown : .yes
    }
}
