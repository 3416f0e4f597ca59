/// A certificate that is trusted by itself, and for what.
public struct TrustAnchor: Sendable, Hashable {
    /// The certificate: self-signed, or another CA certificate at which paths may end.
    public let certificate: Certificate
    /// What it is trusted for; never empty in a store.
    public let purposes: Set<TrustPurpose>

    /// Creates an anchor.
    ///
    /// - Parameters:
    ///   - certificate: The certificate.
    ///   - purposes: What it is trusted for.
    public init(_ certificate: Certificate, for purposes: Set<TrustPurpose> = .all) {
        self.certificate = certificate
        self.purposes = purposes
    }
}
