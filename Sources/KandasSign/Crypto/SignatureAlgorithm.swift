/// A signature algorithm with its parameters.
///
/// Which ones are acceptable, and until when, is a matter of policy, not of this type.
public enum SignatureAlgorithm: Hashable, Sendable {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2).
    case rsaPKCS1(DigestAlgorithm)
    /// RSASSA-PSS (RFC 8017 section 8.1) with MGF1 over the same digest and a salt of `saltLength` bytes.
    case rsaPSS(DigestAlgorithm, saltLength: Int)
    /// ECDSA with a DER-encoded signature value (RFC 5753, RFC 5480).
    case ecdsa(DigestAlgorithm)
    /// Ed25519 over the message itself (RFC 8032, RFC 8410, RFC 8419).
    case ed25519
    /// A national algorithm; the signature value is r and s, each little-endian, in this order.
    case national(NationalAlgorithm)

    /// The digest that is taken of the message before signing; `nil` for Ed25519, which signs the message itself.
    public var digest: DigestAlgorithm? {
        switch self {
        case .rsaPKCS1(let digest), .rsaPSS(let digest, _), .ecdsa(let digest): digest
        case .ed25519: nil
        case .national(let family): family.digest
        }
    }
}

extension SignatureAlgorithm: CustomStringConvertible {
    /// A name for people: `RSA-SHA-256`, `RSA-PSS-SHA-256`, `ECDSA-SHA-256`, `Ed25519`.
    public var description: String {
        switch self {
        case .rsaPKCS1(let digest): "RSA-\(digest.rawValue)"
        case .rsaPSS(let digest, _): "RSA-PSS-\(digest.rawValue)"
        case .ecdsa(let digest): "ECDSA-\(digest.rawValue)"
        case .ed25519: "Ed25519"
        case .national(let family): family.rawValue
        }
    }
}
