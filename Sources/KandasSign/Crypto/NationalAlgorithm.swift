/// A family of the national algorithms of Kazakhstan: a kind of key with the one digest that it signs.
///
/// The identifiers are those of the national register (arc 1.2.398.3.10.1.1); the mathematics are those of
/// GOST R 34.10-2012 (RFC 7091).
public enum NationalAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// GOST R 34.10-2015 with 512 bits over GOST R 34.11-2015: what the national CA issues since 2024.
    case gost2015x512 = "GOST R 34.10-2015-512"
    /// GOST R 34.10-2015 with 256 bits over GOST R 34.11-2015.
    case gost2015x256 = "GOST R 34.10-2015-256"
    /// GOST 34.310-2004 over GOST 34.311-95: keys issued until 2022, and some roots.
    case gost2004 = "GOST 34.310-2004"

    /// The digest that keys of this family sign.
    public var digest: DigestAlgorithm {
        switch self {
        case .gost2015x512: .streebog512
        case .gost2015x256: .streebog256
        case .gost2004: .gost34311
        }
    }

    /// The size of a coordinate, a private key, and each half of a signature, in bits.
    public var bits: Int { self == .gost2015x512 ? 512 : 256 }

    /// The length of a signature value, in bytes.
    public var signatureLength: Int { bits / 4 }

    /// The identifier of keys in SubjectPublicKeyInfo and PrivateKeyInfo.
    public var keyIdentifier: ObjectIdentifier {
        switch self {
        case .gost2015x512: "1.2.398.3.10.1.1.2.2"
        case .gost2015x256: "1.2.398.3.10.1.1.2.1"
        case .gost2004: "1.2.398.3.10.1.1.1.1"
        }
    }

    /// The identifier of signatures.
    public var signatureIdentifier: ObjectIdentifier {
        switch self {
        case .gost2015x512: "1.2.398.3.10.1.1.2.3.2"
        case .gost2015x256: "1.2.398.3.10.1.1.2.3.1"
        case .gost2004: "1.2.398.3.10.1.1.1.2"
        }
    }

    /// The family of a key's identifier, or `nil` if it is none of these.
    public init?(keyIdentifier: ObjectIdentifier) {
        guard let found = NationalAlgorithm.allCases.first(where: { $0.keyIdentifier == keyIdentifier }) else {
            return nil
        }
        self = found
    }

    /// The provider's name of the key type.
    var openSSLName: String {
        switch self {
        case .gost2015x512: "KZ-GOST3410-2015-512"
        case .gost2015x256: "KZ-GOST3410-2015-256"
        case .gost2004: "KZ-GOST34310-2004"
        }
    }
}
