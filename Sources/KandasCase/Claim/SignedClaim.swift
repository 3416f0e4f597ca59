public import KandasSign

/// A claim with an authority's signature, as it stands in the compact code: COSE_Sign1 (RFC 9052) in Base45 (RFC 9285)
/// behind a prefix.
public struct SignedClaim: Hashable, Sendable {
    /// What is claimed; to be relied on only after the signature was judged, see ``ClaimVerifier``.
    public let claim: CertificateClaim
    let message: COSESign1

    /// What the text of a code begins with.
    public static let prefix = "KANDAS1:"
    /// What is signed besides, so that a signature for something else never is one for a claim.
    static let externalData = Array("urn:kandas:claim:1".utf8)

    /// Signs a claim.
    ///
    /// - Parameters:
    ///   - claim: What is claimed.
    ///   - signer: Who signs.
    /// - Throws: ``KandasSign/SigningError`` with code `UNSUPPORTED` if COSE has no algorithm for the signer's key, and what
    ///   signing throws.
    public init(_ claim: CertificateClaim, by signer: any Signer) throws(SigningError) {
        self.claim = claim
        message = try COSESign1(
            signing: claim.encoded,
            externalData: SignedClaim.externalData,
            keyIdentifier: try SignedClaim.keyIdentifier(of: signer.certificate),
            by: signer
        )
    }

    /// Reads the text of a code.
    ///
    /// - Parameters:
    ///   - text: What a scanner read.
    ///   - limits: `qrPieceBytes` bounds the text.
    /// - Throws: ``KandasSign/SigningError`` with code `UNSUPPORTED` if it does not begin with ``prefix`` or has an algorithm
    ///   that is not known, `MALFORMED_INPUT` and `LIMIT_EXCEEDED`.
    public init(text: [UInt8], limits: Limits = Limits()) throws(SigningError) {
        guard text.starts(with: SignedClaim.prefix.utf8) else { throw .unsupported("not a claim about a document") }
        guard text.count <= limits.qrPieceBytes else {
            throw .limit("the text of a code is longer than any code holds")
        }
        guard let bytes = Base45.decode(text.dropFirst(SignedClaim.prefix.utf8.count)) else {
            throw .malformed("a claim that is not in Base45")
        }
        message = try COSESign1(bytes)
        claim = try CertificateClaim(message.payload)
    }

    /// The text for a code: letters, digits and signs of the alphanumeric set.
    public var text: String { SignedClaim.prefix + Base45.encode(message.encoded) }

    /// Whether the signature is one by a certificate's key.
    public func isSigned(by certificate: Certificate) -> Bool {
        message.isSigned(by: certificate, externalData: SignedClaim.externalData)
    }

    /// Whether the key identifier is that of a certificate.
    public func names(_ certificate: Certificate) -> Bool {
        (try? SignedClaim.keyIdentifier(of: certificate)) == message.keyIdentifier
    }

    /// The identifier of a certificate's key: that of the extension (RFC 5280 section 4.2.1.2), or else the first twenty
    /// octets of the SHA-256 of its SubjectPublicKeyInfo.
    static func keyIdentifier(of certificate: Certificate) throws(SigningError) -> [UInt8] {
        if let identifier = certificate.subjectKeyIdentifier, 1...32 ~= identifier.count { return identifier }
        return Array(try DigestAlgorithm.sha256.digest(of: certificate.subjectPublicKeyInfo).prefix(20))
    }
}
