/// Whoever can sign: a key file, and later a token or a service that keeps the key elsewhere.
public protocol Signer: Sendable {
    /// The signer's certificate.
    var certificate: Certificate { get }
    /// Certificates that lead from the signer's towards an anchor, if they are at hand.
    var chain: [Certificate] { get }
    /// The algorithm that the signer uses.
    var algorithm: SignatureAlgorithm { get }

    /// Signs a message.
    ///
    /// - Parameters:
    ///   - message: The message itself; the signer takes its digest.
    ///   - algorithm: The algorithm to sign with; it must fit the key.
    /// - Returns: The signature value in the form of the algorithm's standard.
    /// - Throws: ``SigningError``.
    func sign(_ message: ArraySlice<UInt8>, with algorithm: SignatureAlgorithm) throws(SigningError) -> [UInt8]
}
