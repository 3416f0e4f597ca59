public import KandasSign

/// When an application came in, by the clock of Kazakhstan.
public struct ReceiptTime: Hashable, Sendable {
    /// The day.
    public let date: CalendarDate
    /// The minute of the day, 0 to 1439; `nil` if only the day is known, which then counts as within working hours.
    public let minute: Int?

    /// A day, and the minute of it if that is known.
    public init(_ date: CalendarDate, minute: Int? = nil) {
        self.date = date
        self.minute = minute
    }

    /// The time in Kazakhstan at a point in time.
    public init(_ time: Timestamp) {
        self.init(CalendarDate(inKazakhstanAt: time), minute: KazakhstanClock.minuteOfDay(at: time))
    }

    /// Reads `2026-05-13`, `2026-05-13T18:45` by the clock of Kazakhstan, or RFC 3339 with an offset.
    ///
    /// - Returns: `nil` for any other text.
    public init?(_ text: String) {
        if let date = CalendarDate(text) {
            self.init(date)
        } else if let time = Timestamp(text) {
            self.init(time)
        } else {
            let octets = Array(text.utf8)
            let seconds = octets.count == 16 ? ":00Z" : octets.count == 19 ? "Z" : nil
            // Read as UTC, the digits are those of the local clock.
            guard let seconds, let local = Timestamp(text + seconds) else { return nil }
            let parts = local.components
            guard let date = CalendarDate(year: parts.year, month: parts.month, day: parts.day) else { return nil }
            self.init(date, minute: parts.hour * 60 + parts.minute)
        }
    }
}

extension ReceiptTime: CustomStringConvertible {
    /// `2026-05-13 18:45`, or the day alone.
    public var description: String {
        guard let minute else { return "\(date)" }
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(date) \(two(minute / 60)):\(two(minute % 60))"
    }
}
