/// A timestamp as it stands in a JSON report; what was found about it stands among the signature's reasons.
public struct TimestampDocument: Encodable, Sendable {
    /// `content`, `signature` or `archive`.
    public let kind: String
    /// `PASSED` or `INDETERMINATE`: one that does not hold merely proves nothing; `FAILED` if it is broken.
    public let indication: String
    /// The sub-indication that decided.
    public let subIndication: SubIndication?
    /// The time that it states, RFC 3339.
    public let time: String?
    /// The policy that it was made under.
    public let policy: String?
    /// The digest that it is over.
    public let digestAlgorithm: String?
    /// The subject of the authority's certificate.
    public let authority: String?
    /// The subjects of the validated path, the authority first.
    public let path: [String]
    /// The evidence about revocation that was used for the path.
    public let evidence: [EvidenceDocument]?
    /// The codes of what was found about it.
    public let codes: [String]

    /// Describes a timestamp.
    public init(_ report: TimestampReport) {
        kind = report.kind.rawValue
        indication =
            switch report.subIndication {
            case _ where report.holds: "PASSED"
            case .hashFailure, .sigCryptoFailure, .formatFailure: "FAILED"
            default: "INDETERMINATE"
            }
        subIndication = report.subIndication
        time = report.time?.description
        policy = report.policy?.description
        digestAlgorithm = report.digestAlgorithm
        authority = report.authority?.subject.description
        path = report.path.map(\.subject.description)
        evidence = report.evidence.isEmpty ? nil : report.evidence.map { EvidenceDocument($0) }
        codes = report.reasons.map(\.code)
    }
}
