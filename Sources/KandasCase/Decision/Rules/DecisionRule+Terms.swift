import KandasSign

extension DecisionRule {
    static let terms: [DecisionRule] = [
        .later("KND-TM-01", .warning, "Migration Law, art. 21(2)", .term),
        .later("KND-TM-02", .error, "APPC, art. 91(2)", .term),
        .later("KND-TM-03", .error, "D", .term),
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
