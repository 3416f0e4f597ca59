/// What an anchor is trusted for.
///
/// A certification authority that may vouch for signers need not be one whose timestamps are believed, and the other way
/// round.
public enum TrustPurpose: String, Sendable, Codable, CaseIterable {
    /// Certificates of those who sign documents.
    case signer
    /// Certificates of time-stamping authorities (RFC 3161).
    case timestamp
    /// Certificates of OCSP responders (RFC 6960).
    case ocsp
}

extension Set<TrustPurpose> {
    /// Every purpose.
    public static var all: Set<TrustPurpose> { Set(TrustPurpose.allCases) }

    /// The purposes in their order.
    public var inOrder: [TrustPurpose] { TrustPurpose.allCases.filter(contains) }
}
