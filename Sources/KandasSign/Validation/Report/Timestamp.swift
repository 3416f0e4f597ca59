internal import Glibc

/// A point in time, in whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z; negative before.
    public let seconds: Int64

    /// Creates a point in time from seconds since 1970-01-01T00:00:00Z.
    public init(seconds: Int64) { self.seconds = seconds }

    /// The machine's clock, read now. The library never calls it by itself; a caller passes a time in.
    public static func now() -> Timestamp { Timestamp(seconds: Int64(time(nil))) }

    /// Orders by time.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }

    /// The time `seconds` later, or the last or first there is where that lies beyond.
    public func adding(seconds: Int64) -> Timestamp {
        let (sum, isBeyond) = self.seconds.addingReportingOverflow(seconds)
        return Timestamp(seconds: isBeyond ? (seconds < 0 ? .min : .max) : sum)
    }

    /// The time `days` days of 86,400 seconds later, or the last or first there is where that lies beyond.
    public func adding(days: Int64) -> Timestamp {
        let (product, isBeyond) = days.multipliedReportingOverflow(by: 86_400)
        return adding(seconds: isBeyond ? (days < 0 ? .min : .max) : product)
    }
}

extension Timestamp {
    /// A date and time of day in UTC, by the Gregorian calendar.
    package struct Components: Hashable, Sendable {
        package var year: Int
        package var month: Int
        package var day: Int
        package var hour: Int
        package var minute: Int
        package var second: Int

        package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
            self.year = year
            self.month = month
            self.day = day
            self.hour = hour
            self.minute = minute
            self.second = second
        }
    }

    /// The date and time of day in UTC.
    package var components: Components {
        // Rounded down, for times before 1970 too, without leaving the numbers there are.
        let (quotient, remainder) = Int(seconds).quotientAndRemainder(dividingBy: 86_400)
        let days = remainder < 0 ? quotient - 1 : quotient
        let time = remainder < 0 ? remainder + 86_400 : remainder
        // Days since 0000-03-01, so that the leap day is the last day of its year.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let civilMonth = month < 10 ? month + 3 : month - 9
        return Components(
            year: yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0),
            month: civilMonth,
            day: dayOfYear - (153 * month + 2) / 5 + 1,
            hour: time / 3_600,
            minute: time / 60 % 60,
            second: time % 60
        )
    }

    /// The time of components in UTC, or `nil` if there is no such date or time of day.
    package init?(_ parts: Components) {
        guard 1...12 ~= parts.month, parts.day >= 1, 0...23 ~= parts.hour, 0...59 ~= parts.minute,
            0...59 ~= parts.second, parts.day <= Timestamp.daysIn(month: parts.month, of: parts.year)
        else { return nil }
        let year = parts.month <= 2 ? parts.year - 1 : parts.year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (parts.month > 2 ? parts.month - 3 : parts.month + 9) + 2) / 5 + parts.day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        seconds = Int64(days * 86_400 + parts.hour * 3_600 + parts.minute * 60 + parts.second)
    }

    private static func daysIn(month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC: `2026-11-22T17:52:00Z`.
    public var description: String {
        let parts = components
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let year = String(parts.year)
        let padded = String(repeating: "0", count: max(0, 4 - year.count)) + year
        return
            "\(padded)-\(two(parts.month))-\(two(parts.day))T\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))Z"
    }

    /// Reads RFC 3339 text: a date and time with `Z` or an offset, or a date alone, which means its start in UTC.
    ///
    /// A fraction of a second is dropped.
    ///
    /// - Returns: `nil` for any other text, or if there is no such date or time.
    public init?(_ text: some StringProtocol) {
        let octets = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= octets.count else { return nil }
            var value = 0
            for octet in octets[range] {
                guard 48...57 ~= octet else { return nil }
                value = value * 10 + Int(octet - 48)
            }
            return value
        }
        func character(_ index: Int) -> UInt8? { index < octets.count ? octets[index] : nil }
        guard let year = number(0..<4), character(4) == 0x2d, let month = number(5..<7), character(7) == 0x2d,
            let day = number(8..<10)
        else { return nil }
        if octets.count == 10 {
            self.init(Components(year: year, month: month, day: day))
            return
        }
        guard let separator = character(10), separator == 0x54 || separator == 0x74 || separator == 0x20,
            let hour = number(11..<13), character(13) == 0x3a, let minute = number(14..<16), character(16) == 0x3a,
            let second = number(17..<19)
        else { return nil }
        var index = 19
        if character(index) == 0x2e {
            index += 1
            let start = index
            while let digit = character(index), 48...57 ~= digit { index += 1 }
            guard index > start else { return nil }
        }
        let base = Timestamp(Components(year: year, month: month, day: day, hour: hour, minute: minute, second: second))
        guard let base else { return nil }
        let sign = character(index)
        if sign == 0x5a || sign == 0x7a, index + 1 == octets.count {
            self = base
            return
        }
        guard sign == 0x2b || sign == 0x2d, index + 6 == octets.count, character(index + 3) == 0x3a,
            let offsetHours = number(index + 1..<index + 3), let offsetMinutes = number(index + 4..<index + 6),
            offsetHours <= 23, offsetMinutes <= 59
        else { return nil }
        let offset = Int64(offsetHours * 3_600 + offsetMinutes * 60)
        let shifted = base.adding(seconds: sign == 0x2b ? -offset : offset)
        // An offset may lead out of the years 0000 to 9999, beyond which RFC 3339 has no text.
        guard 0...9_999 ~= shifted.components.year else { return nil }
        self = shifted
    }
}
