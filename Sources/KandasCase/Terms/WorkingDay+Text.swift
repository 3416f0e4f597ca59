import KandasSign
public import KandasText

extension WorkingDay {
    /// Why people work on the day or not, in words.
    public func text(in language: Language) -> String {
        func word(_ code: String, _ parameters: [String: String] = [:]) -> String {
            CaseCatalogue.shared.message(for: code, in: language, parameters: parameters).text
        }
        return switch reason {
        case .ordinary: word("DAY_ORDINARY")
        case .weekend: word("DAY_WEEKEND")
        case .holiday(let name, _, let isEstimated):
            word(isEstimated ? "DAY_HOLIDAY_ESTIMATED" : "DAY_HOLIDAY", ["name": name[language]])
        case .inLieu(let holiday, let name, _): word("DAY_IN_LIEU", ["date": "\(holiday)", "name": name[language]])
        case .movedOff(let worked, _): word("DAY_MOVED_OFF", ["date": "\(worked)"])
        case .movedOn(let off, _): word("DAY_MOVED_ON", ["date": "\(off)"])
        }
    }

    /// The day of the week, in two or three letters.
    public func weekday(in language: Language) -> String {
        CaseCatalogue.shared.message(for: "WEEKDAY_\(date.weekday)", in: language).text
    }
}
