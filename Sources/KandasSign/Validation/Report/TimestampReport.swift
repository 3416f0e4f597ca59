/// What became of one timestamp of a signature.
public struct TimestampReport: Sendable {
    /// What it is for.
    public let kind: TimestampFacts.Kind
    /// Whether it holds, so that the signature may rest on it.
    public let holds: Bool
    /// The sub-indication that decided, if it does not hold.
    public let subIndication: SubIndication?
    /// Every finding about it. None of them makes the signature fail: a timestamp that does not hold merely proves nothing.
    public let reasons: [Reason]
    /// The time that it states; `nil` if it cannot be read.
    public let time: Timestamp?
    /// The policy that it was made under.
    public let policy: ObjectIdentifier?
    /// The digest that it is over, by name or identifier.
    public let digestAlgorithm: String?
    /// The authority's certificate, if it was found.
    public let authority: Certificate?
    /// The validated path of the authority's certificate; empty if there is none.
    public let path: [Certificate]
    /// The time at which it is proven to have existed itself: when it was judged, or that of a later timestamp over it.
    public let provenAt: Timestamp
    /// The evidence about revocation that was used.
    public let evidence: [UsedEvidence]
}
