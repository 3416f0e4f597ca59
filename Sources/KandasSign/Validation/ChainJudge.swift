/// Judges a certificate by its path, the algorithms in it, and revocation, whatever the certificate is used for (ETSI EN
/// 319 102-1 section 5.2.6).
struct ChainJudge: Sendable {
    private let trust: TrustStore
    private let policy: ValidationPolicy
    private let purpose: TrustPurpose
    private let paths: PathValidator
    private let lists: RevocationLists

    /// What became of a certificate.
    struct Judgement {
        /// The validated path, leaf first, anchor last; given even when there are findings against it, and empty if there is
        /// none.
        var path: [Certificate] = []
        /// What the evidence says of each certificate of the path but the anchor, in the same order; of a lone anchor, what
        /// it says of itself.
        var statuses: [RevocationStatus] = []
        /// Every finding.
        var reasons: [Reason] = []
    }

    init(trust: TrustStore, policy: ValidationPolicy, purpose: TrustPurpose) throws(SigningError) {
        self.trust = trust
        self.policy = policy
        self.purpose = purpose
        paths = try PathValidator(trust: trust, purpose: purpose)
        lists = RevocationLists(trust.revocationLists)
    }

    /// Prepares for certificates that came with others, and with evidence.
    func prepare(_ evidence: Evidence) -> (helpers: PathValidator.Helpers, revocation: RevocationChecker) {
        let helpers = paths.helpers(evidence.certificates)
        var all = trust.evidence
        all += evidence
        let revocation = RevocationChecker(
            evidence: all,
            lists: lists.adding(evidence.revocationLists),
            freshness: policy.freshness,
            paths: paths,
            helpers: helpers
        )
        return (helpers, revocation)
    }

    /// Judges a certificate.
    ///
    /// - Parameters:
    ///   - certificate: The certificate.
    ///   - helpers: What helps to build paths.
    ///   - revocation: What tells about revocation.
    ///   - time: The time at which the path must be valid and nothing in it revoked.
    ///   - judgedAt: When the judge looks; `nil` for `time`.
    ///   - policies: What the path must fulfil about certificate policies.
    func judge(
        _ certificate: Certificate,
        helpers: PathValidator.Helpers,
        revocation: RevocationChecker,
        at time: Timestamp,
        judgedAt: Timestamp? = nil,
        policies: PolicyInputs = PolicyInputs()
    ) throws(SigningError) -> Judgement {
        guard !trust.anchors(for: purpose).isEmpty else {
            let reason = Reason(
                "NO_TRUST_ANCHORS",
                .indeterminate,
                subIndication: .noCertificateChainFound,
                actor: .operator
            )
            return Judgement(reasons: [reason])
        }
        // Of several valid paths, one without findings is taken.
        var first: Judgement?
        var holding: Judgement?
        let outcome = try paths.validate(certificate, helpers: helpers, at: time, policies: policies) { path in
            let judgement = judged(path, by: revocation, at: time, judgedAt: judgedAt)
            if first == nil { first = judgement }
            let holds = judgement.reasons.allSatisfy { $0.severity != .failure && $0.severity != .indeterminate }
            if holds { holding = judgement }
            return holds
        }
        switch outcome {
        case .valid: return holding ?? first ?? Judgement()
        case .invalid(let failure):
            var judgement = Judgement(reasons: [failure.reason(about: certificate)])
            if failure.kind == .expired || failure.kind == .notYetValid, failure.depth == 0 {
                // Whether it was revoked besides is still worth telling.
                judgement.reasons += try revocationOfEnded(
                    certificate,
                    helpers: helpers,
                    revocation: revocation,
                    at: time
                )
            }
            return judgement
        }
    }

    private func judged(
        _ path: [Certificate],
        by revocation: RevocationChecker,
        at time: Timestamp,
        judgedAt: Timestamp?
    ) -> Judgement {
        var judgement = Judgement(path: path, reasons: weaknesses(of: path, at: time))
        // A signer who is an anchor vouches for itself: that is no answer about revocation, unless it gives one.
        let authorities = path.count == 1 ? path[...] : path.dropFirst()
        for (depth, (certificate, authority)) in zip(path, authorities).enumerated() {
            let status = revocation.status(
                of: certificate,
                authority: authority,
                anchor: path.last,
                at: time,
                judgedAt: judgedAt
            )
            judgement.statuses.append(status)
            if let reason = status.reason(
                about: certificate,
                isLeaf: depth == 0,
                allowsUnchecked: policy.allowsUncheckedRevocation
            ) {
                judgement.reasons.append(reason)
            }
        }
        return judgement
    }

    /// The signatures inside the path; the anchor's own signature proves nothing and is not looked at.
    private func weaknesses(of path: [Certificate], at time: Timestamp) -> [Reason] {
        var reasons: [Reason] = []
        for (certificate, authority) in zip(path, path.dropFirst()) {
            guard let algorithm = SignatureAlgorithm(certificate.signatureAlgorithm) else {
                reasons.append(
                    Reason(
                        "CHAIN_ALGORITHM_UNKNOWN",
                        .indeterminate,
                        subIndication: .cryptoConstraintsFailure,
                        actor: .operator,
                        parameters: ["detail": certificate.signatureAlgorithm.identifier.description]
                    )
                )
                continue
            }
            reasons += policy.weaknesses(of: algorithm, key: try? authority.publicKey(), at: time, actor: .operator)
        }
        return reasons
    }

    /// Whether a certificate that has ended was revoked before; its path is judged at its last second.
    private func revocationOfEnded(
        _ certificate: Certificate,
        helpers: PathValidator.Helpers,
        revocation: RevocationChecker,
        at time: Timestamp
    ) throws(SigningError) -> [Reason] {
        guard
            case .valid(let path) = try paths.validate(certificate, helpers: helpers, at: certificate.notAfter),
            path.count > 1
        else { return [] }
        let status = revocation.status(of: certificate, authority: path[1], anchor: path.last, at: time)
        switch status {
        case .revoked, .neverIssued:
            return [status.reason(about: certificate, isLeaf: true, allowsUnchecked: true)].compactMap(\.self)
        case .good, .unknown: return []
        }
    }
}
