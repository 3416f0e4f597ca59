public import KandasSign

/// How long the status lasts (Migration Law articles 21 and 25).
///
/// The law says "one year after it was obtained" and not whether that day counts: here the last day is the one before the
/// same date of the next year, and of an extension the one six months after the last day so far.
public enum StatusTerm {
    /// The last day of a status that begins on a day.
    public static func lastDay(ofStatusFrom start: CalendarDate) -> CalendarDate {
        // Whoever starts on 29 February has a full year on the last day of the next February.
        guard let sameDate = CalendarDate(year: start.year + 1, month: start.month, day: start.day) else {
            return start.adding(months: 12)
        }
        return sameDate.adding(days: -1)
    }

    /// The last day that an extension can reach: six months after the last day so far.
    public static func lastDay(ofExtensionAfter lastDay: CalendarDate) -> CalendarDate {
        // Counted from the day after, so that the end of a short month costs nobody a day.
        lastDay.adding(days: 1).adding(months: 6).adding(days: -1)
    }
}
