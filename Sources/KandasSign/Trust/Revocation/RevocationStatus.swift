/// What the evidence says of a certificate at a time.
public enum RevocationStatus: Sendable {
    /// It was not revoked.
    case good(RevocationEvidence)
    /// It was revoked.
    case revoked(Revocation)
    /// Its issuer says that it never issued it: revoked on 1970-01-01, on hold, by a responder that speaks so of
    /// certificates it does not know (RFC 6960 section 2.2).
    case neverIssued(RevocationEvidence)
    /// Nothing tells.
    case unknown(RevocationGap)

    /// A revocation.
    public struct Revocation: Sendable {
        /// Since when the certificate is revoked.
        public let date: Timestamp
        /// Why, if that is told.
        public let reason: RevocationReason?
        /// What says so.
        public let evidence: RevocationEvidence
    }
}
