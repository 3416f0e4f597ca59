import KandasSign

/// The rows of working-calendar.json.
struct WorkingCalendarData: Decodable {
    let version: String
    let years: [Year]
    let holidays: [Holiday]
    let movableDays: [MovableDay]
    let moves: [Move]

    static let empty = WorkingCalendarData(version: "", years: [], holidays: [], movableDays: [], moves: [])

    struct Year: Decodable {
        let year: Int
        let isFinal: Bool
    }

    /// A day of every year between two: `on` is `MM-DD`.
    struct Holiday: Decodable {
        let on: String
        let name: LocalizedText
        /// Whether the next working day is off where it falls on a Saturday or Sunday.
        let transfers: Bool
        let basis: LegalReference
        let from: Int?
        let until: Int?
    }

    /// A day off of one year.
    struct MovableDay: Decodable {
        let date: CalendarDate
        let name: LocalizedText
        let basis: LegalReference
        let isEstimated: Bool
    }

    /// A day off that was moved from `working` to `off`.
    struct Move: Decodable {
        let off: CalendarDate
        let working: CalendarDate
        let basis: LegalReference
    }

    /// Everything in which the years differ from weeks of five working days.
    func exceptions() -> [CalendarDate: WorkingDay.Reason] {
        var days: [CalendarDate: WorkingDay.Reason] = [:]
        var inLieu: [(of: CalendarDate, holiday: Holiday)] = []
        for year in years.map(\.year) {
            for holiday in holidays where holiday.from ?? year <= year && year <= holiday.until ?? year {
                guard let date = CalendarDate("\(year)-\(holiday.on)") else { continue }
                days[date] = .holiday(holiday.name, basis: holiday.basis, isEstimated: false)
                if holiday.transfers, date.weekday > 5 { inLieu.append((date, holiday)) }
            }
        }
        for day in movableDays where days[day.date] == nil {
            days[day.date] = .holiday(day.name, basis: day.basis, isEstimated: day.isEstimated)
        }
        for (date, holiday) in inLieu.sorted(by: { $0.of < $1.of }) {
            var next = date.adding(days: 1)
            while next.weekday > 5 || days[next] != nil { next = next.adding(days: 1) }
            days[next] = .inLieu(of: date, holiday.name, basis: holiday.basis)
        }
        for move in moves {
            days[move.off] = .movedOff(workedOn: move.working, basis: move.basis)
            days[move.working] = .movedOn(offOn: move.off, basis: move.basis)
        }
        return days
    }
}
