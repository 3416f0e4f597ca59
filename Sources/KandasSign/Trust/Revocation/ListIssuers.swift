/// Finds certificates of those who sign revocation lists with another key than the one that signs certificates.
struct ListIssuers: Sendable {
    let paths: PathValidator
    let helpers: PathValidator.Helpers

    /// How many certificates of one name are looked at: those of the trust store come first, and a message with a thousand
    /// of them must not cost a thousand signatures for each of its lists.
    private static let mostOfOneName = 8

    /// The certificates whose key signed the list.
    func candidates(_ list: CertificateRevocationList) -> [Certificate] {
        (paths.anchors(of: list.issuer) + helpers.certificates(of: list.issuer)).prefix(ListIssuers.mostOfOneName)
            .filter { list.isSigned(by: $0) }
    }

    /// A path from a list's issuer to an anchor that is valid at a time.
    func path(of issuer: Certificate, to anchor: Certificate, at time: Timestamp) -> [Certificate]? {
        let outcome = try? paths.validate(issuer, helpers: helpers, at: time) { $0.last == anchor }
        guard case .valid(let path) = outcome, path.last == anchor else { return nil }
        return path
    }
}
