public import KandasSign

/// When an application counts as registered, by when it must be decided, and why.
public struct TermComputation: Hashable, Sendable {
    /// What was asked.
    public let request: TermRequest
    /// The profile the terms are from; `nil` if none was in force.
    public let profile: RegulationProfile?
    /// The day of registration (APPC article 64(3)); `nil` without calendar data.
    public let registeredOn: CalendarDate?
    /// The days that were passed over from receipt to registration, the day of receipt first; empty if none was.
    public let delay: [WorkingDay]
    /// Whether it came after closing time on a working day.
    public let cameAfterHours: Bool
    /// The terms' last days, the one that decides first; empty if they cannot be said.
    public let deadlines: [Deadline]
    /// Why something cannot be said, or is not certain.
    public let reasons: [Reason]
    /// The version of the working calendar.
    public let calendarVersion: String

    /// The last day by the term that decides whether a decision is late; `nil` if it cannot be said.
    public var due: CalendarDate? { deadlines.first?.due }

    /// The term's state on a day.
    public func state(on day: CalendarDate, in calendar: WorkingCalendar = .shared) -> State {
        guard let due else { return .unknown }
        if day > due { return .overdue }
        guard let ahead = calendar.days(after: day, toWorkingDay: 1)?.last?.date else { return .running }
        return ahead >= due ? .dueSoon : .running
    }

    /// How a term stands.
    public enum State: String, Sendable, CaseIterable, Codable {
        /// There is more than one working day left.
        case running = "RUNNING"
        /// It ends on the day or on the next working day.
        case dueSoon = "DUE_SOON"
        /// It has passed; without a decision the body is deemed to have refused (APPC article 91(2)).
        case overdue = "OVERDUE"
        /// It cannot be said.
        case unknown = "UNKNOWN"
    }
}
