/// An object whose existence at some time can be proven, by its encoding: a certificate, a revocation list, an OCSP
/// response, a timestamp.
struct EvidenceItem: Hashable, Sendable {
    private let der: [UInt8]

    init(_ certificate: Certificate) { der = certificate.der }
    init(_ list: CertificateRevocationList) { der = list.der }
    init(_ response: OCSPResponse) { der = response.der }
    init(_ token: TimestampToken) { der = token.bytes }

    /// Hashes the last octets, which are of a signature: a list may have many million.
    func hash(into hasher: inout Hasher) {
        hasher.combine(der.count)
        hasher.combine(der.suffix(64))
    }
}

extension Evidence {
    /// Everything in it.
    var items: Set<EvidenceItem> {
        Set(certificates.map { EvidenceItem($0) })
            .union(revocationLists.map { EvidenceItem($0) })
            .union(ocspResponses.map { EvidenceItem($0) })
    }

    /// Adds what is not there yet.
    mutating func formUnion(_ other: Evidence) {
        certificates += other.certificates.filter { !certificates.contains($0) }
        let lists = Set(revocationLists.map { EvidenceItem($0) })
        revocationLists += other.revocationLists.filter { !lists.contains(EvidenceItem($0)) }
        ocspResponses += other.ocspResponses.filter { !ocspResponses.contains($0) }
    }

    /// Whether nothing in it tells of revocation.
    var saysNothingOfRevocation: Bool { revocationLists.isEmpty && ocspResponses.isEmpty }
}
