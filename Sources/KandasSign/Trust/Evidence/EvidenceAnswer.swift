/// What a source of evidence gave, and what went wrong.
public struct EvidenceAnswer: Sendable {
    /// What came.
    public var evidence: Evidence
    /// The services that gave nothing usable.
    public var failures: [Failure]

    /// A service that gave nothing usable.
    public struct Failure: Sendable, Hashable {
        /// The service's address.
        public let address: String
        /// What happened, in the words of the network.
        public let detail: String

        /// Describes a failure.
        public init(address: String, detail: String) {
            self.address = address
            self.detail = detail
        }
    }

    /// Creates an answer.
    public init(evidence: Evidence = Evidence(), failures: [Failure] = []) {
        self.evidence = evidence
        self.failures = failures
    }
}
