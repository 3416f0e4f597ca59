extension PrivateKey {
    /// The kind and size of a key; curves are P-256, P-384 and P-521.
    public typealias Kind = PublicKey.Kind

    /// The algorithm that documents are signed with by this key.
    ///
    /// PKCS#1 v1.5 with SHA-256 for RSA, as the national CA's keys sign; the digest that fits the curve for ECDSA
    /// (RFC 5480 section 4).
    public var defaultAlgorithm: SignatureAlgorithm { kind.defaultAlgorithm }
}

extension PublicKey.Kind {
    /// The algorithm that documents are signed with by a key of this kind; see ``PrivateKey/defaultAlgorithm``.
    public var defaultAlgorithm: SignatureAlgorithm {
        switch self {
        case .rsa: .rsaPKCS1(.sha256)
        case .ellipticCurve(let bits): .ecdsa(bits <= 256 ? .sha256 : bits <= 384 ? .sha384 : .sha512)
        case .ed25519: .ed25519
        case .national(let family): .national(family)
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
        case .national(let family): family.rawValue
        }
    }
}
