import KandasCase
import KandasSign

/// Writes the computation of a term as text for people: the answer first, then each term with the days on the way.
struct TermText {
    private let console: Console

    init(_ console: Console) { self.console = console }

    func lines(_ term: TermDocument) -> String {
        var lines = ["\(console.word("LABEL_DUE")): \(term.due.map(\.description) ?? "–") (\(term.stateText))"]
        lines.append("  \(console.word("LABEL_RECEIVED")): \(term.received)")
        var registered = "  \(console.word("LABEL_REGISTERED")): \(term.registeredOn.map(\.description) ?? "–")"
        if term.cameAfterHours {
            registered += " (\(console.word("WORD_AFTER_HOURS")))"
        } else if !term.delay.isEmpty {
            registered += " (\(console.word("WORD_NOT_WORKING_DAY")))"
        }
        lines.append(registered)
        lines += term.delay.filter { !$0.counts }.map { day($0, number: nil) }
        if let profile = term.profile {
            let from = profile.from.map { ", " + console.word("WORD_IN_FORCE_FROM", ["date": "\($0)"]) } ?? ""
            lines.append("  \(console.word("LABEL_PROFILE")): \(profile.id), \(profile.name)\(from)")
            if let note = profile.note { lines.append("    \(note)") }
        }
        for deadline in term.deadlines {
            let decides = deadline.decides && term.deadlines.count > 1 ? "; \(console.word("WORD_DECIDES"))" : ""
            lines.append(
                "  \(deadline.kindText): \(deadline.workingDays) \(console.word("WORD_WORKING_DAYS")), "
                    + "\(deadline.due)\(decides)"
            )
            lines.append("    \(console.word("LABEL_BASIS")): \(deadline.basis)")
            var number = 0
            for date in deadline.days {
                if date.counts { number += 1 }
                lines.append(day(date, number: date.counts ? number : nil))
            }
        }
        let text = ReportText(console)
        lines += term.reasons.flatMap { text.finding($0, indent: 2) }
        lines.append("  \(console.word("LABEL_JUDGED_AT")): \(term.judgedAt) (\(term.data.calendar))")
        return lines.map(\.onOneLine).joined(separator: "\n")
    }

    private func day(_ day: TermDocument.Day, number: Int?) -> String {
        let basis = day.basis.map { " – \($0)" } ?? ""
        let place = number.map { "\($0)" } ?? "–"
        return "      \(place)  \(day.date) \(day.weekday)  \(day.text)\(basis)"
    }
}
