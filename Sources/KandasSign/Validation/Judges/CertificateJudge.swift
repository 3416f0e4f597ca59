/// Judges a certificate for one purpose: fitness, path, algorithms, revocation (ETSI EN 319 102-1 section 5.2.6).
struct CertificateJudge: Sendable {
    let trust: TrustStore
    let policy: ValidationPolicy
    private let purpose: TrustPurpose
    private let chain: ChainJudge

    init(trust: TrustStore, policy: ValidationPolicy, purpose: TrustPurpose = .signer) throws(SigningError) {
        self.trust = trust
        self.policy = policy
        self.purpose = purpose
        chain = try ChainJudge(trust: trust, policy: policy, purpose: purpose)
    }

    /// Prepares for certificates of one message.
    func evidence(
        _ embedded: Evidence,
        source: (any EvidenceSource)?,
        at time: Timestamp
    ) -> ChainEvidence {
        ChainEvidence(chain: chain, evidence: embedded, source: source, time: time)
    }

    /// Judges a certificate at the time at which its signature is proven to have existed.
    ///
    /// - Parameters:
    ///   - certificate: The certificate.
    ///   - proofs: Since when what is judged is proven to exist.
    ///   - moment: The time to judge at.
    ///   - evidence: What is at hand.
    /// - Returns: What became of it.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` only.
    func judge(
        _ certificate: Certificate,
        by proofs: ProofsOfExistence,
        at moment: Timestamp,
        with evidence: ChainEvidence
    ) throws(SigningError) -> ChainJudge.Judgement {
        let question = ChainEvidence.Question(certificate: certificate, time: moment, judgedAt: proofs.judgedAt)
        if proofs.areNone, let known = evidence.answers[question] { return known }
        var judgement = try chain.judge(
            certificate,
            helpers: evidence.helpers,
            revocation: evidence,
            at: moment,
            judgedAt: evidence.time,
            by: proofs
        )
        judgement.reasons = purposeReasons(certificate) + judgement.reasons
        if proofs.areNone { evidence.answers[question] = judgement }
        return judgement
    }

    private func purposeReasons(_ certificate: Certificate) -> [Reason] {
        func reason(_ code: String, _ actor: Reason.Actor) -> Reason {
            Reason(code, .indeterminate, subIndication: .chainConstraintsFailure, actor: actor)
        }
        guard purpose == .signer else {
            return TimestampFitness.mayStamp(certificate) ? [] : [reason("TIMESTAMP_AUTHORITY_UNFIT", .operator)]
        }
        var reasons: [Reason] = []
        let fitness = SigningFitness(certificate)
        if fitness != .fit {
            reasons.append(
                Reason(
                    fitness.rawValue,
                    .indeterminate,
                    subIndication: .chainConstraintsFailure,
                    actor: .applicant
                )
            )
        }
        if !policy.roles.isEmpty, policy.roles.isDisjoint(with: certificate.roles) {
            reasons.append(reason("SIGNER_ROLE_NOT_ALLOWED", .applicant))
        }
        if !policy.certificatePolicies.isEmpty, policy.certificatePolicies.isDisjoint(with: certificate.policies) {
            reasons.append(reason("CERTIFICATE_POLICY_NOT_ALLOWED", .applicant))
        }
        return reasons
    }
}
