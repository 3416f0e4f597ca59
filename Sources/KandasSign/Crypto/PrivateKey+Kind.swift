internal import COpenSSLShim

extension PrivateKey {
    /// The algorithm and size of a key.
    public enum Kind: Hashable, Sendable {
        /// RSA with a modulus of so many bits, 1,024 to 8,192.
        case rsa(bits: Int)
        /// ECDSA on a NIST curve.
        case ec(Curve)
        /// Ed25519 (RFC 8032).
        case ed25519
    }

    /// A NIST curve (RFC 5480 section 2.1.1.1). The raw value is its name.
    public enum Curve: String, Hashable, Sendable, CaseIterable {
        /// secp256r1.
        case p256 = "P-256"
        /// secp384r1.
        case p384 = "P-384"
        /// secp521r1.
        case p521 = "P-521"
    }

    /// The algorithm that documents are signed with by this key: PKCS#1 v1.5 with SHA-256 for RSA, as the national CA
    /// does; the digest that fits the curve for ECDSA (RFC 5480 section 4).
    public var defaultAlgorithm: SignatureAlgorithm {
        switch kind {
        case .rsa: .rsaPKCS1(.sha256)
        case .ec(.p256): .ecdsa(.sha256)
        case .ec(.p384): .ecdsa(.sha384)
        case .ec(.p521): .ecdsa(.sha512)
        case .ed25519: .ed25519
        }
    }
}

extension PrivateKey.Kind: CustomStringConvertible {
    /// A name for people: `RSA-2048`, `EC P-256`, `Ed25519`.
    public var description: String {
        switch self {
        case .rsa(let bits): "RSA-\(bits)"
        case .ec(let curve): "EC \(curve.rawValue)"
        case .ed25519: "Ed25519"
        }
    }
}

extension PrivateKey.Kind {
    var openSSLName: String {
        switch self {
        case .rsa: "RSA"
        case .ec: "EC"
        case .ed25519: "ED25519"
        }
    }

    /// Reads the kind off an OpenSSL key, borrowed.
    init(of key: OpaquePointer) throws(SigningError) {
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA:
            let bits = Int(EVP_PKEY_get_bits(key))
            // Larger keys cost minutes a signature; smaller ones are no keys.
            guard 1_024...8_192 ~= bits else { throw .unsupported("RSA keys of \(bits) bits") }
            self = .rsa(bits: bits)
        case EVP_PKEY_EC:
            var name = [CChar](repeating: 0, count: 80)
            var length = 0
            guard EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1 else {
                OpenSSLErrorQueue.clear()
                throw .unsupported("an elliptic curve without a name")
            }
            let text = String(decoding: name.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
            switch text {
            case "prime256v1": self = .ec(.p256)
            case "secp384r1": self = .ec(.p384)
            case "secp521r1": self = .ec(.p521)
            default: throw .unsupported("the elliptic curve \(text)")
            }
        case EVP_PKEY_ED25519: self = .ed25519
        default: throw .unsupported("keys of this algorithm")
        }
    }
}
