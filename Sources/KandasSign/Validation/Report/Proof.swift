/// Evidence that a validation passed. It cannot be made outside the validator.
public struct Proof: Sendable, Hashable {
    /// The numbers of the signatures whose mathematics, coverage, path, revocation and time all held; never empty.
    public let signatures: [Int]

    private init(signatures: [Int]) { self.signatures = signatures }

    /// Draws the conclusion from findings about the file and reports about all of its signatures.
    ///
    /// Passed needs at least one signature, all of them passed, and no finding against the file.
    static func verdict(reasons: [Reason], signatures: [SignatureReport]) -> Verdict {
        if reasons.contains(where: { $0.severity == .failure }) || signatures.contains(where: \.isFailed) {
            return .failed
        }
        guard !signatures.isEmpty, signatures.allSatisfy(\.isPassed),
            !reasons.contains(where: { $0.severity == .indeterminate })
        else { return .indeterminate }
        return .passed(Proof(signatures: signatures.map(\.number)))
    }
}
