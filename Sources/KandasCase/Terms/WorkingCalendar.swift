public import KandasSign

/// The working calendar of Kazakhstan for a five-day week, built from the acts it rests on.
///
/// A holiday that falls on a Saturday or Sunday makes the next working day a day off (Law on holidays, article 5); the
/// Orthodox Christmas and the first day of Kurban Ait are days off that do not move (Labour Code). On top of that come the
/// days off that were moved by decree, after which some weekends are working days.
public struct WorkingCalendar: Sendable {
    /// The version of the data: the day they were last looked through.
    public let version: String
    /// The years there are data for, each with whether they are final.
    ///
    /// A year is not final while days off may still be
    /// moved by decree, or Kurban Ait is an estimate.
    public let years: [Int: Bool]
    private let exceptions: [CalendarDate: WorkingDay.Reason]

    /// The calendar that ships with the library, working-calendar.json.
    public static let shared: WorkingCalendar = {
        // A test makes sure that the data can be read; without them every year is unknown, and no term is computed.
        let data = try? BuiltInData.decode(WorkingCalendarData.self, PackageResources.working_calendar_json)
        return WorkingCalendar(data ?? WorkingCalendarData.empty)
    }()

    init(_ data: WorkingCalendarData) {
        version = data.version
        years = Dictionary(data.years.map { ($0.year, $0.isFinal) }, uniquingKeysWith: { $0 && $1 })
        exceptions = data.exceptions()
    }

    /// A day, or `nil` if there are no data for its year.
    public func day(_ date: CalendarDate) -> WorkingDay? {
        guard years[date.year] != nil else { return nil }
        return WorkingDay(date: date, reason: exceptions[date] ?? (date.weekday > 5 ? .weekend : .ordinary))
    }

    /// The days after `date`, each with its reason, up to and with the `count`th working day.
    ///
    /// - Returns: `nil` if there are no data for a year on the way; at most 366 days beyond `count` are looked at.
    public func days(after date: CalendarDate, toWorkingDay count: Int) -> [WorkingDay]? {
        var days: [WorkingDay] = []
        var left = count
        while left > 0 {
            guard days.count <= count + 366, let day = day(date.adding(days: days.count + 1)) else { return nil }
            days.append(day)
            if day.isWorking { left -= 1 }
        }
        return days
    }

    /// How many working days there are in a year, or `nil` without data.
    public func workingDays(in year: Int) -> Int? {
        guard var date = CalendarDate(year: year, month: 1, day: 1), years[year] != nil else { return nil }
        var count = 0
        while date.year == year {
            if day(date)?.isWorking == true { count += 1 }
            let next = date.adding(days: 1)
            guard next > date else { break }
            date = next
        }
        return count
    }
}
