internal import COpenSSLShim

/// A private key that signs: RSA, ECDSA on a NIST curve, Ed25519, or a national algorithm.
///
/// The key material stays inside OpenSSL, which wipes it when the last reference goes. What the key may be used for
/// is said by its certificate, not by this type.
public final class PrivateKey {
    /// The public key.
    public let publicKey: PublicKey

    /// The public key as DER `SubjectPublicKeyInfo` (RFC 5280 section 4.1.2.7).
    public let subjectPublicKeyInfo: [UInt8]

    private let handle: Handle<PKeyType>

    /// Takes an OpenSSL key over.
    init(_ handle: consuming Handle<PKeyType>) throws(SigningError) {
        // Reading the public half back by our own rules refuses every curve and size that we would not verify with.
        subjectPublicKeyInfo = try PrivateKey.encodePublicKey(of: handle.pointer)
        publicKey = try PublicKey(subjectPublicKeyInfo: subjectPublicKeyInfo)
        // Larger keys take minutes to sign; smaller ones are no keys.
        if case .rsa(let bits) = publicKey.kind, !(1_024...8_192 ~= bits) {
            throw .unsupported("a private RSA key of \(bits) bits")
        }
        self.handle = handle
    }

    /// The algorithm and size of the key.
    public var kind: Kind { publicKey.kind }

    /// Decodes a private key.
    ///
    /// - Parameter der: A DER-encoded `PrivateKeyInfo` (RFC 5208 section 5, RFC 5958 section 2), not encrypted; nothing
    ///   after it.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` if the algorithm, size or curve is none of
    ///   ``Kind``, ``SigningError/Code/malformedInput`` if `der` is no private key.
    public convenience init(pkcs8 der: SecretBytes) throws(SigningError) {
        let info = try PrivateKeyInfo(der: der)
        let identifier = try info.algorithm()
        guard PrivateKey.readable.contains(identifier) else {
            throw .unsupported("a private key of algorithm \(identifier)")
        }
        OpenSSLErrorQueue.clear()
        guard let key = EVP_PKCS82PKEY_ex(info.pointer, nil, nil) else {
            throw SigningError(
                .malformedInput,
                "the private key cannot be decoded",
                diagnostics: OpenSSLErrorQueue.drain()
            )
        }
        try self.init(Handle(owning: key, from: "EVP_PKCS82PKEY_ex"))
    }

    /// Decodes a private key in the form that its own algorithm defines: `RSAPrivateKey` (RFC 8017 appendix A.1.2) or
    /// `ECPrivateKey` with its curve (RFC 5915 section 3).
    package convenience init(traditional der: SecretBytes, of kind: TraditionalForm) throws(SigningError) {
        OpenSSLErrorQueue.clear()
        var consumed = 0
        let decoded: OpaquePointer? = der.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
            var cursor: UnsafePointer<UInt8>? = start
            let type = kind == .rsa ? EVP_PKEY_RSA : EVP_PKEY_EC
            let key = d2i_PrivateKey(type, nil, &cursor, bytes.count)
            consumed = cursor.map { $0 - start } ?? 0
            return key
        }
        guard let decoded else {
            throw SigningError(
                .malformedInput,
                "the private key cannot be decoded",
                diagnostics: OpenSSLErrorQueue.drain()
            )
        }
        let handle = try Handle<PKeyType>(owning: decoded, from: "d2i_PrivateKey")
        guard consumed == der.count else { throw .malformed("bytes after the private key") }
        try self.init(handle)
    }

    /// The forms of keys that are older than PKCS#8.
    package enum TraditionalForm {
        case rsa
        case ec
    }

    /// Encodes the key as DER `PrivateKeyInfo` (RFC 5208 section 5), not encrypted.
    ///
    /// - Returns: The encoding, wiped when released.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure``.
    public func pkcs8() throws(SigningError) -> SecretBytes {
        OpenSSLErrorQueue.clear()
        guard let info = EVP_PKEY2PKCS8(handle.pointer) else { throw .cryptoLibrary("EVP_PKEY2PKCS8") }
        defer { PKCS8_PRIV_KEY_INFO_free(info) }
        let length = i2d_PKCS8_PRIV_KEY_INFO(info, nil)
        guard length > 0 else { throw .cryptoLibrary("i2d_PKCS8_PRIV_KEY_INFO") }
        return SecretBytes(capacity: Int(length)) { buffer in
            var cursor = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            return Int(i2d_PKCS8_PRIV_KEY_INFO(info, &cursor))
        }
    }

    /// Whether a public key is the counterpart of this key.
    ///
    /// - Parameter subjectPublicKeyInfo: The DER `SubjectPublicKeyInfo` of a certificate. The comparison is one of
    ///   numbers, not of encodings.
    /// - Returns: `false` also if the public key cannot be decoded.
    public func matches(subjectPublicKeyInfo: [UInt8]) -> Bool {
        if subjectPublicKeyInfo == self.subjectPublicKeyInfo { return true }
        OpenSSLErrorQueue.clear()
        defer { OpenSSLErrorQueue.clear() }
        let decoded = subjectPublicKeyInfo.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return d2i_PUBKEY(nil, &cursor, buffer.count)
        }
        guard let decoded else { return false }
        defer { EVP_PKEY_free(decoded) }
        return EVP_PKEY_eq(handle.pointer, decoded) == 1
    }

    /// Lends the key to a C function; the pointer is valid inside `body` only.
    package func withUnsafePointer<Result>(_ body: (OpaquePointer) throws(SigningError) -> Result) throws(SigningError)
        -> Result
    {
        try body(handle.pointer)
    }

    /// The algorithms whose keys are read: rsaEncryption (RFC 8017), id-ecPublicKey (RFC 5480), Ed25519 (RFC 8410), and
    /// the national ones.
    static let readable = Set(
        [.rsaEncryption, .ecPublicKey, "1.3.101.112"] + NationalAlgorithm.allCases.map(\.keyIdentifier)
    )

    private static func encodePublicKey(of key: OpaquePointer) throws(SigningError) -> [UInt8] {
        let length = i2d_PUBKEY(key, nil)
        guard length > 0 else { throw .cryptoLibrary("i2d_PUBKEY") }
        return [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            var cursor = buffer.baseAddress
            count = Int(i2d_PUBKEY(key, &cursor))
        }
    }
}

// Immutable after init, and OpenSSL lets all threads sign with one EVP_PKEY at the same time.
extension PrivateKey: @unchecked Sendable {}

extension ObjectIdentifier {
    static let rsaEncryption: ObjectIdentifier = "1.2.840.113549.1.1.1"
    static let ecPublicKey: ObjectIdentifier = "1.2.840.10045.2.1"
}
