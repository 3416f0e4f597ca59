/// A piece of evidence that decided about one certificate.
public struct RevocationEvidence: Sendable {
    /// The list or response.
    public let source: Source
    /// When it was known to be right.
    public let thisUpdate: Timestamp
    /// When newer was due; `nil` if it does not say.
    public let nextUpdate: Timestamp?
    /// Whose key signed it: the issuer of the certificate in question, or somebody it authorised.
    public let signer: Certificate

    /// Where an answer about revocation came from.
    public enum Source: Sendable {
        /// A certificate revocation list, and the delta list that brought it up to date.
        case list(CertificateRevocationList, delta: CertificateRevocationList?)
        /// A response of an OCSP responder.
        case response(OCSPResponse)
    }
}
