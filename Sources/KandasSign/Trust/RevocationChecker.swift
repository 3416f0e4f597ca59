/// Says from revocation lists whether a certificate is revoked.
struct RevocationChecker {
    private let lists: [DistinguishedName: [CertificateRevocationList]]

    /// What the lists say of one certificate.
    enum Status {
        /// A current list of its issuer does not name it.
        case good(thisUpdate: Timestamp)
        /// A list of its issuer names it, with a date not after the judged time.
        case revoked(CertificateRevocationList.Entry)
        /// There is no list of its issuer, or none that can be used.
        case unknown(Gap)
    }

    /// Why no list answers.
    enum Gap {
        case noList
        /// The next list is overdue since the time given.
        case stale(Timestamp)
        /// The issuer's key did not sign it.
        case notSigned
    }

    init(lists: [CertificateRevocationList]) {
        self.lists = Dictionary(grouping: lists, by: \.issuer)
    }

    /// The status of `certificate` at `time`. `authority` is the issuer's certificate in the validated path; only lists it
    /// signed are believed.
    func status(of certificate: Certificate, authority: Certificate, at time: Timestamp) -> Status {
        var gap = Gap.noList
        var newest: CertificateRevocationList?
        for list in lists[certificate.issuer] ?? [] where list.covers(certificate) {
            guard list.isSigned(by: authority) else {
                if case .noList = gap { gap = .notSigned }
                continue
            }
            if let entry = list.entry(serialNumber: certificate.serialNumber) {
                // Believed however old the list is; a revocation after the judged time does not count at that time.
                if entry.reason != .removeFromCRL, entry.revocationDate <= time { return .revoked(entry) }
            }
            guard !list.isDelta else { continue }
            guard list.thisUpdate > (newest?.thisUpdate ?? Timestamp(seconds: .min)) else { continue }
            // A list made after the certificate's end may have dropped it.
            guard certificate.notAfter >= list.thisUpdate || list.keepsExpired(since: certificate.notAfter) else {
                continue
            }
            guard let nextUpdate = list.nextUpdate, nextUpdate >= time else {
                gap = .stale(list.nextUpdate ?? list.thisUpdate)
                continue
            }
            newest = list
        }
        guard let newest else { return .unknown(gap) }
        return .good(thisUpdate: newest.thisUpdate)
    }
}
