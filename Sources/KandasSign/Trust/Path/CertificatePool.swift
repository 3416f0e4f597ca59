/// Certificates, found by the name of their subject.
struct CertificatePool: Sendable {
    private var bySubject: [[UInt8]: [DecodedCertificate]] = [:]

    init(_ certificates: [Certificate]) {
        var seen: Set<Certificate> = []
        for certificate in certificates where seen.insert(certificate).inserted {
            bySubject[certificate.subject.normalized, default: []].append(DecodedCertificate(certificate))
        }
    }

    /// Whether there are none.
    var isEmpty: Bool { bySubject.isEmpty }

    /// The certificates of a subject.
    func certificates(of subject: DistinguishedName) -> [DecodedCertificate] { bySubject[subject.normalized] ?? [] }
}
