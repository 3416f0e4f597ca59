import KandasSign
import KandasText

/// Collects what one rule finds.
struct RuleFindings {
    private(set) var reasons: [Reason] = []
    /// How many findings came after the list was full.
    private(set) var omitted = 0
    private let code: String
    private let severity: ApplicationRule.Severity
    /// Who mends a breach of severity E.
    private let author: Reason.Actor

    init(_ rule: ApplicationRule) {
        code = rule.code
        severity = rule.severity
        author = .applicant
    }

    init(_ rule: DecisionRule) {
        code = rule.code
        severity = rule.severity
        author = .authority
    }

    /// Adds a finding.
    ///
    /// - Parameters:
    ///   - path: The field of the form: `members[2].birthDate`.
    ///   - person: The person concerned, whose name goes into the text.
    ///   - parameters: Further values for the text.
    ///   - kind: The kind of document that is wanted.
    mutating func add(
        _ path: String,
        _ person: Person? = nil,
        _ parameters: [String: String] = [:],
        kind: Attachment.Kind? = nil
    ) {
        guard reasons.count < ApplicationRule.listedFindings else {
            omitted += 1
            return
        }
        var parameters = parameters
        parameters["path"] = path
        let place = FormPath(path)
        for language in Language.allCases {
            let suffix = "_\(language.rawValue)"
            parameters["place" + suffix] = person?.fullName ?? place.group(in: language)
            parameters["field" + suffix] = FormLabel.field(place.field, in: language)
            if let kind { parameters["kind" + suffix] = FormLabel.kind(kind, in: language) }
        }
        reasons.append(
            Reason(
                code,
                severity.ofReason,
                rule: code,
                location: Reason.Location(path: path),
                actor: severity == .error ? author : severity == .warning ? .authority : nil,
                parameters: parameters
            )
        )
    }
}

extension Person {
    /// Surname and name, in the letters of the form or else in Latin letters, or `nil` if there are none.
    var fullName: String? {
        let parts = [surname, name].compactMap(\.self)
        if !parts.isEmpty { return parts.joined(separator: " ") }
        let latin = [surnameLatin, nameLatin].compactMap(\.self)
        return latin.isEmpty ? nil : latin.joined(separator: " ")
    }

    /// The name, or what stands for it where there is none.
    var displayName: String { fullName ?? id ?? "?" }
}
