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
        /// The person's name is not the one that the decision was meant for. Parameters: `person`, `name`.
        case nameDiffers = "DECISION_NAME_DIFFERS"
        /// An IIN was given for a person whose application states another one. Parameter: `person`.
        case iinDiffers = "DECISION_IIN_DIFFERS"
        /// Two people of an application would get the same IIN. Parameter: `person`.
        case iinTwice = "DECISION_IIN_TWICE"
        /// There is no number for a document. Parameter: `person`.
        case numberMissing = "DECISION_NUMBER_MISSING"
        /// The register has no number or place left. Parameter: `register`.
        case numbersExhausted = "DECISION_NUMBERS_EXHAUSTED"
        /// By the register this was decided before. Parameters: `person`, `number`.
        case alreadyDecided = "DECISION_ALREADY_MADE"
        /// It is not said for which body, by whom or where it is decided. Parameter: `field`.
        case officeIncomplete = "DECISION_OFFICE_INCOMPLETE"
        /// It is not known under which number, or when, the application was registered.
        case registrationMissing = "DECISION_REGISTRATION_MISSING"
        /// The receipt for the application is not proven to be genuine.
        case receiptNotProven = "DECISION_RECEIPT_NOT_PROVEN"
        /// Two documents would have the same number. Parameter: `number`.
        case numberUsedTwice = "DECISION_NUMBER_USED_TWICE"
        /// The certificate to be extended is another person's. Parameters: `person`, `number`.
        case certificateOfAnother = "DECISION_CERTIFICATE_OF_ANOTHER"
        /// The certificate ends on another day than the application says. Parameters: `person`, `number`, `date`.
        case certificateDiffers = "DECISION_CERTIFICATE_DIFFERS"
        /// The certificate was annulled or replaced, or the status ended early or begins later. Parameters: `person`,
        /// `number`, `date`.
        case certificateOutOfForce = "DECISION_CERTIFICATE_OUT_OF_FORCE"
        /// The status was extended before. Parameters: `person`, `number`, `document`: the number of that extension.
        case extendedBefore = "DECISION_EXTENDED_BEFORE"
        /// The certificate is not at hand; a remark. Parameters: `person`, `number`.
        case certificateNotFound = "DECISION_CERTIFICATE_NOT_FOUND"
    }
}

extension DecisionError: CustomStringConvertible {
    /// The codes and places.
    public var description: String {
        reasons.map { "\($0.code)\($0.location?.path.map { " at \($0)" } ?? "")" }.joined(separator: "; ")
    }
}
