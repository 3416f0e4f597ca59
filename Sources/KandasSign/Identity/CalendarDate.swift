/// A day of the Gregorian calendar, without a time of day: a birth date, a document's expiry.
public struct CalendarDate: Hashable, Sendable {
    /// The year, month and day in one number that orders as they do: an application may hold a million dates.
    private let packed: Int32

    /// The year, 1 to 9999.
    public var year: Int { Int(packed >> 9) }
    /// The month, 1 to 12.
    public var month: Int { Int(packed >> 5) & 15 }
    /// The day of the month, from 1.
    public var day: Int { Int(packed) & 31 }

    private init(_ parts: Timestamp.Components) {
        packed = Int32(truncatingIfNeeded: parts.year << 9 | parts.month << 5 | parts.day)
    }

    /// Creates a date, or `nil` if the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        let parts = Timestamp.Components(year: year, month: month, day: day)
        guard 1...9_999 ~= year, Timestamp(parts) != nil else { return nil }
        self.init(parts)
    }

    /// Reads `2026-05-13` (ISO 8601, RFC 3339 `full-date`, `xs:date` without a zone), or gives `nil` for any other text.
    public init?(_ text: some StringProtocol) {
        let octets = Array(text.utf8)
        guard octets.count == 10, octets[4] == 0x2d, octets[7] == 0x2d,
            let year = CalendarDate.number(octets[0..<4]), let month = CalendarDate.number(octets[5..<7]),
            let day = CalendarDate.number(octets[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day it is in Kazakhstan at a point in time, by ``KazakhstanClock``.
    public init(inKazakhstanAt time: Timestamp) {
        let local = time.adding(seconds: Int64(KazakhstanClock.hoursAheadOfUTC(at: time)) * 3_600).seconds
        // Years past 9999 or before 1 do not occur in documents; they are held at the ends.
        let clamped = min(max(local, -62_135_596_800), 253_402_300_799)
        self.init(Timestamp(seconds: clamped).components)
    }

    /// The full years from this day to another: an age.
    ///
    /// Someone born on 29 February has a birthday on 1 March in a year
    /// without that day. Negative if `other` is earlier.
    public func years(until other: CalendarDate) -> Int {
        let isBeforeBirthday = (other.month, other.day) < (month, day)
        return other.year - year - (isBeforeBirthday ? 1 : 0)
    }

    /// The day `days` days later, or earlier if negative; held at the ends of the years 1 and 9999.
    public func adding(days: Int) -> CalendarDate {
        let start = Timestamp(Timestamp.Components(year: year, month: month, day: day)) ?? Timestamp(seconds: 0)
        let span = Int64(min(max(days, -4_000_000), 4_000_000))
        let seconds = min(max(start.adding(days: span).seconds, -62_135_596_800), 253_402_300_799)
        return CalendarDate(Timestamp(seconds: seconds).components)
    }

    /// The day of the week: 1 for Monday to 7 for Sunday (ISO 8601).
    public var weekday: Int {
        // 1970-01-01 was a Thursday; the remainder may be negative.
        ((daysSince1970 + 3) % 7 + 7) % 7 + 1
    }

    /// How many days it is after 1970-01-01; negative before.
    public var daysSince1970: Int {
        Int((Timestamp(Timestamp.Components(year: year, month: month, day: day))?.seconds ?? 0) / 86_400)
    }

    /// Creates the day that is so many days after 1970-01-01, or `nil` beyond the years 1 to 9999.
    public init?(daysSince1970 days: Int) {
        guard -719_162...2_932_896 ~= days else { return nil }
        self.init(Timestamp(seconds: Int64(days) * 86_400).components)
    }

    /// The same day `months` months later, or the last of that month where it has no such day; held at the end of 9999.
    public func adding(months: Int) -> CalendarDate {
        let count = year * 12 + month - 1 + min(max(months, -120_000), 120_000)
        let (year, month) = (count / 12, count % 12 + 1)
        return stride(from: day, through: 1, by: -1).lazy
            .compactMap { CalendarDate(year: year, month: month, day: $0) }.first ?? self
    }

    private static func number(_ octets: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for octet in octets {
            guard 48...57 ~= octet else { return nil }
            value = value * 10 + Int(octet - 48)
        }
        return value
    }
}

extension CalendarDate: Comparable {
    /// Orders by time.
    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        left.packed < right.packed
    }
}

extension CalendarDate: CustomStringConvertible {
    /// `2026-05-13`.
    public var description: String {
        func padded(_ value: Int, to width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }
}

extension CalendarDate: Codable {
    /// Reads `2026-05-13`.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let date = CalendarDate(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "no date: \(text)")
            )
        }
        self = date
    }

    /// Writes `2026-05-13`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
