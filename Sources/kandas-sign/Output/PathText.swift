import KandasSign
import KandasText

/// Writes the report on a certificate as text for people: the verdict, each certificate of the path with what is known about
/// revocation, each finding with what to do.
struct PathText {
    private let console: Console

    init(_ console: Console) { self.console = console }

    /// The report.
    func lines(_ report: CertificateReportDocument) -> String {
        var lines = ["\(report.file): \(console.word("VERDICT_\(report.verdict.uppercased())"))"]
        if report.path.isEmpty { lines.append("  \(report.certificate.subject)") }
        for (number, step) in report.path.enumerated() { lines += self.step(step, number: number + 1) }
        let findings = ReportText(console)
        lines += report.reasons.flatMap { findings.finding($0, indent: 2) }
        lines.append("  \(console.word("LABEL_JUDGED_AT")): \(report.judgedAt) (\(report.policy))")
        return lines.map(\.onOneLine).joined(separator: "\n")
    }

    private func step(_ step: CertificateReportDocument.Step, number: Int) -> [String] {
        var lines = ["  \(number). \(step.subject)"]
        var facts = "\(console.word("LABEL_VALIDITY")): \(step.notBefore) – \(step.notAfter)"
        if let key = step.keyIdentifier { facts += "; \(console.word("LABEL_KEY_IDENTIFIER")): \(key)" }
        lines.append("     \(facts)")
        if step.isAnchor { lines.append("     \(console.word("PATH_ANCHOR"))") }
        if let revocation = step.revocation { lines.append("     \(self.revocation(revocation))") }
        return lines
    }

    private func revocation(_ revocation: RevocationDocument) -> String {
        var text =
            switch revocation.status {
            case .good: console.word("REVOCATION_GOOD")
            case .revoked: "\(console.word("REVOCATION_REVOKED")): \(revocation.revokedAt ?? "")"
            case .neverIssued: console.word("REVOCATION_NEVER_ISSUED")
            case .unknown: console.word("REVOCATION_NOT_KNOWN")
            }
        if let reason = revocation.reason { text += " (\(reason))" }
        guard let evidence = revocation.evidence else { return text }
        text += " — \(evidence.kind.uppercased()) \(evidence.thisUpdate)"
        if let due = evidence.nextUpdate { text += ", \(console.word("LABEL_NEXT_UPDATE")): \(due)" }
        return text + "; \(console.word("LABEL_SIGNED_BY")): \(evidence.signer)"
    }
}
