internal import COpenSSLShim

/// Why a certificate has no valid path.
struct PathFailure: Hashable {
    /// What kind of failure it is.
    let kind: Kind
    /// Which certificate of the path it is about: 0 for the signer's.
    let depth: Int
    /// What is wrong, in English, for the operator.
    let description: String

    enum Kind {
        case noPath
        /// The certificate's issuer is not at hand, so nothing speaks against it either.
        case noIssuer
        case expired
        case notYetValid
        case algorithm
        case constraint
        case policy
    }

    init(_ kind: Kind, depth: Int, _ description: String) {
        self.kind = kind
        self.depth = depth
        self.description = description
    }

    /// Takes OpenSSL's X509_V_ERR constant, and its words for it.
    init(code: CInt, depth: Int) {
        kind =
            switch code {
            case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
                X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
                X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_CERT_UNTRUSTED, X509_V_ERR_CERT_SIGNATURE_FAILURE,
                X509_V_ERR_CERT_CHAIN_TOO_LONG:
                .noPath
            case X509_V_ERR_CERT_HAS_EXPIRED: .expired
            case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
            case X509_V_ERR_UNSUPPORTED_SIGNATURE_ALGORITHM, X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: .algorithm
            case X509_V_ERR_NO_EXPLICIT_POLICY, X509_V_ERR_INVALID_POLICY_EXTENSION: .policy
            default: .constraint
            }
        self.depth = depth
        description = String(cString: X509_verify_cert_error_string(Int(code)))
    }

    /// Whether this tells more about the certificate than another: what stands only in the way of time came nearest to a
    /// valid path.
    func tellsMore(than other: PathFailure) -> Bool { rank > other.rank }

    private var rank: Int {
        switch kind {
        case .noPath, .noIssuer: 0
        case .algorithm: 1
        case .constraint, .policy: 2
        case .expired, .notYetValid: 3
        }
    }
}
