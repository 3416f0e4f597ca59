/// Certificates by the two ways in which a signer names its own, so that many signers among many certificates do not
/// cost the product of both.
struct CertificateIndex {
    private var byIdentifier: [SignerIdentifier: [Certificate]] = [:]
    /// All of them, each once, in their order.
    private(set) var all: [Certificate] = []

    init(_ certificates: [Certificate]) {
        var seen: Set<Certificate> = []
        for certificate in certificates where seen.insert(certificate).inserted {
            all.append(certificate)
            let name = SignerIdentifier.issuerAndSerialNumber(
                issuer: certificate.issuer.der,
                serialNumber: certificate.serialNumber
            )
            byIdentifier[name, default: []].append(certificate)
            guard let key = certificate.subjectKeyIdentifier else { continue }
            byIdentifier[.subjectKeyIdentifier(key), default: []].append(certificate)
        }
    }

    /// The certificates that `identifier` names, each once, in their order.
    func named(by identifier: SignerIdentifier) -> [Certificate] { byIdentifier[identifier] ?? [] }
}
