public import KandasSign

/// The last day of one term, with the days that lead there.
public struct Deadline: Hashable, Sendable {
    /// The term.
    public let term: RegulationProfile.Term
    /// Its last day.
    public let due: CalendarDate
    /// The days from the one after registration to the last, each with why it counts or not.
    public let days: [WorkingDay]
    /// Whether the calendar of a year on the way may still change.
    public let isProvisional: Bool
}
