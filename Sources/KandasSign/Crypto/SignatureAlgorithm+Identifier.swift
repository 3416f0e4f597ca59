// How signature algorithms are named in AlgorithmIdentifier.
extension SignatureAlgorithm {
    private static let rsaEncryption: ObjectIdentifier = "1.2.840.113549.1.1.1"
    private static let rsaPSS: ObjectIdentifier = "1.2.840.113549.1.1.10"
    private static let mgf1: ObjectIdentifier = "1.2.840.113549.1.1.8"
    private static let ed25519Identifier: ObjectIdentifier = "1.3.101.112"

    // RFC 8017 appendix C, RFC 5758 section 3.2.
    private static let simple: [(ObjectIdentifier, SignatureAlgorithm)] =
        [
            ("1.2.840.113549.1.1.5", .rsaPKCS1(.sha1)),
            ("1.2.840.113549.1.1.14", .rsaPKCS1(.sha224)),
            ("1.2.840.113549.1.1.11", .rsaPKCS1(.sha256)),
            ("1.2.840.113549.1.1.12", .rsaPKCS1(.sha384)),
            ("1.2.840.113549.1.1.13", .rsaPKCS1(.sha512)),
            ("1.2.840.10045.4.1", .ecdsa(.sha1)),
            ("1.2.840.10045.4.3.1", .ecdsa(.sha224)),
            ("1.2.840.10045.4.3.2", .ecdsa(.sha256)),
            ("1.2.840.10045.4.3.3", .ecdsa(.sha384)),
            ("1.2.840.10045.4.3.4", .ecdsa(.sha512)),
        ] + NationalAlgorithm.allCases.map { ($0.signatureIdentifier, .national($0)) }
    private static let byIdentifier = Dictionary(uniqueKeysWithValues: simple)
    private static let identifiers = Dictionary(uniqueKeysWithValues: simple.map { ($1, $0) })

    /// The algorithm of a certificate's or a CRL's signature, or `nil` if this library does not know it or its
    /// parameters are not those of its standard.
    package init?(_ algorithm: AlgorithmIdentifier) {
        if let found = SignatureAlgorithm.byIdentifier[algorithm.identifier] {
            guard algorithm.hasNoParameters else { return nil }
            self = found
        } else if algorithm.identifier == SignatureAlgorithm.ed25519Identifier {
            guard algorithm.parameters == nil else { return nil }
            self = .ed25519
        } else if algorithm.identifier == SignatureAlgorithm.rsaPSS {
            guard let parameters = algorithm.parameters, let pss = try? SignatureAlgorithm.pss(parameters) else {
                return nil
            }
            self = pss
        } else {
            return nil
        }
    }

    /// The algorithm of a CMS signer, whose identifier may name the key alone and leave the digest to the
    /// `digestAlgorithm` beside it (RFC 3370 section 3.2).
    package init?(_ algorithm: AlgorithmIdentifier, digest: DigestAlgorithm?) {
        if algorithm.identifier == SignatureAlgorithm.rsaEncryption, algorithm.hasNoParameters, let digest {
            self = .rsaPKCS1(digest)
        } else if let family = NationalAlgorithm(keyIdentifier: algorithm.identifier), algorithm.hasNoParameters,
            digest == family.digest
        {
            // Old messages of the national CA's library name the key here, too.
            self = .national(family)
        } else {
            self.init(algorithm)
        }
    }

    /// The AlgorithmIdentifier that this library writes.
    package var algorithmIdentifier: AlgorithmIdentifier {
        switch self {
        case .rsaPKCS1, .national:
            AlgorithmIdentifier(SignatureAlgorithm.identifiers[self] ?? "0.0", parameters: DER.null)
        case .ecdsa:
            AlgorithmIdentifier(SignatureAlgorithm.identifiers[self] ?? "0.0")
        case .ed25519:
            AlgorithmIdentifier(SignatureAlgorithm.ed25519Identifier)
        case .rsaPSS(let digest, let saltLength):
            // RFC 4055 section 3.1: hash and mask generation function are named in full, the trailer is the default.
            AlgorithmIdentifier(
                SignatureAlgorithm.rsaPSS,
                parameters: DER.sequence(
                    DER.explicit(0, digest.algorithmIdentifier.der),
                    DER.explicit(
                        1,
                        AlgorithmIdentifier(SignatureAlgorithm.mgf1, parameters: digest.algorithmIdentifier.der).der
                    ),
                    DER.explicit(2, DER.integer(saltLength))
                )
            )
        }
    }

    /// RSASSA-PSS-params (RFC 4055 section 3.1). The mask must use the same digest, the trailer must be the default.
    private static func pss(_ parameters: [UInt8]) throws(SigningError) -> SignatureAlgorithm {
        var reader = DERReader(parameters)
        var fields = try reader.enter(DER.Tag.sequence, "RSASSA-PSS-params")
        var digest: DigestAlgorithm? = .sha1
        if let field = try fields.optional(DER.Tag.explicit(0)) {
            var inner = try fields.entering(field)
            digest = DigestAlgorithm(try AlgorithmIdentifier(reading: &inner, "hashAlgorithm"))
        }
        var mask: DigestAlgorithm? = .sha1
        if let field = try fields.optional(DER.Tag.explicit(1)) {
            var inner = try fields.entering(field)
            let function = try AlgorithmIdentifier(reading: &inner, "maskGenAlgorithm")
            guard function.identifier == mgf1, let of = function.parameters else { throw .unsupported("mask function") }
            var ofReader = DERReader(of)
            mask = DigestAlgorithm(try AlgorithmIdentifier(reading: &ofReader, "maskGenAlgorithm"))
        }
        var saltLength = 20
        if let field = try fields.optional(DER.Tag.explicit(2)) {
            var inner = try fields.entering(field)
            saltLength = try inner.next().smallInteger("saltLength")
        }
        if let field = try fields.optional(DER.Tag.explicit(3)) {
            var inner = try fields.entering(field)
            guard try inner.next().smallInteger("trailerField") == 1 else { throw .unsupported("trailer field") }
        }
        try fields.end("RSASSA-PSS-params")
        guard let digest, digest == mask, saltLength <= 512 else { throw .unsupported("RSASSA-PSS parameters") }
        return .rsaPSS(digest, saltLength: saltLength)
    }
}

extension DigestAlgorithm {
    /// The algorithm of an AlgorithmIdentifier, whose parameters must be absent or NULL (RFC 5754 section 2).
    package init?(_ algorithm: AlgorithmIdentifier) {
        guard algorithm.hasNoParameters else { return nil }
        self.init(identifier: algorithm.identifier)
    }

    /// The AlgorithmIdentifier that this library writes: with absent parameters (RFC 5754 section 2), but with NULL for
    /// national digests, as the national CA's library writes them.
    package var algorithmIdentifier: AlgorithmIdentifier {
        AlgorithmIdentifier(identifier, parameters: isNational ? DER.null : nil)
    }

    /// Whether it is one of the national register.
    package var isNational: Bool { NationalAlgorithm.allCases.contains { $0.digest == self } }
}
