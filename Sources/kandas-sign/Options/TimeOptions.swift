import ArgumentParser
import KandasSign

/// The time that is judged at: `--at`.
struct TimeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Judge as of this time: 2026-11-22, 2026-11-22T10:00:00Z or with an offset. The default is now.",
            valueName: "time"
        ),
        transform: TimeOptions.parse
    )
    var at: Timestamp?

    /// The time judged at; read it once a run, since without `--at` it is the clock's.
    func judgedAt() -> Timestamp { at ?? .now() }

    /// Reads a time of an option.
    static func parse(_ text: String) throws -> Timestamp {
        guard let time = Timestamp(text) else {
            throw ValidationError("2026-11-22 and 2026-11-22T10:00:00Z are how a time is written.")
        }
        return time
    }
}
