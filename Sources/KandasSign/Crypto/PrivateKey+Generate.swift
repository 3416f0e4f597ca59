internal import COpenSSLShim

extension PrivateKey {
    /// Makes a new key.
    ///
    /// - Parameter kind: What key to make: RSA of 2,048 to 8,192 bits, P-256, P-384, P-521, Ed25519 or a national one.
    /// - Returns: The key.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` for an RSA size below 2,048 or above 8,192
    ///   bits and for another curve, ``SigningError/Code/cryptoLibraryFailure`` if OpenSSL cannot make it.
    public static func generate(_ kind: Kind) throws(SigningError) -> PrivateKey {
        switch kind {
        case .rsa(2_048...8_192), .ellipticCurve(256), .ellipticCurve(384), .ellipticCurve(521), .ed25519, .national:
            return try generateAny(kind)
        default: throw .unsupported("a new key \(kind)")
        }
    }

    /// Makes a new key of any size that OpenSSL makes, for tests that need a weak one.
    package static func generateAny(_ kind: Kind) throws(SigningError) -> PrivateKey {
        OpenSSLErrorQueue.clear()
        _ = OpenSSLLibrary.shared
        let name =
            switch kind {
            case .rsa: "RSA"
            case .ellipticCurve: "EC"
            case .ed25519: "ED25519"
            case .national(let family): family.openSSLName
            }
        let context = try Handle<PKeyContextType>(
            owning: EVP_PKEY_CTX_new_from_name(nil, name, nil),
            from: "EVP_PKEY_CTX_new_from_name"
        )
        guard EVP_PKEY_keygen_init(context.pointer) == 1 else { throw .cryptoLibrary("EVP_PKEY_keygen_init") }
        switch kind {
        case .rsa(let bits):
            guard let bits = CInt(exactly: bits), EVP_PKEY_CTX_set_rsa_keygen_bits(context.pointer, bits) == 1 else {
                throw .cryptoLibrary("EVP_PKEY_CTX_set_rsa_keygen_bits")
            }
        case .ellipticCurve(let bits):
            guard EVP_PKEY_CTX_set_group_name(context.pointer, "P-\(bits)") == 1 else {
                throw .cryptoLibrary("EVP_PKEY_CTX_set_group_name")
            }
        case .ed25519, .national: break
        }
        var key: OpaquePointer?
        guard EVP_PKEY_generate(context.pointer, &key) == 1 else { throw .cryptoLibrary("EVP_PKEY_generate") }
        return try PrivateKey(Handle(owning: key, from: "EVP_PKEY_generate"))
    }
}
