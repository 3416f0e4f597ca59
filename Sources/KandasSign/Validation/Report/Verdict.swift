/// What a validation comes to.
public enum Verdict: Sendable, Hashable {
    /// Everything held. Only the validator can make a proof.
    case passed(Proof)
    /// Something is broken or proven to be wrong.
    case failed
    /// What is known does not suffice.
    case indeterminate

    /// The word in reports: `passed`, `failed` or `indeterminate`.
    public var name: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .indeterminate: "indeterminate"
        }
    }

    /// Whether everything held.
    public var isPassed: Bool {
        if case .passed = self { true } else { false }
    }
}
