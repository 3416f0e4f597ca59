import KandasCase

/// Writes what a status list says as text for people.
struct StatusListText {
    private let console: Console

    init(_ console: Console) { self.console = console }

    func lines(_ list: StatusListDocument) -> String {
        var lines = ["\(list.file): \(console.word("VERDICT_\(list.verdict.uppercased())"))"]
        if let status = list.status {
            let date = status.date.map { " \($0)" } ?? ""
            lines.append("  \(console.word("LABEL_PLACE")) \(status.place): \(status.text)\(date)")
        }
        lines.append("  \(console.word("LABEL_LIST")): \(list.list), № \(list.sequence)")
        lines.append("  \(console.word("LABEL_AUTHORITY")): \(console.word("LABEL_BIN")) \(list.authority)")
        lines.append("  \(console.word("LABEL_VALIDITY")): \(list.issuedAt) – \(list.nextUpdate)")
        lines.append("  \(console.word("LABEL_EXCEPTIONS")): \(list.exceptions)")
        let text = ReportText(console)
        lines += list.reasons.flatMap { text.finding($0, indent: 2) }
        lines.append("  \(console.word("LABEL_JUDGED_AT")): \(list.judgedAt)")
        return lines.map(\.onOneLine).joined(separator: "\n")
    }
}
