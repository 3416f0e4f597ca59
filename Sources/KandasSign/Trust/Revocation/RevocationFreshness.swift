/// How recent evidence about revocation must be.
public struct RevocationFreshness: Sendable, Hashable {
    /// How old evidence may be that does not say when there will be newer, in seconds.
    public var maximumAgeWithoutNextUpdate: Int64
    /// How old any evidence may be, in seconds, whatever it says itself; `nil` for no bound but its own.
    public var maximumAge: Int64?
    /// How long evidence still counts after newer was due, in seconds.
    public var grace: Int64
    /// How far the issuer's clock may be ahead, in seconds.
    public var clockSkew: Int64

    /// Sets the bounds.
    ///
    /// - Parameters:
    ///   - maximumAgeWithoutNextUpdate: In seconds; one day unless told.
    ///   - maximumAge: In seconds, or `nil`.
    ///   - grace: In seconds.
    ///   - clockSkew: In seconds; five minutes unless told.
    public init(
        maximumAgeWithoutNextUpdate: Int64 = 86_400,
        maximumAge: Int64? = nil,
        grace: Int64 = 0,
        clockSkew: Int64 = 300
    ) {
        self.maximumAgeWithoutNextUpdate = maximumAgeWithoutNextUpdate
        self.maximumAge = maximumAge
        self.grace = grace
        self.clockSkew = clockSkew
    }

    /// Why evidence with these dates does not tell the state at `time`, or `nil` if it does.
    ///
    /// Evidence made after `time` tells it as well: what was not revoked later was not revoked before. Evidence made after
    /// `judgedAt`, when the judge looks, tells nothing.
    func gap(thisUpdate: Timestamp, nextUpdate: Timestamp?, at time: Timestamp, judgedAt: Timestamp) -> RevocationGap? {
        guard thisUpdate.seconds <= judgedAt.seconds.saturatingAdd(clockSkew) else { return .notYetMade(thisUpdate) }
        if let nextUpdate, nextUpdate < thisUpdate { return .stale(due: nextUpdate) }
        let ends = [
            nextUpdate.map { $0.seconds.saturatingAdd(grace) }
                ?? thisUpdate.seconds.saturatingAdd(maximumAgeWithoutNextUpdate),
            maximumAge.map { thisUpdate.seconds.saturatingAdd($0) },
        ]
        guard let end = ends.compactMap(\.self).min(), end < time.seconds else { return nil }
        return .stale(due: nextUpdate ?? Timestamp(seconds: end))
    }
}

extension Int64 {
    /// The sum, or the nearest number that there is.
    fileprivate func saturatingAdd(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
