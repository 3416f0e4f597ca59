import KandasCase
import KandasSign

/// Writes an intake's answer as text for people: the answer first, then what it is about, then each reason.
struct IntakeText {
    private let console: Console

    init(_ console: Console) { self.console = console }

    func lines(_ document: IntakeDocument) -> String {
        var lines = ["\(document.file): \(console.word("VERDICT_\(document.decision.rawValue.uppercased())"))"]
        if let application = document.application {
            var about = "  \(console.word("LABEL_APPLICANT")): \(application.applicant)"
            if let iin = application.applicantIIN { about += ", \(console.word("LABEL_IIN")) \(iin)" }
            lines.append(about)
            lines.append(
                "  \(console.word("LABEL_MEMBERS")): \(application.members); "
                    + "\(console.word("LABEL_ATTACHMENTS")): \(application.attachments)"
            )
        }
        for signature in document.signatures {
            let signer = signature.signer?.commonName ?? signature.signer?.subject ?? "?"
            let passed = signature.indication == .totalPassed
            let answer = console.word(passed ? "VERDICT_PASSED" : "VERDICT_\(verdict(signature.indication))")
            lines.append("  \(console.word("LABEL_SIGNATURE")) \(signature.number): \(answer), \(signer)")
        }
        let text = ReportText(console)
        lines += document.reasons.flatMap { text.finding($0, indent: 2) }
        lines.append("  \(console.word("LABEL_JUDGED_AT")): \(document.judgedAt) (\(document.policy))")
        return lines.joined(separator: "\n")
    }

    private func verdict(_ indication: Indication) -> String {
        indication == .totalFailed ? "FAILED" : "INDETERMINATE"
    }
}
