public import KandasSign

/// An authority's statement about all certificates it issued: two bits for each, and a table of exceptions with days.
///
/// It holds no name and no identification number: a certificate names its place in the list, and places are given out at
/// random. It is signed and may be cached until ``nextUpdate``. The ideas are those of the IETF Token Status List and the
/// W3C Bitstring Status List.
public struct StatusList: Hashable, Sendable {
    /// The identifier, a UUID of version 7, which the certificates name.
    public let id: String
    /// The BIN of the authority.
    public let authority: BusinessIdentificationNumber
    /// The number of the edition, counted from 1.
    public let sequence: Int
    /// When it was made.
    public let issuedAt: Timestamp
    /// Until when it may be relied on.
    public let nextUpdate: Timestamp

    let marks: StatusMarks
    /// What the table says, by place; each certificate has at most one event of a kind.
    let events: [Int: [StatusEvent]]

    /// The least number of places, so that a certificate is one among many.
    public static let leastPlaces = 131_072

    /// How many places there are.
    public var places: Int { marks.places }

    /// How many rows the table has.
    public var exceptions: Int { events.values.reduce(0) { $0 + $1.count } }

    /// How many places bear a mark other than ``StatusMark/none``.
    public var marked: Int { marks.bytes.reduce(0) { $0 + StatusList.marksOfByte[Int($1)] } }

    private static let marksOfByte = (0..<256).map { byte in (0..<4).count { byte >> ($0 * 2) & 3 != 0 } }

    /// What the list says about a certificate, as of a day.
    ///
    /// - Parameters:
    ///   - place: The certificate's place.
    ///   - day: The day.
    /// - Returns: The statement, or `nil` if there is no such place.
    public func statement(at place: Int, on day: CalendarDate) -> Statement? {
        guard 0..<places ~= place else { return nil }
        let events = events[place] ?? []
        func event(_ kind: StatusEvent.Kind) -> CalendarDate? { events.first { $0.kind == kind }?.date }
        let mark = marks[place]
        var extended: CalendarDate?
        if let until = event(.extended) { extended = until }
        if mark == .annulled {
            guard let from = event(.annulled) else { return .annulled(from: nil) }
            if from <= day { return .annulled(from: from) }
        }
        if let from = event(.replaced), from <= day { return .replaced(from: from) }
        if mark == .ended {
            guard let from = event(.ended) else { return .ended(from: nil) }
            if from <= day { return .ended(from: from) }
        }
        return extended.map { .extended(until: $0) } ?? .nothing
    }

    /// What a list says about a certificate.
    public enum Statement: Hashable, Sendable {
        /// Nothing happened: the certificate's own dates decide.
        case nothing
        /// The status was extended to a day.
        case extended(until: CalendarDate)
        /// Another document took its place on a day.
        case replaced(from: CalendarDate)
        /// It was annulled, from the beginning if no day is given.
        case annulled(from: CalendarDate?)
        /// The status ended, by the certificate's own last day if no day is given.
        case ended(from: CalendarDate?)

        /// The word in answers.
        public var word: String {
            switch self {
            case .nothing: "NOTHING"
            case .extended: StatusEvent.Kind.extended.word
            case .replaced: StatusEvent.Kind.replaced.word
            case .annulled: StatusEvent.Kind.annulled.word
            case .ended: StatusEvent.Kind.ended.word
            }
        }

        /// The day that goes with it.
        public var date: CalendarDate? {
            switch self {
            case .nothing: nil
            case .extended(let date), .replaced(let date): date
            case .annulled(let date), .ended(let date): date
            }
        }
    }

    /// Whether the list may be relied on at a time.
    public func freshness(at time: Timestamp) -> Freshness {
        if time > nextUpdate { return .stale }
        return time < issuedAt ? .later : .fresh
    }

    /// Whether a list may be relied on.
    public enum Freshness: String, Sendable, CaseIterable, Codable {
        /// It may.
        case fresh = "FRESH"
        /// It was made after the time judged at, and knows what happened since; its days decide.
        case later = "LATER"
        /// There should be a newer one.
        case stale = "STALE"
    }
}
