internal import CPKCS11

/// How a token is asked for a signature: a mechanism with its parameter, what it is given, and what its answer looks like.
struct TokenMechanism {
    /// What the token is given.
    enum Input {
        /// The message itself.
        case message
        /// The message's digest.
        case digest(DigestAlgorithm)
        /// The digest in a DigestInfo (RFC 8017 section 9.2).
        case digestInfo(DigestAlgorithm)
    }

    let number: CK_ULONG
    let input: Input
    var parameters: CK_RSA_PKCS_PSS_PARAMS?

    /// The ways to make signatures of an algorithm, the best first.
    static func candidates(for algorithm: SignatureAlgorithm, vendor: TokenVendorMechanisms) -> [TokenMechanism] {
        switch algorithm {
        case .rsaPKCS1(let digest):
            let whole: CK_ULONG? =
                switch digest {
                case .sha256: CKM_SHA256_RSA_PKCS
                case .sha384: CKM_SHA384_RSA_PKCS
                case .sha512: CKM_SHA512_RSA_PKCS
                default: nil
                }
            let onToken = whole.map { [TokenMechanism(number: $0, input: .message)] } ?? []
            return [TokenMechanism(number: CKM_RSA_PKCS, input: .digestInfo(digest))] + onToken
        case .rsaPSS(.sha256, let saltLength):
            let parameters = CK_RSA_PKCS_PSS_PARAMS(
                hashAlg: CKM_SHA256,
                mgf: CKG_MGF1_SHA256,
                sLen: CK_ULONG(max(saltLength, 0))
            )
            return [TokenMechanism(number: CKM_RSA_PKCS_PSS, input: .digest(.sha256), parameters: parameters)]
        case .rsaPSS: return []
        case .ecdsa(let digest): return [TokenMechanism(number: CKM_ECDSA, input: .digest(digest))]
        case .ed25519: return [TokenMechanism(number: CKM_EDDSA, input: .message)]
        case .national(let family):
            guard let number = vendor.numbers[family] else { return [] }
            return [TokenMechanism(number: number, input: .digest(family.digest))]
        }
    }

    /// What the token is given for a message.
    func data(for message: ArraySlice<UInt8>) throws(SigningError) -> [UInt8] {
        switch input {
        case .message: return Array(message)
        case .digest(let algorithm): return try algorithm.digest(of: message)
        case .digestInfo(let algorithm):
            let identifier = AlgorithmIdentifier(algorithm.identifier, parameters: DER.null)
            return DER.sequence(identifier.der, DER.octetString(try algorithm.digest(of: message)))
        }
    }
}
