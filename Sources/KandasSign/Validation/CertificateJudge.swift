/// Judges a signer's certificate: purpose, path, algorithms, revocation (ETSI EN 319 102-1 section 5.2.6).
struct CertificateJudge: Sendable {
    private let policy: ValidationPolicy
    private let chain: ChainJudge

    init(trust: TrustStore, policy: ValidationPolicy, purpose: TrustPurpose = .signer) throws(SigningError) {
        self.policy = policy
        chain = try ChainJudge(trust: trust, policy: policy, purpose: purpose)
    }

    /// Prepares for the signers of one message.
    func message(
        untrusted: [Certificate],
        evidence: [CertificateRevocationList],
        at time: Timestamp
    ) -> JudgedMessage {
        let prepared = chain.prepare(Evidence(certificates: untrusted, revocationLists: evidence))
        return JudgedMessage(helpers: prepared.helpers, revocation: prepared.revocation, time: time)
    }

    /// The validated path, leaf first, and every finding. A path is given even when there are findings against it.
    func judge(
        _ certificate: Certificate,
        in message: JudgedMessage
    ) throws(SigningError) -> (path: [Certificate], reasons: [Reason]) {
        if let known = message.answers[certificate] { return known }
        let judgement = try chain.judge(
            certificate,
            helpers: message.helpers,
            revocation: message.revocation,
            at: message.time
        )
        let answer = (judgement.path, purposeReasons(certificate) + judgement.reasons)
        message.answers[certificate] = answer
        return answer
    }

    private func purposeReasons(_ certificate: Certificate) -> [Reason] {
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
            reasons.append(
                Reason(
                    "SIGNER_ROLE_NOT_ALLOWED",
                    .indeterminate,
                    subIndication: .chainConstraintsFailure,
                    actor: .applicant
                )
            )
        }
        return reasons
    }
}
