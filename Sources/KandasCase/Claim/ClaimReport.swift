public import KandasSign

/// What became of a claim.
public struct ClaimReport: Sendable {
    /// What is claimed; to be relied on only if the first two answers are yes.
    public let claim: CertificateClaim
    /// The four answers. Of the last two a claim never says yes: it is what the authority said on the day of the decision.
    public let report: DecisionReport
    /// The signer's certificate; `nil` if it was not found.
    public let certificate: Certificate?
    /// How the certificate was judged; `nil` if it was not found.
    public let path: CertificateReport?
}
