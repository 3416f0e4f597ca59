import KandasSign

extension DecisionRule {
    static let terms: [DecisionRule] = [
        DecisionRule(code: "KND-TM-01", severity: .warning, basis: "Migration Law, art. 21(2)", stage: .term),
        DecisionRule(code: "KND-TM-02", severity: .error, basis: "APPC, art. 91(2)", stage: .term),
        DecisionRule(code: "KND-TM-03", severity: .error, basis: "D", stage: .term),
    ]

    /// What a term's state means.
    static func findings(of state: TermComputation.State, due: CalendarDate?) -> [Reason] {
        let parameters = ["due": due.map(\.description) ?? "–"]
        switch state {
        case .running, .unknown: return []
        case .dueSoon:
            return [Reason("KND-TM-01", .warning, rule: "KND-TM-01", actor: .authority, parameters: parameters)]
        case .overdue:
            return [Reason("KND-TM-02", .failure, rule: "KND-TM-02", actor: .authority, parameters: parameters)]
        }
    }
}
