/// A question to an OCSP responder about one certificate (RFC 6960 section 4.1).
public struct OCSPRequest: Sendable, Hashable {
    /// The DER encoding, to be sent as `application/ocsp-request`.
    public let der: [UInt8]
    /// How the certificate is named.
    public let certificate: OCSPCertificateID
    /// The nonce asked for.
    public let nonce: [UInt8]?

    /// How many octets a nonce may have (RFC 8954 section 2.1).
    public static let nonceLengths = 1...32

    /// Asks about a certificate.
    ///
    /// - Parameters:
    ///   - certificate: The certificate asked about.
    ///   - issuer: Its issuer's certificate.
    ///   - nonce: Random octets that the answer must repeat, 1 to 32, better 32; `nil` to ask without.
    ///   - digest: The digest in the CertID. The national responders answer SHA-256; others may know SHA-1 alone.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/limitExceeded`` if the nonce has another length,
    ///   ``SigningError/Code/malformedInput`` if the issuer's key cannot be taken apart.
    public init(
        certificate: Certificate,
        issuer: Certificate,
        nonce: [UInt8]? = nil,
        digest: DigestAlgorithm = .sha256
    ) throws(SigningError) {
        if let nonce, !OCSPRequest.nonceLengths.contains(nonce.count) {
            throw .limit("an OCSP nonce of \(nonce.count) octets; it may have 1 to 32")
        }
        self.nonce = nonce
        self.certificate = try OCSPCertificateID(certificate, issuer: issuer, digest: digest)
        var parts = [DER.sequence(DER.sequence(self.certificate.der))]
        if let nonce {
            let value = DER.octetString(DER.octetString(nonce))
            parts.append(DER.explicit(2, DER.sequence(DER.sequence(DER.objectIdentifier(OCSPExtension.nonce), value))))
        }
        der = DER.sequence(DER.sequence(of: parts))
    }

    /// What a response says to the nonce.
    public enum NonceAnswer: Sendable, Hashable {
        /// None was asked for.
        case notAsked
        /// It came back.
        case repeated
        /// The response has none, as precomputed ones (RFC 5019): it counts by its dates alone.
        case absent
        /// Another came back: the response belongs to another request and must not be used.
        case different
    }

    /// Compares the nonce with that of a response.
    public func nonceAnswer(of response: BasicOCSPResponse) -> NonceAnswer {
        guard let nonce else { return .notAsked }
        guard let found = response.nonce else { return .absent }
        return found == nonce ? .repeated : .different
    }
}
