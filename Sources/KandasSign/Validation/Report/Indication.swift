/// The main indications of ETSI EN 319 102-1 section 5.1.3.
public enum Indication: String, Sendable, Codable {
    /// Everything held: mathematics, coverage, path, revocation, time and policy.
    case totalPassed = "TOTAL_PASSED"
    /// The signature is broken, or proven to be made when it must not be.
    case totalFailed = "TOTAL_FAILED"
    /// What is known does not suffice to say passed or failed.
    case indeterminate = "INDETERMINATE"
    /// There is nothing to validate.
    case noSignatureFound = "NO_SIGNATURE_FOUND"
}

/// The sub-indications of ETSI EN 319 102-1 section 5.1.3 that this library reports.
public enum SubIndication: String, Sendable, Codable, CaseIterable {
    /// The structure is not a conformant signature.
    case formatFailure = "FORMAT_FAILURE"
    /// The digest of the signed data differs.
    case hashFailure = "HASH_FAILURE"
    /// The signature value does not fit key and data.
    case sigCryptoFailure = "SIG_CRYPTO_FAILURE"
    /// Proven to be signed after revocation.
    case revoked = "REVOKED"
    /// Proven to be signed after the certificate's end.
    case expired = "EXPIRED"
    /// Signed before the certificate's start.
    case notYetValid = "NOT_YET_VALID"
    /// A constraint on the signature or its attributes is not met.
    case sigConstraintsFailure = "SIG_CONSTRAINTS_FAILURE"
    /// The path violates a constraint.
    case chainConstraintsFailure = "CHAIN_CONSTRAINTS_FAILURE"
    /// The path fails for a reason not specified further.
    case certificateChainGeneralFailure = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
    /// An algorithm or key size is not acceptable at the judged time.
    case cryptoConstraintsFailure = "CRYPTO_CONSTRAINTS_FAILURE"
    /// The signer's certificate is not there.
    case noSigningCertificateFound = "NO_SIGNING_CERTIFICATE_FOUND"
    /// No path to an anchor.
    case noCertificateChainFound = "NO_CERTIFICATE_CHAIN_FOUND"
    /// Revoked now, with no proof that the signature existed before.
    case revokedNoPOE = "REVOKED_NO_POE"
    /// A CA of the path is revoked, with no proof that the signature existed before.
    case revokedCANoPOE = "REVOKED_CA_NO_POE"
    /// Outside the certificate's validity, with no proof that the signature existed within it.
    case outOfBoundsNoPOE = "OUT_OF_BOUNDS_NO_POE"
    /// Revocation information is not there or not fresh enough, yet.
    case tryLater = "TRY_LATER"
    /// Timestamps that hold contradict each other.
    case timestampOrderFailure = "TIMESTAMP_ORDER_FAILURE"
    /// The detached data is not there.
    case signedDataNotFound = "SIGNED_DATA_NOT_FOUND"

    /// The main indication that the sub-indication goes with.
    public var indication: Indication {
        switch self {
        case .formatFailure, .hashFailure, .sigCryptoFailure, .revoked, .expired, .notYetValid: .totalFailed
        default: .indeterminate
        }
    }
}
