import KandasSign
import KandasText

/// Puts a policy into words.
struct PolicyText {
    private let console: Console

    init(_ console: Console) { self.console = console }

    /// A policy for people: a line a rule, then where it differs from another.
    func lines(_ policy: ValidationPolicy, title: String, baseline: ValidationPolicy?) -> String {
        var lines = [title] + policy.rules.map { "  · \(text($0))" }
        if let baseline {
            let (added, missing) = policy.differences(from: baseline)
            let other = "\(baseline.name)/\(baseline.version)"
            if added.isEmpty, missing.isEmpty {
                lines.append("  \(console.word("POLICY_SAME")) \(other)")
            } else {
                lines.append("  \(console.word("POLICY_DIFFERS")) \(other):")
                lines += added.map { "    + \(text($0))" } + missing.map { "    - \(text($0))" }
            }
        }
        return lines.joined(separator: "\n")
    }

    /// The same as JSON.
    func document(_ policy: ValidationPolicy, file: String?, baseline: ValidationPolicy?) -> PolicyDocument {
        let differences = baseline.map { policy.differences(from: $0) }
        return PolicyDocument(
            file: file,
            name: policy.name,
            version: policy.version,
            rules: policy.rules.map(rule),
            comparedWith: baseline.map { "\($0.name)/\($0.version)" },
            added: differences?.added.map(rule),
            missing: differences?.missing.map(rule)
        )
    }

    private func text(_ rule: PolicyRule) -> String {
        Words.catalogue.message(for: rule.code, in: console.language, parameters: rule.parameters).text
    }

    private func rule(_ rule: PolicyRule) -> PolicyDocument.Rule {
        PolicyDocument.Rule(
            code: rule.code,
            text: text(rule),
            parameters: rule.parameters.isEmpty ? nil : rule.parameters
        )
    }
}

/// What `policy` says as JSON.
struct PolicyDocument: Encodable {
    let file: String?
    let name: String
    let version: String
    let rules: [Rule]
    let comparedWith: String?
    /// What the document says and the one compared with does not.
    let added: [Rule]?
    /// What the one compared with says and the document does not.
    let missing: [Rule]?

    struct Rule: Encodable {
        let code: String
        let text: String
        let parameters: [String: String]?
    }
}
