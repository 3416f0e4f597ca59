public import KandasSign

/// A decision that cannot be made, with every reason.
public struct DecisionError: Error, Sendable {
    /// The reasons; at least one of them is a failure.
    public let reasons: [Reason]

    /// Creates an error.
    init(_ reasons: [Reason]) { self.reasons = reasons }

    /// What keeps a decision from being made besides rules.
    ///
    /// The raw value is the ``KandasSign/Reason/code``.
    public enum Code: String, Sendable, CaseIterable {
        /// Intake did not accept the application. Parameter: `verdict`.
        case notAccepted = "DECISION_NOT_ACCEPTED"
        /// Nothing was decided for a person who asked for something. Parameter: `person`.
        case outcomeMissing = "DECISION_OUTCOME_MISSING"
        /// Something was decided for somebody who is not in the application, or asked for nothing. Parameter: `person`.
        case outcomeUnexpected = "DECISION_OUTCOME_UNEXPECTED"
        /// What was decided is not what was asked for: a certificate where an extension was. Parameter: `person`.
        case outcomeDiffers = "DECISION_OUTCOME_DIFFERS"
        /// Two documents would have the same number. Parameter: `number`.
        case numberUsedTwice = "DECISION_NUMBER_USED_TWICE"
    }
}

extension DecisionError: CustomStringConvertible {
    /// The codes and places.
    public var description: String {
        reasons.map { "\($0.code)\($0.location?.path.map { " at \($0)" } ?? "")" }.joined(separator: "; ")
    }
}
