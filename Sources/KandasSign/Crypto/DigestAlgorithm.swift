internal import COpenSSLShim

/// A digest algorithm that this library computes.
///
/// Which ones are acceptable, and until when, is a matter of policy, not of this type.
public enum DigestAlgorithm: String, Sendable, CaseIterable {
    /// SHA-1: read, for old signatures, never written.
    case sha1 = "SHA-1"
    /// SHA-224.
    case sha224 = "SHA-224"
    /// SHA-256.
    case sha256 = "SHA-256"
    /// SHA-384.
    case sha384 = "SHA-384"
    /// SHA-512.
    case sha512 = "SHA-512"
    /// GOST R 34.11-2015 with 256 bits, Streebog (RFC 6986).
    case streebog256 = "GOST R 34.11-2015-256"
    /// GOST R 34.11-2015 with 512 bits, Streebog (RFC 6986).
    case streebog512 = "GOST R 34.11-2015-512"
    /// GOST 34.311-95: GOST R 34.11-94 (RFC 5831) with the test parameter set, as Kazakhstan uses it.
    case gost34311 = "GOST 34.311-95"

    /// The OBJECT IDENTIFIER in AlgorithmIdentifier (RFC 5754 section 2, RFC 3370 section 2.1, the national register).
    public var identifier: ObjectIdentifier {
        switch self {
        case .sha1: "1.3.14.3.2.26"
        case .sha224: "2.16.840.1.101.3.4.2.4"
        case .sha256: "2.16.840.1.101.3.4.2.1"
        case .sha384: "2.16.840.1.101.3.4.2.2"
        case .sha512: "2.16.840.1.101.3.4.2.3"
        case .streebog256: "1.2.398.3.10.1.3.2"
        case .streebog512: "1.2.398.3.10.1.3.3"
        case .gost34311: "1.2.398.3.10.1.3.1"
        }
    }

    /// The algorithm of an OBJECT IDENTIFIER, or `nil` if this library does not compute it.
    public init?(identifier: ObjectIdentifier) {
        guard let found = DigestAlgorithm.byIdentifier[identifier] else { return nil }
        self = found
    }

    /// The length of a digest, in bytes.
    public var byteCount: Int {
        switch self {
        case .sha1: 20
        case .sha224: 28
        case .sha256, .streebog256, .gost34311: 32
        case .sha384: 48
        case .sha512, .streebog512: 64
        }
    }

    /// The digest of bytes in memory.
    public func digest(of bytes: ArraySlice<UInt8>) throws(SigningError) -> [UInt8] {
        let digester = try Digester(self)
        try digester.update(bytes)
        return try digester.finish()
    }

    /// The digest of bytes in memory.
    public func digest(of bytes: [UInt8]) throws(SigningError) -> [UInt8] { try digest(of: bytes[...]) }

    private static let byIdentifier = Dictionary(uniqueKeysWithValues: allCases.map { ($0.identifier, $0) })

    /// OpenSSL's implementation, fetched once for the life of the process.
    package var implementation: OpaquePointer? { OpenSSLLibrary.shared.digests[self]?.pointer }

    /// OpenSSL's name of the algorithm.
    package var openSSLName: String {
        switch self {
        case .sha1: "SHA1"
        case .sha224: "SHA2-224"
        case .sha256: "SHA2-256"
        case .sha384: "SHA2-384"
        case .sha512: "SHA2-512"
        case .streebog256: "KZ-STREEBOG-256"
        case .streebog512: "KZ-STREEBOG-512"
        case .gost34311: "KZ-GOST34311-95"
        }
    }
}
