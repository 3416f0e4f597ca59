public import KandasSign

/// A rule of the service that concerns a decision: its contents, its signature, its term.
///
/// One table, ``all``. The texts stand in ``CaseCatalogue`` under ``code``.
public struct DecisionRule: Sendable {
    /// The code, such as `KND-DC-01`, printed and stable.
    public let code: String
    /// What a breach does: an error keeps a decision from being signed, or a signed one from being accepted.
    public let severity: ApplicationRule.Severity
    /// The law or source behind the rule.
    public let basis: String
    /// When it is judged.
    public let stage: Stage

    let check: (@Sendable (Decision, RuleContext, inout RuleFindings) -> Void)?

    /// When a rule is judged.
    public enum Stage: String, Sendable, CaseIterable {
        /// Before a decision is signed, and again when it is verified: from the decision alone.
        case decision
        /// When the signature of a decision is verified.
        case verification
        /// When the codes of a print form are read.
        case paper
        /// When a term is computed.
        case term
    }

    static func decision(
        _ code: String,
        _ severity: ApplicationRule.Severity,
        _ basis: String,
        _ check: @escaping @Sendable (Decision, RuleContext, inout RuleFindings) -> Void
    ) -> DecisionRule {
        DecisionRule(code: code, severity: severity, basis: basis, stage: .decision, check: check)
    }

    static func later(
        _ code: String,
        _ severity: ApplicationRule.Severity,
        _ basis: String,
        _ stage: Stage
    ) -> DecisionRule {
        DecisionRule(code: code, severity: severity, basis: basis, stage: stage, check: nil)
    }

    /// All rules that concern a decision, in the order in which findings are listed.
    public static let all: [DecisionRule] = contents + prolongations + signatures + paper + terms

    /// Judges a decision by the rules that need nothing else.
    ///
    /// - Returns: The findings, in the order of ``all``; empty if the decision keeps all rules.
    public static func check(_ decision: Decision, in context: RuleContext) -> [Reason] {
        all.flatMap { rule -> [Reason] in
            guard let check = rule.check else { return [] }
            var findings = RuleFindings(rule)
            check(decision, context, &findings)
            return findings.reasons
        }
    }
}
