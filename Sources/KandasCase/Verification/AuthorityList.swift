public import KandasSign

/// The bodies that may decide about the status, each with the days between which it may.
public struct AuthorityList: Hashable, Sendable {
    /// When the list was made.
    public let issuedAt: Timestamp
    /// Until when it may be relied on.
    public let nextUpdate: Timestamp
    /// The bodies.
    public let authorities: [Authority]

    private let byBIN: [BusinessIdentificationNumber: [Authority]]

    /// Creates a list.
    public init(issuedAt: Timestamp, nextUpdate: Timestamp, authorities: [Authority]) {
        self.issuedAt = issuedAt
        self.nextUpdate = nextUpdate
        self.authorities = authorities
        byBIN = Dictionary(grouping: authorities, by: \.bin)
    }

    /// A body.
    public struct Authority: Hashable, Sendable {
        /// Its BIN.
        public let bin: BusinessIdentificationNumber
        /// Its name.
        public let name: BilingualText
        /// The first day on which it may decide.
        public let from: CalendarDate
        /// The last one; `nil` if there is none yet.
        public let until: CalendarDate?

        /// Creates a body.
        public init(
            bin: BusinessIdentificationNumber,
            name: BilingualText,
            from: CalendarDate,
            until: CalendarDate? = nil
        ) {
            self.bin = bin
            self.name = name
            self.from = from
            self.until = until
        }
    }

    /// The body of a BIN that might decide on a day, or `nil` if there was none.
    public func authority(_ bin: BusinessIdentificationNumber, on day: CalendarDate) -> Authority? {
        byBIN[bin]?.first { $0.from <= day && ($0.until ?? day) >= day }
    }

    /// Whether the list may be relied on at a time.
    public func isCurrent(at time: Timestamp) -> Bool { time <= nextUpdate }
}
