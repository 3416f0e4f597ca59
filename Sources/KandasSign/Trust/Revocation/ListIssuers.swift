/// Finds certificates of those who sign revocation lists with another key than the one that signs certificates.
struct ListIssuers: Sendable {
    let paths: PathValidator
    let helpers: PathValidator.Helpers

    /// The certificates whose key signed the list; at most eight are looked at.
    func candidates(_ list: CertificateRevocationList) -> [Certificate] {
        (helpers.certificates(of: list.issuer) + paths.anchors(of: list.issuer)).filter { list.isSigned(by: $0) }
            .prefix(8).map(\.self)
    }

    /// A path from a list's issuer to an anchor that is valid at a time.
    func path(of issuer: Certificate, to anchor: Certificate, at time: Timestamp) -> [Certificate]? {
        let outcome = try? paths.validate(issuer, helpers: helpers, at: time) { $0.last == anchor }
        guard case .valid(let path) = outcome, path.last == anchor else { return nil }
        return path
    }
}
