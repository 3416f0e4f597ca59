import KandasCase
import KandasSign

/// Writes what became of deciding on an application as text for people.
struct DecideText {
    private let console: Console

    init(_ console: Console) { self.console = console }

    func lines(_ document: IssueDocument) -> String {
        let word: String
        switch document.verdict {
        case "passed": word = document.isDraft ? "RESULT_DRAFTED" : "RESULT_DECIDED"
        case "indeterminate": word = "RESULT_DECISION_WAITS"
        default: word = "RESULT_NOT_DECIDED"
        }
        var lines = ["\(document.file): \(console.word(word, ["count": "\(document.documents.count)"]))"]
        let text = ReportText(console)
        for one in document.documents {
            var line = "  ✓ \(one.person): \(one.kindText) № \(one.documentNumber ?? "–")"
            if let until = one.validUntil { line += ", \(console.word("LABEL_VALID_UNTIL")) \(until)" }
            lines.append(line)
            lines.append("    \(one.file)")
            if let paper = one.paper { lines.append("    \(paper)") }
            var signature = "    \(console.word("LABEL_LEVEL")): \(one.level.rawValue)"
            if let time = one.time { signature += "; \(console.word("LABEL_PROVEN_TIME")) \(time)" }
            lines.append(signature)
            lines += one.reasons.flatMap { text.finding($0, indent: 4) }
        }
        lines += document.reasons.flatMap { text.finding($0, indent: 2) }
        return lines.map(\.onOneLine).joined(separator: "\n")
    }
}
