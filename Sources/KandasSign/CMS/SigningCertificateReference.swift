/// A certificate named by a signing-certificate attribute: ESSCertIDv2 (RFC 5035 section 4) or ESSCertID (RFC 2634).
struct SigningCertificateReference {
    let algorithm: DigestAlgorithm
    let digest: [UInt8]

    /// Whether it names `certificate`.
    func names(_ certificate: Certificate) -> Bool {
        (try? algorithm.digest(of: certificate.der)) == digest
    }

    /// The references of a signer, the signer's own first; empty if it has no such attribute, `nil` if one cannot be
    /// read or they contradict each other.
    static func all(in info: SignerInfo) -> [SigningCertificateReference]? {
        guard let signed = info.signedAttributes else { return [] }
        let second = signed.all(CMSObjects.signingCertificateV2)
        let first = signed.all(CMSObjects.signingCertificate)
        guard !second.isEmpty || !first.isEmpty else { return [] }
        guard second.count <= 1, first.count <= 1, (second + first).allSatisfy({ $0.values.count == 1 }) else {
            return nil
        }
        // Where both are present, both must hold, so the reader that only knows the older is not led elsewhere.
        var own: [SigningCertificateReference] = []
        for (attributes, isSecond) in [(second, true), (first, false)] {
            guard let value = attributes.first?.values.first else { continue }
            guard let read = try? read(value, isSecond: isSecond) else { return nil }
            own.append(read)
        }
        return own
    }

    static func state(
        _ references: [SigningCertificateReference]?,
        certificate: Certificate?
    ) -> SignerFacts.SigningCertificateState {
        guard let references else { return .unreadable }
        guard !references.isEmpty else { return .absent }
        guard let certificate else { return .unreadable }
        return references.allSatisfy { $0.names(certificate) } ? .matches : .differs
    }

    /// The first reference of a SigningCertificate or SigningCertificateV2, which is the signer's.
    private static func read(_ value: [UInt8], isSecond: Bool) throws(SigningError) -> SigningCertificateReference {
        var reader = DERReader(value)
        var fields = try reader.enter(DER.Tag.sequence, "signingCertificate")
        try reader.end("signingCertificate")
        var list = try fields.enter(DER.Tag.sequence, "signingCertificate")
        var reference = try list.enter(DER.Tag.sequence, "signingCertificate")
        var algorithm: DigestAlgorithm? = isSecond ? .sha256 : .sha1
        if isSecond, reference.nextTag == DER.Tag.sequence {
            algorithm = DigestAlgorithm(try AlgorithmIdentifier(reading: &reference, "signingCertificate"))
        }
        let digest = try reference.next(DER.Tag.octetString, "signingCertificate").content
        guard let algorithm, digest.count == algorithm.byteCount else {
            throw .unsupported("the digest of a signing certificate")
        }
        return SigningCertificateReference(algorithm: algorithm, digest: Array(digest))
    }
}
