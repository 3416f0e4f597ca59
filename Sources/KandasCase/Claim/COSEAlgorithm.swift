import KandasSign

/// A signature algorithm of COSE (RFC 9053, RFC 8812; values below -65536 are for private use, RFC 9052 section 16.4).
enum COSEAlgorithm: Int64, Sendable, CaseIterable {
    /// ECDSA over P-256 with SHA-256.
    case es256 = -7
    /// ECDSA over P-384 with SHA-384.
    case es384 = -35
    /// ECDSA over P-521 with SHA-512.
    case es512 = -36
    /// Ed25519.
    case edDSA = -8
    /// RSASSA-PSS with SHA-256, salt of 32 octets.
    case ps256 = -37
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    case rs256 = -257
    /// GOST R 34.10-2015 with 512 bits over GOST R 34.11-2015.
    case gost2015x512 = -66_001
    /// GOST R 34.10-2015 with 256 bits over GOST R 34.11-2015.
    case gost2015x256 = -66_002

    /// The algorithm that fits a signature algorithm and key; `nil` if COSE has none.
    init?(_ algorithm: SignatureAlgorithm, key: PublicKey.Kind) {
        guard
            let found = COSEAlgorithm.allCases.first(where: {
                $0.signatureAlgorithm == algorithm && $0.fits(key)
            })
        else { return nil }
        self = found
    }

    /// The same for keys and certificates.
    var signatureAlgorithm: SignatureAlgorithm {
        switch self {
        case .es256: .ecdsa(.sha256)
        case .es384: .ecdsa(.sha384)
        case .es512: .ecdsa(.sha512)
        case .edDSA: .ed25519
        case .ps256: .rsaPSS(.sha256, saltLength: 32)
        case .rs256: .rsaPKCS1(.sha256)
        case .gost2015x512: .national(.gost2015x512)
        case .gost2015x256: .national(.gost2015x256)
        }
    }

    /// Whether a key is one of the algorithm; a curve has one digest here.
    func fits(_ key: PublicKey.Kind) -> Bool {
        switch (self, key) {
        case (.es256, .ellipticCurve(256)), (.es384, .ellipticCurve(384)), (.es512, .ellipticCurve(521)),
            (.edDSA, .ed25519), (.ps256, .rsa), (.rs256, .rsa), (.gost2015x512, .national(.gost2015x512)),
            (.gost2015x256, .national(.gost2015x256)):
            true
        default: false
        }
    }

    /// The octets of r and of s in a value of ECDSA (RFC 9053 section 2.1); `nil` for other algorithms.
    private var halfLength: Int? {
        switch self {
        case .es256: 32
        case .es384: 48
        case .es512: 66
        default: nil
        }
    }

    /// A signature value as COSE has it: for ECDSA r and s one after the other.
    func value(from signature: [UInt8]) throws(SigningError) -> [UInt8] {
        guard let halfLength else { return signature }
        return try ECDSASignatureValue.pair(fromDER: signature, width: halfLength)
    }

    /// A signature value as keys have it; `nil` if the length is wrong.
    func signature(from value: [UInt8]) -> [UInt8]? {
        guard let halfLength else { return value }
        return value.count == 2 * halfLength ? ECDSASignatureValue.der(fromPair: value) : nil
    }
}
