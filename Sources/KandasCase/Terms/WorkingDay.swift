public import KandasSign

/// A day of the working calendar, with the reason why people work on it or not.
public struct WorkingDay: Hashable, Sendable {
    /// The day.
    public let date: CalendarDate
    /// Why it is what it is.
    public let reason: Reason

    /// Whether people work.
    public var isWorking: Bool { reason.isWorking }

    /// Why people work on a day or do not, in a five-day week.
    public enum Reason: Hashable, Sendable {
        /// Monday to Friday, and nothing speaks against it.
        case ordinary
        /// Saturday or Sunday.
        case weekend
        /// A holiday, or a day off that the law names.
        case holiday(LocalizedText, basis: LegalReference, isEstimated: Bool)
        /// The day off that stands for a holiday on a Saturday or Sunday.
        case inLieu(of: CalendarDate, LocalizedText, basis: LegalReference)
        /// The day off was moved here; people work on the day given instead.
        case movedOff(workedOn: CalendarDate, basis: LegalReference)
        /// A Saturday or Sunday on which people work, since its day off was moved.
        case movedOn(offOn: CalendarDate, basis: LegalReference)

        /// Whether people work.
        public var isWorking: Bool {
            switch self {
            case .ordinary, .movedOn: true
            case .weekend, .holiday, .inLieu, .movedOff: false
            }
        }

        /// The act behind it, where there is one.
        public var basis: LegalReference? {
            switch self {
            case .ordinary, .weekend: nil
            case .holiday(_, let basis, _), .inLieu(_, _, let basis), .movedOff(_, let basis), .movedOn(_, let basis):
                basis
            }
        }
    }
}
