public import KandasSign

/// Judges claims offline: the signature, the signer's path, whether the signer was entitled, the dates.
///
/// It may serve many tasks at once.
public struct ClaimVerifier: Sendable {
    private let trust: TrustStore
    private let policy: ValidationPolicy
    private let paths: CertificateValidator
    private let authorities: AuthorityList?

    /// Creates a verifier.
    ///
    /// - Parameters:
    ///   - trust: Whom to trust; the signer's certificate is found among its certificates.
    ///   - policy: What algorithms and paths must fulfil.
    ///   - source: Who is asked about revocation where the evidence at hand does not suffice; `nil` for nobody.
    ///   - authorities: The list of authorities.
    /// - Throws: ``KandasSign/SigningError`` with code `CRYPTO_LIBRARY_FAILURE` if OpenSSL does not take an anchor.
    public init(
        trust: TrustStore,
        policy: ValidationPolicy = .generic,
        source: (any EvidenceSource)? = nil,
        authorities: AuthorityList?
    ) throws(SigningError) {
        self.trust = trust
        self.policy = policy
        self.authorities = authorities
        paths = try CertificateValidator(trust: trust, policy: policy, source: source)
    }

    /// Judges a claim.
    ///
    /// - Parameters:
    ///   - signed: The claim.
    ///   - time: The time to judge at; a claim has no timestamp, so that the signer's certificate must still be valid then.
    /// - Returns: The four answers.
    /// - Throws: ``KandasSign/SigningError`` with code `CRYPTO_LIBRARY_FAILURE` only.
    public func verify(_ signed: SignedClaim, at time: Timestamp) throws(SigningError) -> ClaimReport {
        let named = trust.intermediates.filter { signed.names($0) }
        let certificate = named.first { signed.isSigned(by: $0) }
        let path = try certificate.map { certificate throws(SigningError) in try paths.validate(certificate, at: time) }
        let signature: [Reason]
        if let certificate, let path {
            signature = reasons(against: signed, by: certificate, path, at: time)
        } else {
            signature = [named.isEmpty ? unknown(.signerUnknown) : failure(.signatureInvalid)]
        }
        return ClaimReport(
            claim: signed.claim,
            report: report(signed.claim, signature: signature, signer: certificate, at: time),
            certificate: certificate,
            path: path
        )
    }

    private func reasons(
        against signed: SignedClaim,
        by certificate: Certificate,
        _ path: CertificateReport,
        at time: Timestamp
    ) -> [Reason] {
        var reasons = path.reasons.filter { $0.severity == .failure || $0.severity == .indeterminate }
        if path.indication != .totalPassed, reasons.isEmpty { reasons.append(unknown(.signerUnknown)) }
        let algorithm = signed.message.algorithm.signatureAlgorithm
        let key = (try? certificate.publicKey()).map { policy.algorithms.judgement(of: $0.kind, at: time) }
        if key != .allowed || algorithm.digest.map({ policy.algorithms.allows($0, at: time) }) == false {
            reasons.append(failure(.algorithmWeak, ["algorithm": "\(algorithm)"]))
        }
        let issued = signed.claim.issuedOn
        if issued > CalendarDate(inKazakhstanAt: time) {
            reasons.append(failure(.issuedLater, ["date": "\(issued)"]))
        }
        if issued < CalendarDate(inKazakhstanAt: certificate.notBefore)
            || issued > CalendarDate(inKazakhstanAt: certificate.notAfter)
        {
            reasons.append(failure(.outsideCertificate, ["date": "\(issued)"]))
        }
        return reasons
    }

    private func report(
        _ claim: CertificateClaim,
        signature: [Reason],
        signer: Certificate?,
        at time: Timestamp
    ) -> DecisionReport {
        let first = DecisionAnswer(.signatureValid, signature)
        let entitlement: [Reason]
        if first.value == .yes, let signer {
            entitlement = SigningEntitlement.reasons(
                against: signer,
                for: claim.authority.digits,
                on: [claim.issuedOn],
                authorities: authorities,
                at: time
            )
        } else {
            let code = VerificationCode.needsSignature.rawValue
            entitlement = [Reason(code, .indeterminate, actor: .operator)]
        }
        let second = DecisionAnswer(.signerEntitled, entitlement)
        let status = StatusJudgement(
            decision: claim.decision,
            list: nil,
            prolongedUntil: nil,
            isGenuine: first.value == .yes && second.value == .yes,
            day: CalendarDate(inKazakhstanAt: time)
        )
        return DecisionReport(
            answers: [first, second] + [status.notReplaced, status.inForce].map(withoutList),
            decision: claim.decision,
            validUntil: claim.validUntil,
            remarks: [],
            judgedAt: time
        )
    }

    /// No list would help: a claim does not say where in it the document stands.
    private func withoutList(_ answer: DecisionAnswer) -> DecisionAnswer {
        let reasons = answer.reasons.map { reason in
            reason.code == StatusCode.listMissing.rawValue ? unknown(.statusUnknown) : reason
        }
        return DecisionAnswer(question: answer.question, value: answer.value, reasons: reasons)
    }

    private func failure(_ code: ClaimCode, _ parameters: [String: String] = [:]) -> Reason {
        Reason(code.rawValue, .failure, actor: .authority, parameters: parameters)
    }

    private func unknown(_ code: ClaimCode) -> Reason { Reason(code.rawValue, .indeterminate, actor: .operator) }
}

extension CertificateClaim {
    /// The claim as a decision that says nothing else.
    var decision: Decision {
        var decision = Decision()
        decision.kind = kind
        decision.documentNumber = documentNumber
        decision.decisionDate = issuedOn
        if let iinEnding {
            var holder = Decision.Holder()
            // Shown as every IIN is.
            holder.iin = String(repeating: "*", count: 8) + iinEnding
            decision.holder = holder
        }
        var body = Decision.Body()
        body.bin = authority.digits
        decision.body = body
        switch kind {
        case .certificate:
            decision.title = BilingualText(code: "DECISION_TITLE_CERTIFICATE")
            var part = Decision.CertificatePart()
            part.statusDate = issuedOn
            part.validUntil = validUntil
            decision.certificate = part
        case .prolongation:
            decision.title = BilingualText(code: "DECISION_TITLE_EXTENSION")
            var part = Decision.ProlongationPart()
            part.validUntil = validUntil
            decision.prolongation = part
        case .refusal: break
        }
        return decision
    }
}
