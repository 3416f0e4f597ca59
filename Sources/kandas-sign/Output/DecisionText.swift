import KandasCase
import KandasSign

/// Writes the four answers about a decision as text for people: the outcome, a line with a mark for each answer, whom it
/// is about, and what to do.
struct DecisionText {
    private let console: Console

    init(_ console: Console) { self.console = console }

    func lines(_ document: DecisionReportDocument) -> String {
        var lines = ["\(document.file): \(document.outcomeText.uppercased())"]
        for answer in document.answers {
            lines.append("  \(mark(answer.value)) \(answer.questionText): \(answer.valueText)")
        }
        // What a document says that is not proven to be genuine is not repeated: it would be read as true.
        if document.isGenuine {
            lines += about(document)
        } else {
            lines.append("  \(console.word("NOTE_DECISION_NOT_GENUINE"))")
        }
        let text = ReportText(console)
        // The same cause may stand behind two answers.
        var told: Set<String> = []
        for reason in document.answers.flatMap(\.reasons) + document.remarks where told.insert(reason.text).inserted {
            lines += text.finding(reason, indent: 2)
        }
        if let action = document.outcomeAction { lines.append("  \(console.word("LABEL_ACTION")): \(action)") }
        if document.isGenuine, document.kind != .refusal {
            lines.append("  \(console.word("NOTE_NO_IDENTITY_DOCUMENT"))")
        }
        lines.append("  \(console.word("LABEL_JUDGED_AT")): \(document.judgedAt)")
        return lines.map(\.onOneLine).joined(separator: "\n")
    }

    private func about(_ document: DecisionReportDocument) -> [String] {
        var lines: [String] = []
        var what = document.title ?? ""
        if let number = document.documentNumber { what += " № \(number)" }
        if let day = document.decisionDate { what += ", \(day)" }
        lines.append("  \(what)")
        var who = "  \(console.word("LABEL_HOLDER")): \(document.holder ?? "–")"
        if let iin = document.holderIIN { who += ", \(console.word("LABEL_IIN")) \(iin)" }
        lines.append(who)
        if let until = document.validUntil { lines.append("  \(console.word("LABEL_VALID_UNTIL")): \(until)") }
        var body = "  \(console.word("LABEL_AUTHORITY")): \(document.body ?? "–")"
        if let bin = document.bodyBIN { body += ", \(console.word("LABEL_BIN")) \(bin)" }
        lines.append(body)
        return lines
    }

    private func mark(_ value: DecisionAnswer.Value) -> String {
        switch value {
        case .yes: "✓"
        case .no: "✗"
        case .unknown: "?"
        case .notApplicable: "–"
        }
    }
}
