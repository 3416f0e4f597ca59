/// Certificates, found by the name of their subject.
struct CertificatePool: Sendable {
    private var bySubject: [[UInt8]: [DecodedCertificate]] = [:]
    /// Certificates that were sorted before, for many pools.
    private var base: [[UInt8]: [DecodedCertificate]] = [:]

    init(_ certificates: [Certificate]) { add(certificates) }

    /// The pool with more certificates; the ones that are there are not sorted again.
    func adding(_ certificates: [Certificate]) -> CertificatePool {
        guard !certificates.isEmpty else { return self }
        var pool = self
        if pool.base.isEmpty { swap(&pool.base, &pool.bySubject) }
        pool.add(certificates)
        return pool
    }

    /// The certificates of a subject.
    func certificates(of subject: DistinguishedName) -> [DecodedCertificate] {
        let key = subject.normalized
        let early = base[key] ?? []
        return early + (bySubject[key] ?? []).filter { late in !early.contains { $0.certificate == late.certificate } }
    }

    private mutating func add(_ certificates: [Certificate]) {
        var seen: Set<Certificate> = []
        for certificate in certificates where seen.insert(certificate).inserted {
            bySubject[certificate.subject.normalized, default: []].append(DecodedCertificate(certificate))
        }
    }
}
