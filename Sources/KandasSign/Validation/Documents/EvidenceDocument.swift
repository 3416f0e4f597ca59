/// A piece of evidence about revocation as it stands in a JSON report.
public struct EvidenceDocument: Encodable, Sendable {
    /// What kind of evidence it is: `crl` or `ocsp`.
    public let kind: String
    /// The subject of the certificate that it speaks of.
    public let certificate: String
    /// Whose key signed it.
    public let signer: String
    /// When it was known to be right, RFC 3339.
    public let thisUpdate: String
    /// When newer was due, RFC 3339.
    public let nextUpdate: String?
    /// The SHA-256 of the list or response, hexadecimal.
    public let sha256: String?

    /// Describes evidence.
    public init(_ used: UsedEvidence) {
        let bytes: [UInt8]
        switch used.evidence.source {
        case .list(let list, _):
            kind = "crl"
            bytes = list.der
        case .response(let response):
            kind = "ocsp"
            bytes = response.der
        }
        certificate = used.certificate.subject.description
        signer = used.evidence.signer.subject.description
        thisUpdate = used.evidence.thisUpdate.description
        nextUpdate = used.evidence.nextUpdate?.description
        sha256 = (try? DigestAlgorithm.sha256.digest(of: bytes)).map(Hexadecimal.text)
    }
}
