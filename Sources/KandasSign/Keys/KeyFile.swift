/// A key file, opened: PKCS#12 as the national CA and modern tools write it, or PKCS#8 and older forms in PEM or DER.
public struct KeyFile: Sendable {
    /// The form of the file.
    public let format: Format

    /// Whether a password was needed to open it.
    public let isEncrypted: Bool

    /// The name that the file gives the key; the national CA writes the key identifier there.
    public let friendlyName: String?

    /// The algorithm of the private key.
    public let keyAlgorithm: ObjectIdentifier

    /// The private key, or `nil` if this library does not know its algorithm.
    public let privateKey: PrivateKey?

    /// The certificate of the private key, or `nil` if none was given.
    ///
    /// If the algorithm of the key is not known, this is the certificate that the file puts beside it.
    public let certificate: Certificate?

    /// Certificates of CAs above ``certificate``, its issuer first.
    public let chain: [Certificate]

    /// The form of a key file; the raw value is printed and stable.
    public enum Format: String, Sendable {
        /// PKCS#12 (RFC 7292).
        case pkcs12 = "PKCS#12"
        /// One or several PEM blocks (RFC 7468).
        case pem = "PEM"
        /// One DER-encoded private key.
        case der = "DER"
    }

    /// Opens a key file.
    ///
    /// - Parameters:
    ///   - bytes: The whole file, at most ``Limits/keyFileBytes``.
    ///   - password: The password, or `nil` if there is none. It is ignored where the file is not encrypted.
    ///   - certificates: The certificate of the key and others, PEM or one DER, where they are not in the key file.
    ///   - limits: Bounds; above all ``Limits/keyDerivationIterations``, since the file says what opening it costs.
    /// - Throws: ``SigningError`` with code
    ///   ``SigningError/Code/passwordRefused`` if the password is wrong or missing,
    ///   ``SigningError/Code/malformedInput`` if `bytes` is no key file or has bytes after it,
    ///   ``SigningError/Code/limitExceeded``,
    ///   ``SigningError/Code/keyUnusable`` if there is no private key, several, or one that does not sign right,
    ///   ``SigningError/Code/keyMismatch`` if there are certificates and none is that of the key,
    ///   ``SigningError/Code/unsupported`` if it is encrypted in a way that is not known,
    ///   ``SigningError/Code/legacyCryptoMissing`` if it is encrypted in an outdated way that OpenSSL cannot open here.
    public init(
        _ bytes: SecretBytes,
        password: SecretBytes? = nil,
        certificates: [UInt8] = [],
        limits: Limits = Limits()
    ) throws(SigningError) {
        guard bytes.count <= limits.keyFileBytes else {
            throw .limit("the key file has \(bytes.count) bytes, more than \(limits.keyFileBytes)")
        }
        let opener = KeyFileOpener(password: password, limits: limits)
        let (format, contents) = try KeyFile.read(bytes, with: opener)
        let handed = try CertificateFile.read(certificates, limits: limits)
        let choice = try KeyChoice(contents, handed: handed, limits: limits)
        self.format = format
        isEncrypted = contents.isEncrypted
        friendlyName = choice.friendlyName
        keyAlgorithm = choice.algorithm
        privateKey = choice.key
        certificate = choice.certificate
        chain = choice.chain
    }

    /// Opens a key file on the disk.
    ///
    /// - Parameters:
    ///   - path: Its path, or `-` for the standard input.
    ///   - password: The password, or `nil` if there is none.
    ///   - certificatePath: A file with the certificate of the key, where it is not in the key file.
    ///   - limits: Bounds.
    /// - Throws: As ``init(_:password:certificates:limits:)``, and ``SigningError/Code/inputUnavailable``.
    public init(
        path: String,
        password: SecretBytes? = nil,
        certificatePath: String? = nil,
        limits: Limits = Limits()
    ) throws(SigningError) {
        let bytes = try InputFile(path: path).secretContents(limit: limits.keyFileBytes)
        var certificates: [UInt8] = []
        if let certificatePath {
            certificates = try InputFile(path: certificatePath).contents(limit: limits.keyFileBytes)
        }
        try self.init(bytes, password: password, certificates: certificates, limits: limits)
    }

