/// A rule of the service that concerns a decision: its term, its contents, its signature.
public struct DecisionRule: Sendable {
    /// The code, such as `KND-DC-01`, printed and stable.
    public let code: String
    /// What a breach does: an error keeps the decision from being signed, or a signed one from being accepted.
    public let severity: ApplicationRule.Severity
    /// The law or source behind the rule.
    public let basis: String
    /// When it is judged.
    public let stage: Stage

    /// When a rule is judged.
    public enum Stage: String, Sendable, CaseIterable {
        /// When a term is computed.
        case term
    }

    /// All rules that concern a decision, in the order in which findings are listed.
    public static let all: [DecisionRule] = terms
}
