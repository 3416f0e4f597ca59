internal import COpenSSLShim

/// The MAC over a PKCS#12 file: PKCS#12's own (RFC 7292 section 4) or PBMAC1 (RFC 9579).
struct PKCS12Integrity {
    private let digest: ObjectIdentifier
    private let expected: [UInt8]
    private let salt: [UInt8]
    private let iterations: Int
    private let keyLength: Int?
    private let derivationDigest: ObjectIdentifier

    private static let pbmac1: ObjectIdentifier = "1.2.840.113549.1.5.14"
    private static let pbkdf2: ObjectIdentifier = "1.2.840.113549.1.5.12"
    /// hmacWithSHA1 and its successors (RFC 8018 appendix B.1.2).
    private static let hmacs: [ObjectIdentifier: DigestAlgorithm] = [
        "1.2.840.113549.2.7": .sha1, "1.2.840.113549.2.8": .sha224, "1.2.840.113549.2.9": .sha256,
        "1.2.840.113549.2.10": .sha384, "1.2.840.113549.2.11": .sha512,
    ]

    /// Reads `MacData`.
    init(_ element: SecretElement) throws(SigningError) {
        var fields = try element.sequence()
        var info = try fields.next().sequence()
        var algorithm = try info.next().sequence()
        let identifier = try algorithm.next().objectIdentifier()
        expected = try info.next().contentBytes()
        let salt = try fields.next().contentBytes()
        let iterations = try fields.next(ifTagged: DER.Tag.integer)?.unsignedInteger() ?? 1
        try fields.end()
        guard identifier == PKCS12Integrity.pbmac1 else {
            digest = identifier
            derivationDigest = identifier
            keyLength = nil
            self.salt = salt
            self.iterations = iterations
            return
        }
        var parameters = try algorithm.next().sequence()
        var derivation = try parameters.next().sequence()
        guard try derivation.next().objectIdentifier() == PKCS12Integrity.pbkdf2 else {
            throw .unsupported("PBMAC1 without PBKDF2")
        }
        var mac = try parameters.next().sequence()
        digest = try mac.next().objectIdentifier()
        var values = try derivation.next().sequence()
        self.salt = try values.next().contentBytes()
        self.iterations = try values.next().unsignedInteger()
        // RFC 9579 section 4: the length must be there.
        guard let length = values.next(ifTagged: DER.Tag.integer) else {
            throw .malformed("PBMAC1 without the length of its key")
        }
        keyLength = try length.unsignedInteger()
        var function: ObjectIdentifier = "1.2.840.113549.2.7"
        if let field = values.next(ifTagged: DER.Tag.sequence) {
            var fields = try field.sequence()
            function = try fields.next().objectIdentifier()
        }
        derivationDigest = function
    }

    /// Whether the MAC over `content` is right under `password`.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` if the digest is not known,
    ///   ``SigningError/Code/limitExceeded`` if deriving the key costs too much.
    func holds(
        over content: SecretBytes,
        password: SecretBytes?,
        budget: inout KeyDerivationBudget
    ) throws(SigningError) -> Bool {
        let algorithm = try macDigest()
        let key = try deriveKey(for: algorithm, password: password, budget: &budget)
        OpenSSLErrorQueue.clear()
        var length = 0
        let mac = [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
            key.withUnsafeBytes { key in
                content.withUnsafeBytes { content in
                    _ = EVP_Q_mac(
                        nil,
                        "HMAC",
                        nil,
                        algorithm.openSSLName,
                        nil,
                        key.baseAddress,
                        key.count,
                        content.baseAddress?.assumingMemoryBound(to: UInt8.self),
                        content.count,
                        buffer.baseAddress,
                        buffer.count,
                        &length
                    )
                }
            }
            count = length
        }
        guard !mac.isEmpty else { throw .cryptoLibrary("EVP_Q_mac") }
        return mac.count == expected.count && CRYPTO_memcmp(mac, expected, mac.count) == 0
    }

    private func macDigest() throws(SigningError) -> DigestAlgorithm {
        let known = keyLength == nil ? DigestAlgorithm(identifier: digest) : PKCS12Integrity.hmacs[digest]
        guard let known else { throw .unsupported("a PKCS#12 MAC with digest \(digest)") }
        return known
    }

    private func deriveKey(
        for algorithm: DigestAlgorithm,
        password: SecretBytes?,
        budget: inout KeyDerivationBudget
    ) throws(SigningError) -> SecretBytes {
        guard 1...Int(CInt.max) ~= iterations else { throw .limit("a PKCS#12 MAC with \(iterations) iterations") }
        try budget.spend(iterations)
        OpenSSLErrorQueue.clear()
        if let keyLength {
            guard let function = PKCS12Integrity.hmacs[derivationDigest] else {
                throw .unsupported("PBKDF2 with \(derivationDigest)")
            }
            guard 16...64 ~= keyLength else { throw .malformed("PBMAC1 with a key of \(keyLength) bytes") }
            return try SecretBytes(capacity: keyLength) { buffer throws(SigningError) in
                let status = withPassword(password) { text, textLength in
                    PKCS5_PBKDF2_HMAC(
                        text,
                        textLength,
                        salt,
                        CInt(clamping: salt.count),
                        CInt(iterations),
                        function.implementation,
                        CInt(keyLength),
                        buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
                    )
                }
                guard status == 1 else { throw .cryptoLibrary("PKCS5_PBKDF2_HMAC") }
                return keyLength
            }
        }
        return try SecretBytes(capacity: algorithm.byteCount) { buffer throws(SigningError) in
            var salt = salt
            let status = withPassword(password) { text, textLength in
                PKCS12_key_gen_utf8_ex(
                    text,
                    textLength,
                    &salt,
                    CInt(clamping: salt.count),
                    PKCS12_MAC_ID,
                    CInt(iterations),
                    CInt(algorithm.byteCount),
                    buffer.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    algorithm.implementation,
                    nil,
                    nil
                )
            }
            guard status == 1 else { throw .cryptoLibrary("PKCS12_key_gen_utf8_ex") }
            return algorithm.byteCount
        }
    }
}
