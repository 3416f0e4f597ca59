public import KandasSign

extension PaperReport {
    /// The same as outcomes of documents: one for each decision, claim and other document. What is wrong with the codes
    /// stands with the first decision, or with one that could not be read.
    ///
    /// - Parameter time: The time that was judged at.
    /// - Returns: One outcome at least.
    public func outcomes(judgedAt time: Timestamp) -> [DocumentVerifier.Outcome] {
        var reports = decisions.map { (report: $0.report, signature: $0.signature) }
        // Beside the whole document a claim has nothing to add, but may be wrong.
        reports += claims.map(\.report).filter { decisions.isEmpty || $0.outcome.verdict == "failed" }
            .map { ($0, nil) }
        let isAlone = reports.isEmpty && (documents.isEmpty || findings.contains { $0.severity == .failure })
        if isAlone {
            reports = [(DecisionReport(nothingBut: findings, judgedAt: time), nil)]
        } else if let first = reports.first {
            reports[0] = (first.report.adding(findings), first.signature)
        }
        return reports.map { .decision(DecisionFileVerifier.Outcome(report: $0.report, signature: $0.signature)) }
            + documents.map { .signed(SignedFileVerifier.Outcome(format: .xml, report: $0, files: nil)) }
    }
}