    /// Whether a file must be opened with a password, so that nobody is asked for one in vain.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - limits: Bounds.
    /// - Returns: `false` also for what is no key file; opening it tells why.
    public static func needsPassword(_ bytes: SecretBytes, limits: Limits = Limits()) -> Bool {
        do throws(SigningError) {
            // Nothing is derived, so that asking costs nothing; a file that opens all the same needs no password.
            var limits = limits
            limits.keyDerivationIterations = -1
            _ = try read(bytes, with: KeyFileOpener(password: nil, limits: limits))
            return false
        } catch {
            return error.code == .passwordRefused || error.code == .limitExceeded && bytes.count <= limits.keyFileBytes
        }
    }

    /// Everything that speaks against signing with this key.
    ///
    /// - Parameter time: When the signature is to be made.
    /// - Returns: Errors with the code ``SigningError/Code/unsupported`` if the key's algorithm is not known,
    ///   ``SigningError/Code/keyUnusable`` if there is no certificate, and those of
    ///   ``SigningKeyCheck/refusals(of:at:)``; empty if the key may sign.
    public func refusals(at time: Timestamp) -> [SigningError] {
        var refusals: [SigningError] = []
        if privateKey == nil { refusals.append(.unsupported("a private key of algorithm \(keyAlgorithm)")) }
        guard let certificate else {
            let missing = SigningError(.keyUnusable, "the key file holds no certificate, and none was given")
            return refusals + [missing]
        }
        return refusals + SigningKeyCheck.refusals(of: certificate, at: time)
    }

    /// Makes a signer of the key, after asking whether its certificate allows signing.
    ///
    /// - Parameters:
    ///   - time: When the signature is to be made.
    ///   - algorithm: The algorithm to sign with; `nil` for ``PrivateKey/defaultAlgorithm``.
    /// - Returns: The signer.
    /// - Throws: The first of ``refusals(at:)``.
    public func signer(
        at time: Timestamp,
        algorithm: SignatureAlgorithm? = nil
    ) throws(SigningError) -> KeyFileSigner {
        if let refusal = refusals(at: time).first { throw refusal }
        guard let privateKey, let certificate else { throw SigningError(.keyUnusable, "the key file holds no pair") }
        return try KeyFileSigner(key: privateKey, certificate: certificate, chain: chain, algorithm: algorithm)
    }
}

extension KeyFile {
    private static func read(
        _ bytes: SecretBytes,
        with opener: KeyFileOpener
    ) throws(SigningError) -> (Format, KeyFileContents) {
        guard !bytes.isEmpty else { throw .malformed("the key file is empty") }
        // A text that begins with the digit 0 looks like DER, but no tool writes one above its PEM blocks.
        if bytes[0] != DER.Tag.sequence {
            guard PEMKeyReader.recognises(bytes) else { throw .malformed("not a key file") }
            return (.pem, try PEMKeyReader.read(bytes, with: opener))
        }
        let whole = try SecretElement(whole: bytes, depth: opener.limits.nestingDepth)
        if PKCS12Reader.recognises(whole) { return (.pkcs12, try PKCS12Reader.read(whole, with: opener)) }
        var contents = KeyFileContents()
        let tags = try whole.sequence().rest.map(\.tag)
        var key: KeyFileContents.Key
        switch tags.prefix(3) {
        case [DER.Tag.integer, DER.Tag.sequence, DER.Tag.octetString]:
            key = KeyFileContents.Key(encoding: .pkcs8(bytes))
        case [DER.Tag.integer, DER.Tag.integer, DER.Tag.integer]:
            key = KeyFileContents.Key(encoding: .traditional(bytes, .rsa))
        case _ where tags.starts(with: [DER.Tag.integer, DER.Tag.octetString]):
            key = KeyFileContents.Key(encoding: .traditional(bytes, .ec))
        case [DER.Tag.sequence, DER.Tag.octetString]:
            contents.isEncrypted = true
            guard opener.password != nil else { throw opener.refusal }
            let plain: SecretBytes
            do throws(SigningError) {
                plain = try opener.decryptPrivateKey(whole, password: opener.password)
            } catch {
                throw error.code == .passwordRefused ? opener.refusal : error
            }
            key = KeyFileContents.Key(encoding: .pkcs8(plain))
            key.isUnproved = true
        case [DER.Tag.sequence, DER.Tag.sequence, DER.Tag.bitString]:
            throw SigningError(.keyUnusable, "the file is a certificate; it holds no private key")
        default: throw .malformed("not a key file")
        }
        contents.keys = [key]
        return (.der, contents)
    }
}
