import KandasSign

/// Collects what one rule finds.
struct RuleFindings {
    private(set) var reasons: [Reason] = []
    /// How many findings came after the list was full.
    private(set) var omitted = 0
    private let rule: ApplicationRule

    init(_ rule: ApplicationRule) { self.rule = rule }

    /// Adds a finding.
    ///
    /// - Parameters:
    ///   - path: The field of the form: `members[2].birthDate`.
    ///   - person: The person concerned, whose name goes into the text.
    ///   - parameters: Further values for the text.
    mutating func add(_ path: String, _ person: Person? = nil, _ parameters: [String: String] = [:]) {
        guard reasons.count < ApplicationRule.listedFindings else {
            omitted += 1
            return
        }
        var parameters = parameters
        parameters["path"] = path
        parameters["who"] = person.map(\.displayName) ?? ""
        reasons.append(
            Reason(
                rule.code,
                rule.severity.ofReason,
                rule: rule.code,
                location: Reason.Location(path: path),
                actor: rule.severity == .error ? .applicant : rule.severity == .warning ? .authority : nil,
                parameters: parameters
            )
        )
    }
}

extension Person {
    /// Surname and name, in the letters of the form; the person's id if there are none.
    var displayName: String {
        let parts = [surname, name].compactMap(\.self)
        if !parts.isEmpty { return parts.joined(separator: " ") }
        let latin = [surnameLatin, nameLatin].compactMap(\.self)
        return latin.isEmpty ? id ?? "?" : latin.joined(separator: " ")
    }
}
