public import KandasSign

/// What happened to a certificate after it was issued.
public struct StatusEvent: Hashable, Sendable {
    /// What happened.
    public let kind: Kind
    /// For an extension the new last day, else the first day on which it holds.
    public let date: CalendarDate

    /// Creates an event.
    public init(_ kind: Kind, _ date: CalendarDate) {
        self.kind = kind
        self.date = date
    }

    /// What can happen to a certificate.
    ///
    /// The raw value is the number in the file.
    public enum Kind: UInt8, Sendable, CaseIterable, Codable {
        /// The status was extended.
        case extended = 1
        /// Another document took its place, as when a slip was corrected.
        case replaced = 2
        /// It was annulled.
        case annulled = 3
        /// The status ended before its last day: citizenship, or a residence permit refused or annulled.
        case ended = 4

        /// The word in answers.
        public var word: String {
            switch self {
            case .extended: "EXTENDED"
            case .replaced: "REPLACED"
            case .annulled: "ANNULLED"
            case .ended: "ENDED"
            }
        }

        /// The two bits in the list.
        var mark: StatusMark {
            switch self {
            case .extended, .replaced: .exception
            case .annulled: .annulled
            case .ended: .ended
            }
        }
    }
}
