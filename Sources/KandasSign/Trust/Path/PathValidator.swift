/// Builds and validates certificate paths (RFC 5280 section 6).
///
/// Every certificate that may have issued another is tried, until a path to an anchor is valid: names are not enough, since
/// authorities change their keys and two national roots share a name. Each candidate path is judged by ``PathJudge``. Whether
/// certificates of the path are revoked is judged apart, by ``RevocationChecker``.
final class PathValidator: Sendable {
    private let anchors: CertificatePool
    private let intermediates: CertificatePool
    private let judge: PathJudge
    private let limits: Limits

    /// What became of a path.
    enum Outcome {
        /// The path, leaf first, anchor last.
        case valid([Certificate])
        /// Why there is none.
        case invalid(PathFailure)
    }

    /// Prepares a validator of paths to the anchors for one purpose. Anchors for other purposes only help to build paths.
    init(trust: TrustStore, purpose: TrustPurpose = .signer, limits: Limits = Limits()) throws(SigningError) {
        _ = OpenSSLLibrary.shared
        var anchors: [Certificate] = []
        var helping = trust.intermediates
        for anchor in trust.scopedAnchors {
            let certificate = anchor.certificate
            // A path may end at a CA that is not self-signed, but never begin and end at a mere holder's certificate.
            if anchor.purposes.contains(purpose), certificate.isAuthority || certificate.isSelfSigned {
                anchors.append(certificate)
            } else {
                helping.append(certificate)
            }
        }
        self.anchors = CertificatePool(anchors)
        intermediates = CertificatePool(helping)
        self.limits = limits
        judge = try PathJudge(limits: limits)
    }

    /// Certificates that help to build paths, sorted once for many paths.
    struct Helpers: Sendable {
        fileprivate let pool: CertificatePool

        /// The certificates of a subject.
        func certificates(of subject: DistinguishedName) -> [Certificate] {
            pool.certificates(of: subject).map(\.certificate)
        }
    }

    /// Sorts what helps to build paths: what the store has, and `untrusted`, the certificates that came with the
    /// signatures.
    func helpers(_ untrusted: [Certificate]) -> Helpers { Helpers(pool: intermediates.adding(untrusted)) }

    /// The anchors of a subject.
    func anchors(of subject: DistinguishedName) -> [Certificate] {
        anchors.certificates(of: subject).map(\.certificate)
    }

    /// Finds a path from `leaf` to an anchor that is valid at `time`.
    ///
    /// - Parameters:
    ///   - leaf: The certificate that the path begins with.
    ///   - helpers: What helps to build paths.
    ///   - time: The time at which every certificate of the path must be valid.
    ///   - policies: What the path must fulfil about policies.
    ///   - accept: Asked about each valid path; the search goes on until it says yes.
    /// - Returns: The path; or, if there is none, the failure that tells most.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure``.
    func validate(
        _ leaf: Certificate,
        helpers: Helpers,
        at time: Timestamp,
        policies: PolicyInputs = PolicyInputs(),
        accept: ([Certificate]) -> Bool = { _ in true }
    ) throws(SigningError) -> Outcome {
        var search = PathSearch(anchors: anchors, helpers: helpers.pool, limits: limits, time: time)
        var failure: PathFailure?
        var firstValid: [Certificate]?
        while let candidate = search.next(from: leaf) {
            switch try judge.judge(candidate, at: time, policies: policies) {
            case .valid(let path):
                if accept(path) { return .valid(path) }
                firstValid = firstValid ?? path
            case .invalid(let found):
                if failure.map(found.tellsMore) ?? true { failure = found }
            }
        }
        if let firstValid { return .valid(firstValid) }
        return .invalid(failure ?? search.failure)
    }
}
