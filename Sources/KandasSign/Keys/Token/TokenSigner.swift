internal import CPKCS11
internal import Synchronization

/// A signer whose key is on a PKCS #11 token.
public final class TokenSigner: Signer {
    /// The certificate of the key.
    public let certificate: Certificate
    /// Certificates of CAs above ``certificate``, as far as they are on the token or were given.
    public let chain: [Certificate]
    /// The algorithm that this signer signs documents with.
    public let algorithm: SignatureAlgorithm

    private let vendor: TokenVendorMechanisms
    private let key: CK_ULONG
    private let session: Mutex<TokenSession>

    /// Opens a token and finds its key.
    ///
    /// The certificate is asked whether it allows signing before this succeeds; see ``SigningKeyCheck``. A PIN is tried
    /// once, never if that could lock the token.
    ///
    /// - Parameters:
    ///   - uri: Which key of which token.
    ///   - modulePath: The module; `nil` for the URI's.
    ///   - certificates: The key's certificate, and those of CAs, if they are not on the token: DER or PEM; or empty.
    ///   - isPSS: Whether an RSA key signs with RSASSA-PSS.
    ///   - vendor: Vendors' mechanisms for national keys.
    ///   - allowsFinalTry: Whether the PIN is tried although a wrong one would lock the token.
    ///   - time: When the signature is to be made.
    ///   - limits: Bounds on certificates.
    ///   - pin: Gives the PIN; it is asked only if it will be used.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/tokenModuleUnusable``,
    ///   ``SigningError/Code/tokenAbsent``, ``SigningError/Code/tokenAmbiguous``, ``SigningError/Code/tokenKeyAbsent``,
    ///   ``SigningError/Code/pinRefused``, ``SigningError/Code/pinLocked``, ``SigningError/Code/pinFinalTry``,
    ///   ``SigningError/Code/keyUnusable`` if there is no certificate, ``SigningError/Code/unsupported`` if the token
    ///   has no mechanism for the key; those of ``SigningKeyCheck``; what `pin` throws.
    public init(
        _ uri: TokenURI,
        modulePath: String? = nil,
        certificates: [UInt8] = [],
        isPSS: Bool = false,
        vendor: TokenVendorMechanisms = TokenVendorMechanisms(),
        allowsFinalTry: Bool = false,
        at time: Timestamp,
        limits: Limits = Limits(),
        pin: () throws(SigningError) -> SecretBytes
    ) throws(SigningError) {
        guard let path = modulePath ?? uri.modulePath else {
            throw SigningError(
                .tokenModuleUnusable,
                "which module? Name it by --token-module, or module-path= in the URI"
            )
        }
        let session = try TokenSession(TokenModule(path: path), uri, allowsFinalTry: allowsFinalTry, pin: pin)
        let (key, id) = try session.key(label: uri.object, id: uri.id)
        let own = try session.certificates(id: id).first
        var known: [UInt8] = certificates
        if known.isEmpty {
            guard let own else {
                throw SigningError(
                    .keyUnusable,
                    "the token holds no certificate with the key's identifier, and none was given"
                )
            }
            known = own
        }
        let signer = try RemoteSigner(certificates: known, isPSS: isPSS, at: time, limits: limits)
        let beside = try session.certificates(id: nil).compactMap { try? Certificate(der: $0, limits: limits) }
        certificate = signer.certificate
        chain = signer.chain.isEmpty ? KeyChoice.chain(above: signer.certificate, in: beside) : signer.chain
        algorithm = signer.algorithm
        self.key = key
        self.vendor = vendor
        let ways = TokenMechanism.candidates(for: signer.algorithm, vendor: vendor)
        guard ways.contains(where: session.signs) else {
            throw .unsupported("the token has no mechanism for \(signer.algorithm)")
        }
        self.session = Mutex(session)
    }

    /// Signs a message. What the token answers is verified before it is given out.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/keyMismatch`` if the certificate is not that of the key,
    ///   ``SigningError/Code/tokenAbsent`` if the token was pulled out, ``SigningError/Code/tokenFailure``.
    public func sign(_ message: ArraySlice<UInt8>, with algorithm: SignatureAlgorithm) throws(SigningError) -> [UInt8] {
        let answer = try session.withLock { session throws(SigningError) in
            let ways = TokenMechanism.candidates(for: algorithm, vendor: vendor)
            guard let way = ways.first(where: session.signs) else {
                throw .unsupported("the token has no mechanism for \(algorithm)")
            }
            return try session.sign(try way.data(for: message), with: way, key: key)
        }
        let publicKey = try certificate.publicKey()
        for value in TokenSigner.readings(of: answer, kind: publicKey.kind)
        where try publicKey.isValid(signature: value[...], over: message, algorithm: algorithm) {
            return value
        }
        throw SigningError(.keyMismatch, "what the token signs does not verify with the certificate's key")
    }

    /// What a token's answer may stand for: vendors give national values in either order of their octets.
    private static func readings(of answer: [UInt8], kind: PublicKey.Kind) -> [[UInt8]] {
        if case .national = kind { return [answer, answer.reversed()] }
        return ECDSASignatureValue.readings(of: answer, kind: kind)
    }
}
