/// Judges a certificate for one purpose: path, fitness, algorithms, revocation (ETSI EN 319 102-1 section 5.2.6).
struct CertificateJudge: Sendable {
    let trust: TrustStore
    let policy: ValidationPolicy
    let purpose: TrustPurpose
    let paths: PathValidator

    init(trust: TrustStore, policy: ValidationPolicy, purpose: TrustPurpose = .signer) throws(SigningError) {
        self.trust = trust
        self.policy = policy
        self.purpose = purpose
        paths = try PathValidator(trust: trust, purpose: purpose)
    }

    /// A judgement of one certificate.
    struct Judgement {
        /// The validated path, leaf first, anchor last; it is given even when there are findings against it.
        var path: [Certificate] = []
        /// Every finding.
        var reasons: [Reason] = []
        /// The answers about revocation that were used.
        var evidence: [UsedEvidence] = []
    }

    /// What was found about a certificate at a time, before it is put into words.
    struct Answer {
        let outcome: PathValidator.Outcome
        /// The state of each certificate of the path at that time, leaf first.
        var states: [State] = []
    }

    /// The state of one certificate of a path.
    struct State {
        let certificate: Certificate
        let status: RevocationStatus
        /// A revocation after the time judged for.
        var later: RevocationStatus.Revocation?
    }

    /// Judges a certificate at the time at which its signature is proven to have existed.
    func judge(
        _ certificate: Certificate,
        by proofs: ProofsOfExistence,
        at moment: Timestamp,
        in message: JudgedMessage
    ) throws(SigningError) -> Judgement {
        var judgement = Judgement(reasons: purposeReasons(certificate))
        guard !trust.anchors(for: purpose).isEmpty else {
            judgement.reasons.append(
                Reason("NO_TRUST_ANCHORS", .indeterminate, subIndication: .noCertificateChainFound, actor: .operator)
            )
            return judgement
        }
        let question = JudgedMessage.Question(certificate: certificate, purpose: purpose, time: moment)
        let answer: Answer
        if let known = message.answers[question] {
            answer = known
        } else {
            answer = try self.answer(certificate, at: moment, in: message)
            message.answers[question] = answer
        }
        switch answer.outcome {
        case .invalid(let failure):
            judgement.reasons.append(reason(for: failure, certificate: certificate, by: proofs))
        case .valid(let path):
            judgement.path = path
            judgement.reasons += pathWeaknesses(path, by: proofs)
        }
        for (depth, state) in answer.states.enumerated() {
            judgement.reasons += reasons(for: state, isLeaf: depth == 0, by: proofs)
            if let evidence = state.status.evidence {
                judgement.evidence.append(UsedEvidence(certificate: state.certificate, evidence: evidence))
            }
        }
        return judgement
    }

    private func answer(
        _ certificate: Certificate,
        at moment: Timestamp,
        in message: JudgedMessage
    ) throws(SigningError) -> Answer {
        let outcome = try validate(certificate, at: moment, in: message)
        var answer = Answer(outcome: outcome)
        switch outcome {
        case .valid(let path):
            // A signer who is an anchor vouches for itself: that is no answer about revocation, unless it gives one.
            let authorities = path.count == 1 ? path[...] : path.dropFirst()
            for (certificate, authority) in zip(path, authorities) {
                var state = State(
                    certificate: certificate,
                    status: message.status(of: certificate, authority: authority, at: moment)
                )
                if moment < message.time,
                    case .revoked(let later) = message.revocation.status(
                        of: certificate,
                        authority: authority,
                        at: message.time
                    ), later.date > moment
                {
                    state.later = later
                }
                answer.states.append(state)
            }
        case .invalid(let failure):
            guard failure.kind == .expired || failure.kind == .notYetValid, failure.depth == 0,
                case .valid(let path) = try validate(certificate, at: certificate.notAfter, in: message),
                path.count > 1
            else { break }
            // Whether a certificate that has ended was revoked before is still worth telling.
            let status = message.revocation.status(of: certificate, authority: path[1], at: message.time)
            switch status {
            case .revoked, .neverIssued: answer.states = [State(certificate: certificate, status: status)]
            case .good, .unknown: break
            }
        }
        return answer
    }

    private func validate(
        _ certificate: Certificate,
        at moment: Timestamp,
        in message: JudgedMessage
    ) throws(SigningError) -> PathValidator.Outcome {
        if purpose == .timestamp {
            return try paths.validate(certificate, helpers: message.authorityHelpers, at: moment)
        }
        return try paths.validate(certificate, helpers: message.signerHelpers, at: moment)
    }
}
