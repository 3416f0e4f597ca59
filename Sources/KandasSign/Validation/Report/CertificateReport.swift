/// What became of a certificate that was judged alone.
public struct CertificateReport: Sendable {
    /// The certificate.
    public let certificate: Certificate
    /// Passed, failed or indeterminate.
    public let indication: Indication
    /// What decided, unless it passed.
    public let subIndication: SubIndication?
    /// The path, the certificate first, the anchor last; empty if there is none.
    public let path: [Step]
    /// Every finding.
    public let reasons: [Reason]
    /// The time that was judged at.
    public let judgedAt: Timestamp
    /// The policy that was judged by, as name and version.
    public let policy: String

    /// One certificate of the path.
    public struct Step: Sendable {
        /// The certificate.
        public let certificate: Certificate
        /// What the evidence says of it; `nil` for the anchor, which is trusted by itself.
        public let revocation: RevocationStatus?
    }
}
