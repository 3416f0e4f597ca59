/// A signer whose key is in memory, as a rule from a ``KeyFile``.
public struct KeyFileSigner: Signer {
    /// The certificate of the key.
    public let certificate: Certificate
    /// Certificates of CAs above ``certificate``, its issuer first.
    public let chain: [Certificate]
    /// The algorithm that this signer signs documents with.
    public let algorithm: SignatureAlgorithm
    private let key: PrivateKey

    /// Puts key and certificate together.
    ///
    /// Whether the certificate allows signing now is not asked here; see ``SigningKeyCheck``.
    ///
    /// - Parameters:
    ///   - key: The private key.
    ///   - certificate: Its certificate.
    ///   - chain: Certificates of CAs above `certificate`, its issuer first.
    ///   - algorithm: The algorithm to sign with; `nil` for ``PrivateKey/defaultAlgorithm``.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/keyMismatch`` if the certificate has another public key.
    public init(
        key: PrivateKey,
        certificate: Certificate,
        chain: [Certificate] = [],
        algorithm: SignatureAlgorithm? = nil
    ) throws(SigningError) {
        guard key.matches(subjectPublicKeyInfo: certificate.subjectPublicKeyInfo) else {
            throw .keyAndCertificateDiffer
        }
        self.key = key
        self.certificate = certificate
        self.chain = chain
        self.algorithm = algorithm ?? key.defaultAlgorithm
    }

    /// Signs a message.
    public func sign(_ message: ArraySlice<UInt8>, with algorithm: SignatureAlgorithm) throws(SigningError) -> [UInt8] {
        try key.sign(message, with: algorithm)
    }
}

extension SigningError {
    /// The certificate is not that of the key.
    static var keyAndCertificateDiffer: SigningError {
        SigningError(.keyMismatch, "the certificate does not belong to the private key")
    }
}
