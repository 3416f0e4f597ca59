public import KandasSign

/// What became of the codes of papers.
public struct PaperReport: Sendable {
    /// The decisions that whole rows carry.
    public let decisions: [DecisionFileVerifier.Outcome]
    /// Other signed documents that whole rows carry, as those of the national portal.
    public let documents: [ValidationReport]
    /// The claims of compact codes.
    public let claims: [ClaimReport]
    /// What is wrong with rows and codes.
    public let findings: [Reason]

    /// Passed only if a decision is genuine and in force, or another document's signatures pass, and nothing speaks against
    /// any of the codes. A claim is never more than indeterminate.
    public var verdict: String {
        let verdicts =
            decisions.map(\.report.outcome.verdict)
            + claims.map(\.report.outcome.verdict)
            .filter { verdict in
                // Beside the whole document a claim has nothing to add, but may be wrong.
                decisions.isEmpty || verdict == "failed"
            } + documents.map { $0.verdict.isPassed ? "passed" : $0.verdict.name }
        if verdicts.contains("failed") || findings.contains(where: { $0.severity == .failure }) { return "failed" }
        let isPassed = !verdicts.isEmpty && verdicts.allSatisfy { $0 == "passed" }
        return isPassed && !findings.contains { $0.severity == .indeterminate } ? "passed" : "indeterminate"
    }
}
