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
        /// The evidence about revocation that was used.
        var evidence: [UsedEvidence] = []
        /// Revocations after the time judged at, and not after the judge looks.
        var laterRevocations: [RevocationStatus.Revocation] = []
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
    ///   - proofs: Since when what is judged is proven to exist; `nil` for `time`.
    /// - Returns: The path, what is known of each certificate, and every finding.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure``.
    func judge(
        _ certificate: Certificate,
        helpers: PathValidator.Helpers,
        revocation: some RevocationAnswering,
        at time: Timestamp,
        judgedAt: Timestamp? = nil,
        policies: PolicyInputs = PolicyInputs(),
        by proofs: ProofsOfExistence? = nil
    ) throws(SigningError) -> Judgement {
        let proofs = proofs ?? ProofsOfExistence(judgedAt: time)
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
            let judgement = judged(path, with: revocation, at: time, judgedAt: judgedAt, by: proofs)
            if first == nil { first = judgement }
            let holds = judgement.reasons.allSatisfy { $0.severity != .failure && $0.severity != .indeterminate }
            if holds { holding = judgement }
            return holds
        }
        switch outcome {
        case .valid: return holding ?? first ?? Judgement()
        case .invalid(let failure):
            var judgement = Judgement(reasons: [failure.reason(about: certificate, by: proofs)])
            if failure.kind == .expired || failure.kind == .notYetValid, failure.depth == 0 {
                // Whether it was revoked besides is still worth telling.
                judgement.reasons += try revocationOfEnded(
                    certificate,
                    helpers: helpers,
                    revocation: revocation,
                    at: judgedAt ?? time,
                    by: proofs
                )
            }
            return judgement
        }
    }

    private func judged(
        _ path: [Certificate],
        with revocation: some RevocationAnswering,
        at time: Timestamp,
        judgedAt: Timestamp?,
        by proofs: ProofsOfExistence
    ) -> Judgement {
        var judgement = Judgement(path: path, reasons: weaknesses(of: path, by: proofs))
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
                allowsUnchecked: policy.allowsUncheckedRevocation,
                by: proofs
            ) {
                judgement.reasons.append(reason)
            }
            if let used = status.evidence {
                judgement.evidence.append(UsedEvidence(certificate: certificate, evidence: used))
                // The same issuer's key and digest as in the path are told once.
                judgement.reasons += weaknesses(of: used, by: proofs).filter { !judgement.reasons.contains($0) }
            }
            // What was revoked later is worth telling, and says which timestamps are still believed.
            if let judgedAt, judgedAt > time,
                case .revoked(let later) = revocation.status(
                    of: certificate,
                    authority: authority,
                    anchor: path.last,
                    at: judgedAt,
                    judgedAt: judgedAt
                ), later.date > time
            {
                judgement.laterRevocations.append(later)
                judgement.reasons.append(Reason("REVOKED_LATER", .note, parameters: ["date": later.date.description]))
            }
        }
        return judgement
    }

    /// Whether evidence is signed too weakly for the time since which it is proven to exist.
    private func weaknesses(of used: RevocationEvidence, by proofs: ProofsOfExistence) -> [Reason] {
        let algorithm: SignatureAlgorithm?
        let item: EvidenceItem
        switch used.source {
        case .list(let list, _):
            algorithm = SignatureAlgorithm(list.signatureAlgorithm)
            item = EvidenceItem(list)
        case .response(let response):
            algorithm = response.basic.flatMap { SignatureAlgorithm($0.signatureAlgorithm) }
            item = EvidenceItem(response)
        }
        guard let algorithm else { return [] }
        let key = try? used.signer.publicKey()
        return policy.weaknesses(of: algorithm, key: key, at: proofs.time(of: item), actor: .operator)
    }

    /// The signatures inside the path, each at the time since which its certificate is proven to exist; the anchor's own
    /// signature proves nothing and is not looked at.
    private func weaknesses(of path: [Certificate], by proofs: ProofsOfExistence) -> [Reason] {
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
            let time = proofs.time(of: EvidenceItem(certificate))
            reasons += policy.weaknesses(of: algorithm, key: try? authority.publicKey(), at: time, actor: .operator)
        }
        return reasons
    }

    /// Whether a certificate that has ended was revoked before; its path is judged at its last second.
    private func revocationOfEnded(
        _ certificate: Certificate,
        helpers: PathValidator.Helpers,
        revocation: some RevocationAnswering,
        at time: Timestamp,
        by proofs: ProofsOfExistence
    ) throws(SigningError) -> [Reason] {
        guard
            case .valid(let path) = try paths.validate(certificate, helpers: helpers, at: certificate.notAfter),
            path.count > 1
        else { return [] }
        let status = revocation.status(of: certificate, authority: path[1], anchor: path.last, at: time, judgedAt: nil)
        switch status {
        case .revoked, .neverIssued:
            return [status.reason(about: certificate, isLeaf: true, allowsUnchecked: true, by: proofs)]
                .compactMap(\.self)
        case .good, .unknown: return []
        }
    }
}
