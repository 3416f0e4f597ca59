/// Where evidence comes from that is not at hand: OCSP responders, distribution points of revocation lists, a cache.
///
/// Offline is the default: a validator without a source asks nobody. A call may block its thread for as long as the
/// source's own deadlines allow; keep it off the cooperative pool.
public protocol EvidenceSource: Sendable {
    /// Asks whether a certificate is revoked.
    ///
    /// - Parameters:
    ///   - certificate: The certificate asked about.
    ///   - issuer: The issuer's certificate in the path.
    ///   - time: The time that is judged at.
    /// - Returns: What came, not yet believed, and what could not be reached.
    func revocation(of certificate: Certificate, issuer: Certificate, at time: Timestamp) -> EvidenceAnswer
}
