import ArgumentParser
import KandasCase
import KandasSign

/// `status extend`: the status was extended.
struct StatusExtendCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "extend",
        abstract: "Records that the status was extended, once, to a new last day."
    )

    @OptionGroup var place: StatusPlaceOptions

    @Option(help: ArgumentHelp("The new last day.", valueName: "date"), transform: DayOption.parse)
    var until: CalendarDate

    @OptionGroup var report: ReportOptions

    func perform(_ console: Console) async throws -> ExitStatus {
        try place.record(StatusEvent(.extended, until), console)
        return .passed
    }
}

/// `status replace`: another document took a certificate's place.
struct StatusReplaceCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "replace",
        abstract: "Records that another document took the certificate's place, as when a slip was corrected."
    )

    @OptionGroup var place: StatusPlaceOptions
    @OptionGroup var day: DayOption
    @OptionGroup var report: ReportOptions

    func perform(_ console: Console) async throws -> ExitStatus {
        try place.record(StatusEvent(.replaced, day.date()), console)
        return .passed
    }
}

/// `status end`: the status ended before its last day.
struct StatusEndCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "Records that the status ended early: citizenship, or a residence permit refused or annulled."
    )

    @OptionGroup var place: StatusPlaceOptions
    @OptionGroup var day: DayOption
    @OptionGroup var report: ReportOptions

    func perform(_ console: Console) async throws -> ExitStatus {
        try place.record(StatusEvent(.ended, day.date()), console)
        return .passed
    }
}

/// `status annul`: a certificate was annulled.
struct StatusAnnulCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "annul",
        abstract: "Records that the certificate was annulled."
    )

    @OptionGroup var place: StatusPlaceOptions
    @OptionGroup var day: DayOption
    @OptionGroup var report: ReportOptions

    func perform(_ console: Console) async throws -> ExitStatus {
        try place.record(StatusEvent(.annulled, day.date()), console)
        return .passed
    }
}

/// From which day something holds: `--on`.
struct DayOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("The first day on which it holds; the default is today.", valueName: "date"),
        transform: DayOption.parse
    )
    var on: CalendarDate?

    func date() -> CalendarDate { on ?? CalendarDate(inKazakhstanAt: .now()) }

    static func parse(_ text: String) throws -> CalendarDate {
        guard let date = CalendarDate(text) else { throw ValidationError("2026-11-22 is how a day is written.") }
        return date
    }
}
