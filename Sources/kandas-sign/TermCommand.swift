import ArgumentParser
import KandasCase
import KandasSign

/// `term`: by when must an application be decided, and why?
struct TermCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "term",
        abstract: "Computes the day of registration and the last day for a decision, and says why.",
        discussion: """
            Ends with 0 while the term runs, 1 once it has passed, 2 if it cannot be said. The profile follows the day of \
            receipt; disputed ones are computed only when named: \(RegulationProfile.all.map(\.id).joined(separator: ", ")).
            """
    )

    @Option(
        help: ArgumentHelp(
            """
            When the application came in: a day, 2026-05-13T18:45 by the clock of Kazakhstan, or with an offset as \
            2026-05-13T13:45:00Z.
            """,
            valueName: "time"
        ),
        transform: { text in
            guard let time = ReceiptTime(text) else {
                throw ValidationError(
                    "2026-05-13, 2026-05-13T18:45 and 2026-05-13T13:45:00Z are how a time is written."
                )
            }
            return time
        }
    )
    var received: ReceiptTime

    @Option(
        help: ArgumentHelp("assign, the default, or extend.", valueName: "assign|extend"),
        transform: { text in
            guard let service = Application.Service(rawValue: text.uppercased()) else {
                throw ValidationError("assign and extend are the services there are.")
            }
            return service
        }
    )
    var service: Application.Service = .assign

    @Flag(name: .customLong("no-iin"), help: "The applicant has no IIN, which may lengthen the term.")
    var hasNoIIN = false

    @Option(
        help: ArgumentHelp("The regulation profile, such as R2022.", valueName: "profile"),
        completion: .list(RegulationProfile.all.map(\.id)),
        transform: { text in
            guard let profile = RegulationProfile.named(text) else {
                let names = RegulationProfile.all.map(\.id).joined(separator: ", ")
                throw ValidationError("There is no profile \(text); there are \(names).")
            }
            return profile
        }
    )
    var profile: RegulationProfile?

    @Option(
        help: ArgumentHelp(
            "When the body closes: what comes then or later counts as of the next working day.",
            valueName: "HH:MM"
        ),
        transform: { text in
            guard let time = ReceiptTime("2000-01-01T" + text), text.utf8.count == 5, let minute = time.minute else {
                throw ValidationError("18:30 is how a time of day is written.")
            }
            return minute
        }
    )
    var closing = 18 * 60 + 30

    @OptionGroup var time: TimeOptions
    @OptionGroup var report: ReportOptions

    func perform(_ console: Console) async throws -> ExitStatus {
        let request = TermRequest(
            received: received,
            service: service,
            hasIIN: !hasNoIIN,
            profile: profile,
            closingMinute: closing
        )
        let document = TermDocument(
            TermCalculator().compute(request),
            at: time.judgedAt(),
            catalogue: Words.catalogue,
            language: console.language
        )
        if console.isJSON {
            try console.write(object: document)
        } else {
            try console.write(TermText(console).lines(document))
        }
        return ExitStatus(document.state)
    }
}

extension ExitStatus {
    /// The code of a term's state.
    init(_ state: TermComputation.State) {
        self =
            switch state {
            case .running, .dueSoon: .passed
            case .overdue: .failed
            case .unknown: .indeterminate
            }
    }
}
