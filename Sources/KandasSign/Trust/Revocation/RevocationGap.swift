/// Why nothing tells whether a certificate is revoked. None of them speaks against the certificate: newer or other
/// evidence may.
public enum RevocationGap: Sendable, Hashable {
    /// There is no evidence of its issuer.
    case noEvidence
    /// There is some, and neither the issuer nor anybody it authorised signed it.
    case notGenuine
    /// Newer evidence was due at the time given.
    case stale(due: Timestamp)
    /// The evidence was made at the time given, which is after the time judged at.
    case notYetMade(Timestamp)
    /// The lists that there are do not speak of every reason for revocation.
    case someReasonsOnly
    /// The evidence has something critical that this library does not know.
    case notUnderstood
    /// The responder does not know of the certificate.
    case unknownToResponder
    /// The responder could not answer.
    case noAnswer(OCSPResponse.Status)

    /// Which of two tells the reader more: what came nearest to an answer.
    func or(_ other: RevocationGap) -> RevocationGap { other.rank > rank ? other : self }

    private var rank: Int {
        switch self {
        case .noEvidence: 0
        case .noAnswer: 1
        case .notGenuine: 2
        case .notUnderstood: 3
        case .unknownToResponder: 4
        case .someReasonsOnly: 5
        case .notYetMade: 6
        case .stale: 7
        }
    }
}
