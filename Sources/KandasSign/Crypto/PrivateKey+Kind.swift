internal import COpenSSLShim

extension PrivateKey {
    /// The kind and size of a key; curves are P-256, P-384 and P-521.
    public typealias Kind = PublicKey.Kind

    /// The algorithm that documents are signed with by this key.
    ///
    /// PKCS#1 v1.5 with SHA-256 for RSA, as the national CA's keys sign; the digest that fits the curve for ECDSA
    /// (RFC 5480 section 4).
    public var defaultAlgorithm: SignatureAlgorithm {
        switch kind {
        case .rsa: .rsaPKCS1(.sha256)
        case .ellipticCurve(let bits): .ecdsa(bits <= 256 ? .sha256 : bits <= 384 ? .sha384 : .sha512)
        case .ed25519: .ed25519
        }
    }
}

extension PublicKey.Kind: CustomStringConvertible {
    /// A name for people: `RSA-2048`, `EC P-256`, `Ed25519`.
    public var description: String {
        switch self {
        case .rsa(let bits): "RSA-\(bits)"
        case .ellipticCurve(let bits): "EC P-\(bits)"
        case .ed25519: "Ed25519"
        }
    }
}

extension PublicKey.Kind {
    /// Reads the kind off an OpenSSL key, borrowed.
    init(ofPrivate key: OpaquePointer) throws(SigningError) {
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA:
            let bits = Int(EVP_PKEY_get_bits(key))
            // Larger keys cost minutes a signature; smaller ones are no keys.
            guard 1_024...8_192 ~= bits else { throw .unsupported("a private RSA key of \(bits) bits") }
            self = .rsa(bits: bits)
        case EVP_PKEY_EC:
            var name = [CChar](repeating: 0, count: 80)
            var length = 0
            guard EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1 else {
                OpenSSLErrorQueue.clear()
                throw .unsupported("an elliptic curve given by its parameters")
            }
            let text = String(decoding: name.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
            switch text {
            case "prime256v1": self = .ellipticCurve(bits: 256)
            case "secp384r1": self = .ellipticCurve(bits: 384)
            case "secp521r1": self = .ellipticCurve(bits: 521)
            default: throw .unsupported("the elliptic curve \(text)")
            }
        case EVP_PKEY_ED25519: self = .ed25519
        default: throw .unsupported("a private key of this algorithm")
        }
    }
}
