internal import COpenSSLShim

/// Tells an OpenSSL key context which algorithm to sign or verify with.
package enum SignatureParameters {
    /// Sets padding, digest and salt length of `algorithm` on a context that was initialised for signing or verifying.
    package static func set(_ algorithm: SignatureAlgorithm, on context: OpaquePointer) throws(SigningError) {
        guard let digest = algorithm.digest?.implementation,
            EVP_PKEY_CTX_set_signature_md(context, digest) == 1
        else { throw .cryptoLibrary("EVP_PKEY_CTX_set_signature_md") }
        switch algorithm {
        case .rsaPKCS1:
            guard EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 else {
                throw .cryptoLibrary("EVP_PKEY_CTX_set_rsa_padding")
            }
        case .rsaPSS(_, let saltLength):
            guard EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1,
                EVP_PKEY_CTX_set_rsa_mgf1_md(context, digest) == 1,
                EVP_PKEY_CTX_set_rsa_pss_saltlen(context, CInt(saltLength)) == 1
            else { throw .cryptoLibrary("EVP_PKEY_CTX_set_rsa_padding") }
        case .ecdsa, .ed25519, .national: break
        }
    }
}
