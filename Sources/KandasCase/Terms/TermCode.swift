/// The codes that the computation of a term gives besides those of rules.
///
/// The raw value is the code of a ``KandasSign/Reason``. It is printed and stable.
public enum TermCode: String, Sendable, CaseIterable {
    /// No profile was in force on the day of receipt. Parameter: `date`.
    case profileUnknown = "TERM_PROFILE_UNKNOWN"
    /// The profile sets no term for the service. Parameter: `profile`.
    case notSet = "TERM_NOT_SET"
    /// The calendar of a year on the way may still change. Parameter: `year`.
    case calendarProvisional = "TERM_CALENDAR_PROVISIONAL"
    /// The profile was asked for by name, and is not the one in force. Parameters: `profile`, `usual`.
    case profileChosen = "TERM_PROFILE_CHOSEN"
}
