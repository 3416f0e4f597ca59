public import KandasSign

/// A rule of the service that concerns an application.
///
/// One table, ``all``, serves whoever writes an application and whoever takes it in, so that what passes the first is not
/// sent back by the second. The texts stand in ``CaseCatalogue`` under ``code``.
public struct ApplicationRule: Sendable {
    /// The code, such as `KND-ID-02`, printed and stable.
    public let code: String
    /// What a breach does.
    public let severity: Severity
    /// The law or source behind the rule.
    public let basis: String
    /// When it can be judged.
    public let stage: Stage

    let check: (@Sendable (RuleSubject, inout RuleFindings) -> Void)?

    /// What a breach of a rule does.
    public enum Severity: String, Sendable, CaseIterable {
        /// The application is returned.
        case error = "E"
        /// The official decides.
        case warning = "W"
        /// Worth knowing.
        case information = "I"

        /// The severity of a ``Reason``.
        public var ofReason: Reason.Severity {
            switch self {
            case .error: .failure
            case .warning: .warning
            case .information: .note
            }
        }
    }

    /// When a rule can be judged.
    public enum Stage: Hashable, Sendable {
        /// As soon as the form is filled in: from the application alone.
        case form
        /// Once there is a signed package: by ``ApplicationIntake``.
        case package
        /// Only with a register of the state, which is not at hand; `why` says which.
        case register(why: String)
    }

    /// A rule that is judged from the application alone.
    static func form(
        _ code: String,
        _ severity: Severity,
        _ basis: String,
        _ check: @escaping @Sendable (RuleSubject, inout RuleFindings) -> Void
    ) -> ApplicationRule {
        ApplicationRule(code: code, severity: severity, basis: basis, stage: .form, check: check)
    }

    /// A rule that is judged at intake.
    static func package(_ code: String, _ severity: Severity, _ basis: String) -> ApplicationRule {
        ApplicationRule(code: code, severity: severity, basis: basis, stage: .package, check: nil)
    }

    /// A rule that needs a register of the state.
    static func register(_ code: String, _ severity: Severity, _ basis: String, why: String) -> ApplicationRule {
        ApplicationRule(code: code, severity: severity, basis: basis, stage: .register(why: why), check: nil)
    }

    /// All rules that concern an application, in the order in which findings are listed.
    public static let all: [ApplicationRule] =
        completeness + identity + persons + attachments + extensions + signatures + registers

    /// How many findings of one rule are listed; the number of further ones is given once, as `FINDINGS_OMITTED`.
    public static let listedFindings = 100

    /// Judges an application by the rules that need nothing else.
    ///
    /// The cost is linear in the number of members and attachments.
    ///
    /// - Returns: The findings, in the order of ``all``; empty if the application keeps all rules.
    public static func check(_ application: Application, in context: RuleContext) -> [Reason] {
        let subject = RuleSubject(application, context)
        var reasons: [Reason] = []
        for rule in all {
            guard let check = rule.check else { continue }
            var findings = RuleFindings(rule)
            check(subject, &findings)
            reasons += findings.reasons
            if findings.omitted > 0 {
                let parameters = ["rule": rule.code, "count": "\(findings.omitted)"]
                reasons.append(
                    Reason("FINDINGS_OMITTED", rule.severity.ofReason, rule: rule.code, parameters: parameters)
                )
            }
        }
        return reasons
    }
}
