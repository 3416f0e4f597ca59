import KandasSign
import KandasText

/// Writes reports as text for people: the verdict first, then each signature, each finding with what to do.
struct ReportText {
    private let console: Console

    init(_ console: Console) { self.console = console }

    /// The report of one file.
    func lines(_ report: ReportDocument) -> String {
        var lines = ["\(report.file): \(console.word("VERDICT_\(report.verdict.uppercased())"))"]
        lines += report.reasons.filter { $0.location?.signature == nil }.flatMap { finding($0, indent: 2) }
        for signature in report.signatures { lines += self.signature(signature, label: "LABEL_SIGNATURE", indent: 2) }
        if let files = report.signedFiles {
            lines.append("  \(console.word("LABEL_SIGNED_FILES")): \(files.joined(separator: ", "))")
        }
        lines.append("  \(console.word("LABEL_JUDGED_AT")): \(report.judgedAt) (\(report.policy))")
        return lines.map(\.onOneLine).joined(separator: "\n")
    }

    /// One finding: its code and text, and who does what.
    func finding(_ reason: ReasonDocument, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        let rule = reason.rule.map { $0 == reason.code ? "" : " (\($0))" } ?? ""
        let place = reason.location?.file ?? reason.location?.path
        let at = place.map { " [\($0)]" } ?? ""
        let mark =
            switch reason.severity {
            case .failure: "✗"
            case .indeterminate: "?"
            case .warning: "!"
            case .note: "·"
            }
        var lines = ["\(margin)\(mark) \(reason.code)\(rule)\(at): \(reason.text)"]
        if let action = reason.action {
            let actor = reason.actor.map { " (\(console.word("ACTOR_\($0.rawValue)")))" } ?? ""
            lines.append("\(margin)  \(console.word("LABEL_ACTION"))\(actor): \(withoutActor(action, reason.actor))")
        }
        return lines
    }

    /// What to do, without naming again at its front who does it.
    private func withoutActor(_ action: String, _ actor: Reason.Actor?) -> String {
        guard let actor else { return action }
        let name = console.word("ACTOR_\(actor.rawValue)") + ": "
        guard action.lowercased().hasPrefix(name.lowercased()) else { return action }
        let rest = action.dropFirst(name.count)
        return rest.prefix(1).uppercased() + rest.dropFirst()
    }

    private func signature(_ signature: SignatureDocument, label: String, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines = ["\(margin)\(console.word(label)) \(signature.number): \(indication(signature))"]
        if let signer = signature.signer {
            var who = "\(margin)  \(console.word("LABEL_SIGNER")): \(signer.commonName ?? signer.subject)"
            if let iin = signer.iin { who += ", \(console.word("LABEL_IIN")) \(iin)" }
            if let organization = signer.organization { who += ", \(organization)" }
            if let bin = signer.bin { who += ", \(console.word("LABEL_BIN")) \(bin)" }
            lines.append(who)
        }
        var facts = "\(margin)  \(console.word("LABEL_LEVEL")): \(signature.level.rawValue)"
        facts += "; \(console.word("LABEL_ALGORITHM")): \(signature.algorithm)"
        if let time = signature.claimedSigningTime { facts += "; \(console.word("LABEL_CLAIMED_TIME")): \(time)" }
        if let time = signature.provenTime { facts += "; \(console.word("LABEL_PROVEN_TIME")): \(time)" }
        lines.append(facts)
        if let pdf = signature.pdf { lines.append(margin + "  " + self.pdf(pdf)) }
        for timestamp in signature.timestamps ?? [] { lines += self.timestamp(timestamp, margin: "\(margin)  ") }
        lines += evidence(signature.evidence, margin: "\(margin)  ")
        if let parts = signature.signedParts {
            lines.append("\(margin)  \(console.word("LABEL_SIGNED_PARTS")): \(parts.joined(separator: ", "))")
        }
        lines += signature.reasons.flatMap { finding($0, indent: indent + 2) }
        for counter in signature.countersignatures ?? [] {
            lines += self.signature(counter, label: "LABEL_COUNTERSIGNATURE", indent: indent + 2)
        }
        return lines
    }

    /// Which field of a PDF, and which of its revisions.
    private func pdf(_ pdf: PDFSignatureReport) -> String {
        var facts = [
            console.word("PDF_REVISION", ["revision": "\(pdf.revision)", "revisions": "\(pdf.revisions)"]),
            "\(console.word("LABEL_FIELD")): \(pdf.field)",
        ]
        if !pdf.coversWholeFile { facts.append(console.word("PDF_ADDED_LATER")) }
        if let level = pdf.certification { facts.append("\(console.word("LABEL_CERTIFICATION")): \(level)") }
        if let reason = pdf.reason { facts.append("\(console.word("LABEL_REASON")): \(reason)") }
        if let location = pdf.location { facts.append("\(console.word("LABEL_LOCATION")): \(location)") }
        return facts.joined(separator: "; ")
    }

    private func timestamp(_ timestamp: TimestampDocument, margin: String) -> [String] {
        var line = "\(margin)\(console.word("LABEL_TIMESTAMP_\(timestamp.kind)")):"
        if let time = timestamp.time { line += " \(time)," }
        if let authority = timestamp.authority { line += " \(authority);" }
        line += " \(console.word("TIMESTAMP_STATE_\(timestamp.indication)"))"
        return [line] + evidence(timestamp.evidence, margin: "\(margin)  ")
    }

    /// What told whether certificates were revoked: a line for all of a path.
    private func evidence(_ evidence: [EvidenceDocument]?, margin: String) -> [String] {
        guard let evidence, !evidence.isEmpty else { return [] }
        var sources: [String] = []
        for one in evidence {
            let source = "\(console.word("EVIDENCE_\(one.kind)")) \(one.thisUpdate)"
            if !sources.contains(source) { sources.append(source) }
        }
        return ["\(margin)\(console.word("LABEL_EVIDENCE")): \(sources.joined(separator: ", "))"]
    }

    private func indication(_ signature: SignatureDocument) -> String {
        let key =
            switch signature.indication {
            case .totalPassed: "VERDICT_PASSED"
            case .totalFailed: "VERDICT_FAILED"
            case .indeterminate, .noSignatureFound: "VERDICT_INDETERMINATE"
            }
        return console.word(key) + (signature.subIndication.map { " (\($0.rawValue))" } ?? "")
    }
}
