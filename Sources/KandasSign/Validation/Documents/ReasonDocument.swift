public import KandasText

/// A reason as it stands in a JSON report, with its text in one language.
public struct ReasonDocument: Encodable, Sendable {
    /// The stable code.
    public let code: String
    /// What the finding does to the verdict.
    public let severity: Reason.Severity
    /// The ETSI sub-indication, where there is one.
    public let subIndication: SubIndication?
    /// The rule of the service that the finding comes under.
    public let rule: String?
    /// Who must act.
    public let actor: Reason.Actor?
    /// Where it was found.
    public let location: Reason.Location?
    /// The values that the text was filled with.
    public let parameters: [String: String]?
    /// What was found, in words.
    public let text: String
    /// What to do next.
    public let action: String?

    /// Puts a reason into words.
    public init(_ reason: Reason, catalogue: Catalogue, language: Language) {
        let message = catalogue.message(for: reason.code, in: language, parameters: reason.parameters)
        code = reason.code
        severity = reason.severity
        subIndication = reason.subIndication
        rule = reason.rule
        actor = reason.actor
        location = reason.location
        parameters = reason.parameters.isEmpty ? nil : reason.parameters
        text = message.text
        action = message.action
    }
}
