internal import COpenSSLShim

/// Why a certificate has no valid path.
struct PathFailure: Hashable {
    /// OpenSSL's X509_V_ERR constant.
    let code: Int
    /// Which certificate of the path it is about: 0 for the signer's.
    let depth: Int

    /// What kind of failure it is.
    var kind: Kind {
        switch CInt(code) {
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
            X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_CERT_UNTRUSTED, X509_V_ERR_CERT_SIGNATURE_FAILURE,
            X509_V_ERR_CERT_CHAIN_TOO_LONG:
            .noPath
        case X509_V_ERR_CERT_HAS_EXPIRED: .expired
        case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
        case X509_V_ERR_UNSUPPORTED_SIGNATURE_ALGORITHM, X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: .algorithm
        default: .constraint
        }
    }

    /// OpenSSL's own words, for the operator.
    var description: String { String(cString: X509_verify_cert_error_string(Int(code))) }

    enum Kind {
        case noPath
        case expired
        case notYetValid
        case algorithm
        case constraint
    }
}
