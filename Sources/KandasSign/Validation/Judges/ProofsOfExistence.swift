/// Since when what belongs to a signature is proven to have existed (POE, ETSI EN 319 102-1 section 5.6.2.3), and before
/// when it cannot have.
struct ProofsOfExistence {
    /// When the judge looks: everything that he sees exists then.
    let judgedAt: Timestamp
    /// The earliest time at which the signature value is proven to have existed; `nil` without proof.
    private(set) var signature: Timestamp?
    /// The latest time before which the signature cannot have been made, since it holds what was made then; `nil` if
    /// nothing tells.
    private(set) var earliestSigning: Timestamp?
    private var items: [EvidenceItem: Timestamp] = [:]

    init(judgedAt: Timestamp) { self.judgedAt = judgedAt }

    /// Whether nothing is proven but what the judge sees.
    var areNone: Bool { signature == nil && earliestSigning == nil && items.isEmpty }

    /// The best time at which the signature is proven to have existed.
    var bestSignatureTime: Timestamp { signature ?? judgedAt }

    /// The best time at which something is proven to have existed.
    func time(of item: EvidenceItem) -> Timestamp { items[item] ?? judgedAt }

    /// Notes what a timestamp that holds proves.
    mutating func add(_ timestamp: TimestampFacts, _ token: TimestampToken) {
        let time = token.info.latestTime
        switch timestamp.kind {
        case .content:
            let earliest = token.info.earliestTime
            earliestSigning = earliestSigning.map { max($0, earliest) } ?? earliest
        case .signature, .archive: signature = signature.map { min($0, time) } ?? time
        }
        for item in timestamp.coverage.items { add(item, at: time) }
    }

    /// Notes that something existed at a time.
    mutating func add(_ item: EvidenceItem, at time: Timestamp) { items[item] = min(self.time(of: item), time) }
}
