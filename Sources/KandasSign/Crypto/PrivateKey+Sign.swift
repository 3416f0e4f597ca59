internal import COpenSSLShim

extension PrivateKey {
    /// Signs a message.
    ///
    /// - Parameters:
    ///   - message: The bytes to sign, not their digest.
    ///   - algorithm: Must fit the key.
    /// - Returns: The signature value: an octet string as long as the modulus for RSA, a DER `ECDSA-Sig-Value` for
    ///   ECDSA (RFC 3279 section 2.2.3), 64 octets for Ed25519.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` if the algorithm does not fit the key,
    ///   ``SigningError/Code/cryptoLibraryFailure`` if OpenSSL fails.
    public func sign(
        _ message: ArraySlice<UInt8>,
        with algorithm: SignatureAlgorithm
    ) throws(SigningError) -> [UInt8] {
        try requireFit(algorithm)
        if let digest = algorithm.digest {
            return try sign(digest: digest.digest(of: message), with: algorithm)
        }
        OpenSSLErrorQueue.clear()
        let context = try Handle<DigestContextType>(owning: EVP_MD_CTX_new(), from: "EVP_MD_CTX_new")
        return try withUnsafePointer { key throws(SigningError) in
            guard EVP_DigestSignInit_ex(context.pointer, nil, nil, nil, nil, key, nil) == 1 else {
                throw .cryptoLibrary("EVP_DigestSignInit_ex")
            }
            var length = Int(EVP_PKEY_get_size(key))
            var status: CInt = 0
            let signature = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
                status = message.withUnsafeBufferPointer { message in
                    EVP_DigestSign(context.pointer, buffer.baseAddress, &length, message.baseAddress, message.count)
                }
                count = status == 1 ? length : 0
            }
            guard status == 1 else { throw .cryptoLibrary("EVP_DigestSign") }
            return signature
        }
    }

    /// Signs a digest that was computed before.
    ///
    /// - Parameters:
    ///   - digest: The message's digest by ``SignatureAlgorithm/digest``.
    ///   - algorithm: Must fit the key; not Ed25519, which signs whole messages only.
    /// - Returns: The signature value, as ``sign(_:with:)`` returns it.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` if the algorithm does not fit the key or
    ///   takes no digest, or the digest's length is not the algorithm's; ``SigningError/Code/cryptoLibraryFailure`` if
    ///   OpenSSL fails.
    public func sign(digest: [UInt8], with algorithm: SignatureAlgorithm) throws(SigningError) -> [UInt8] {
        try requireFit(algorithm)
        guard let digestAlgorithm = algorithm.digest else { throw .unsupported("\(algorithm) over a digest") }
        guard digest.count == digestAlgorithm.byteCount else {
            throw .unsupported("a \(digestAlgorithm.rawValue) digest of \(digest.count) bytes")
        }
        OpenSSLErrorQueue.clear()
        return try withUnsafePointer { key throws(SigningError) in
            let context = try Handle<PKeyContextType>(
                owning: EVP_PKEY_CTX_new_from_pkey(nil, key, nil),
                from: "EVP_PKEY_CTX_new_from_pkey"
            )
            guard EVP_PKEY_sign_init(context.pointer) == 1 else { throw .cryptoLibrary("EVP_PKEY_sign_init") }
            try SignatureParameters.set(algorithm, on: context.pointer)
            var length = Int(EVP_PKEY_get_size(key))
            var status: CInt = 0
            let signature = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
                status = EVP_PKEY_sign(context.pointer, buffer.baseAddress, &length, digest, digest.count)
                count = status == 1 ? length : 0
            }
            guard status == 1 else { throw .cryptoLibrary("EVP_PKEY_sign") }
            return signature
        }
    }

    private func requireFit(_ algorithm: SignatureAlgorithm) throws(SigningError) {
        switch (kind, algorithm) {
        case (.rsa, .rsaPKCS1), (.ellipticCurve, .ecdsa), (.ed25519, .ed25519): return
        case (.national(let key), .national(let algorithm)) where key == algorithm: return
        // To OpenSSL, negative lengths mean "choose one", which would not be what the algorithm says.
        case (.rsa(let bits), .rsaPSS(_, let saltLength)) where 0...bits / 8 ~= saltLength: return
        default: throw .unsupported("\(algorithm) with a key \(kind)")
        }
    }
}
