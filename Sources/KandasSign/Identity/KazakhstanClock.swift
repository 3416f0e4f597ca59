/// The time of day in Kazakhstan, as the law there counts days: that of Almaty (tzdata `Asia/Almaty`).
///
/// The whole country has kept UTC+5 since 1 March 2024 (Government resolution No. 20 of 19.01.2024); Almaty and Astana
/// kept UTC+6 before (resolution No. 1749 of 23.11.2000). Times before 2005, with their summer times, may be an hour off.
public enum KazakhstanClock {
    /// Each change of the offset, newest first: from when, and how many hours east of UTC.
    private static let offsets: [(from: Timestamp, hours: Int)] = [
        // 2024-02-29T18:00:00Z, midnight of 1 March at UTC+6.
        (Timestamp(seconds: 1_709_229_600), 5), (Timestamp(seconds: .min), 6),
    ]

    /// How many hours the clock is ahead of UTC at a time.
    public static func hoursAheadOfUTC(at time: Timestamp) -> Int {
        offsets.first { time >= $0.from }?.hours ?? 0
    }

    /// How many minutes of the day have passed there at a time, 0 to 1439.
    public static func minuteOfDay(at time: Timestamp) -> Int {
        let local = time.adding(seconds: Int64(hoursAheadOfUTC(at: time)) * 3_600).components
        return local.hour * 60 + local.minute
    }

    /// The time as people there read it: `2026-05-13 18:45 UTC+5`.
    ///
    /// - Parameters:
    ///   - time: The time.
    ///   - hasSeconds: Whether the seconds are told too: `2026-05-13 18:45:07 UTC+5`.
    /// - Returns: The text.
    public static func text(of time: Timestamp, hasSeconds: Bool = false) -> String {
        let minute = minuteOfDay(at: time)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let seconds = hasSeconds ? ":\(two(time.components.second))" : ""
        return "\(CalendarDate(inKazakhstanAt: time)) \(two(minute / 60)):\(two(minute % 60))\(seconds) "
            + "UTC+\(hoursAheadOfUTC(at: time))"
    }

    /// The time as RFC 3339 with milliseconds and the offset there: `2026-05-13T18:45:00.000+05:00`.
    package static func internetText(of time: Timestamp) -> String {
        let hours = hoursAheadOfUTC(at: time)
        let local = time.adding(seconds: Int64(hours) * 3_600).description.dropLast()
        return "\(local).000+0\(hours):00"
    }
}
