/// Whoever signs: a key with its certificate, wherever the key is kept.
public protocol Signer: Sendable {
    /// The certificate of the key.
    var certificate: Certificate { get }

    /// Certificates of CAs above ``certificate``, its issuer first; often none are known.
    var chain: [Certificate] { get }

    /// The algorithm that this signer signs documents with.
    var algorithm: SignatureAlgorithm { get }

    /// Signs a message.
    ///
    /// - Parameters:
    ///   - message: The bytes to sign, not their digest.
    ///   - algorithm: ``algorithm``, or another one that fits the key.
    /// - Returns: The signature value as it stands in CMS; see ``PrivateKey/sign(_:with:)``.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` if the algorithm does not fit the key, and
    ///   others if the key does not answer.
    func sign(_ message: ArraySlice<UInt8>, with algorithm: SignatureAlgorithm) throws(SigningError) -> [UInt8]
}

extension Signer {
    /// Signs a message with ``algorithm``.
    public func sign(_ message: ArraySlice<UInt8>) throws(SigningError) -> [UInt8] {
        try sign(message, with: algorithm)
    }
}
