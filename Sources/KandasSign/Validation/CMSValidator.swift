/// Judges the facts about CMS signatures by trust, evidence, policy and time (ETSI EN 319 102-1 section 5.3).
///
/// A pure function of its inputs: no clock, no network. One validator may serve many tasks, one after another or at once.
public struct CMSValidator: Sendable {
    /// The policy judged by.
    public let policy: ValidationPolicy
    private let judge: LevelJudge
    private let limits: Limits

    /// Creates a validator.
    ///
    /// - Parameters:
    ///   - trust: Whom the caller trusts, and evidence.
    ///   - policy: What a signature must fulfil.
    ///   - source: Who is asked where the evidence at hand does not suffice; `nil` for nobody.
    ///   - limits: Bounds on evidence inside messages.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` if OpenSSL does not take an
    ///   anchor.
    public init(
        trust: TrustStore,
        policy: ValidationPolicy = .generic,
        source: (any EvidenceSource)? = nil,
        limits: Limits = Limits()
    ) throws(SigningError) {
        self.policy = policy
        self.limits = limits
        judge = try LevelJudge(trust: trust, policy: policy, source: source)
    }

    /// Judges a message.
    ///
    /// - Parameters:
    ///   - facts: What ``SignedDataReader`` read.
    ///   - time: The time to judge at.
    ///   - firstNumber: The number of the first signature in the report.
    /// - Returns: The report; passed only if every signature holds.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` only.
    public func validate(
        _ facts: SignedDataFacts,
        at time: Timestamp,
        firstNumber: Int = 1
    ) throws(SigningError) -> ValidationReport {
        try validate(facts, at: time, firstNumber: firstNumber, around: CMSSurroundings())
    }

    /// Judges a message with what stands around it.
    func validate(
        _ facts: SignedDataFacts,
        at time: Timestamp,
        firstNumber: Int,
        around: CMSSurroundings
    ) throws(SigningError) -> ValidationReport {
        var reasons: [Reason] = []
        if facts.contentsDiffer {
            reasons.append(Reason("CONTENT_CONFLICT", .failure, subIndication: .hashFailure, actor: .applicant))
        }
        if facts.unreadableCertificates > 0 {
            reasons.append(
                Reason(
                    "CERTIFICATE_UNREADABLE",
                    .failure,
                    subIndication: .formatFailure,
                    actor: .applicant,
                    parameters: ["count": String(facts.unreadableCertificates)]
                )
            )
        }
        var embedded = facts.embeddedEvidence(limits: limits)
        embedded.formUnion(around.evidence)
        for archive in around.archives {
            if let token = try? archive.token.get() { embedded.formUnion(token.embeddedEvidence(limits: limits)) }
        }
        let message = judge.message(embedded: embedded, at: time)
        var signatures: [SignatureReport] = []
        for (index, signer) in facts.signers.enumerated() {
            signatures.append(
                try report(
                    signer,
                    number: firstNumber + index,
                    hasContent: facts.contentLength != nil,
                    around: around,
                    in: message
                )
            )
        }
        reasons += message.serviceReasons
        return ValidationReport(
            verdict: Proof.verdict(reasons: reasons, signatures: signatures),
            reasons: reasons,
            signatures: signatures,
            judgedAt: time,
            policy: "\(policy.name)/\(policy.version)"
        )
    }

    private func report(
        _ signer: SignerFacts,
        number: Int,
        hasContent: Bool,
        around: CMSSurroundings,
        in message: LevelJudge.Message
    ) throws(SigningError) -> SignatureReport {
        var reasons = around.reasons + structureReasons(signer)
        reasons += mathematicsReasons(signer, hasContent: hasContent)
        let subject = SignatureJudge.Subject(
            certificate: signer.certificate,
            algorithm: signer.algorithm,
            protectsCertificate: signer.signingCertificate == .matches,
            timestamps: signer.timestamps + around.archives,
            claimedTime: around.claimedTime ?? signer.signingTime
        )
        // Stated positively: without these two, nothing else can make a signature pass.
        let mathematicsHold = signer.contentMatches == true && signer.signatureIsValid == true
        let judged = try judge.judge(subject, mathematicsHold: mathematicsHold, in: message)
        reasons += levelReasons(judged.level) + judged.judgement.reasons
        var counters: [SignatureReport] = []
        for (index, counter) in signer.countersignatures.enumerated() {
            counters.append(
                try report(counter, number: index + 1, hasContent: true, around: CMSSurroundings(), in: message)
            )
        }
        reasons = reasons.map(policy.weighed)
        for index in reasons.indices {
            reasons[index].location = Reason.Location(signature: number, path: reasons[index].location?.path)
        }
        let deciding =
            reasons.first { $0.severity == .failure } ?? reasons.first { $0.severity == .indeterminate }
        let judgement = judged.judgement
        let holds = mathematicsHold && !judgement.path.isEmpty
        let indication: Indication =
            switch deciding?.severity {
            case .failure: .totalFailed
            case nil where holds: .totalPassed
            default: .indeterminate
            }
        return SignatureReport(
            number: number,
            indication: indication,
            subIndication: deciding?.subIndication,
            reasons: reasons,
            mathematicsHold: mathematicsHold,
            certificate: signer.certificate,
            path: judgement.path,
            level: judged.level,
            algorithm: signer.algorithm?.description ?? signer.signatureAlgorithm.identifier.description,
            claimedSigningTime: subject.claimedTime,
            provenTime: mathematicsHold ? judgement.proofs.signature : nil,
            timestamps: judgement.timestamps,
            evidence: judgement.evidence,
            countersignatures: counters
        )
    }

    private func levelReasons(_ level: SignatureLevel) -> [Reason] {
        if level < policy.requiredLevel {
            return [
                Reason(
                    "LEVEL_TOO_LOW",
                    .indeterminate,
                    subIndication: .sigConstraintsFailure,
                    actor: .applicant,
                    parameters: ["level": level.rawValue, "required": policy.requiredLevel.rawValue]
                )
            ]
        }
        return level == .basic ? [Reason("LEVEL_BASIC", .note)] : []
    }

    private func structureReasons(_ signer: SignerFacts) -> [Reason] {
        var reasons = signer.findings.map { finding in
            switch finding {
            case .noSignedAttributes: Reason(finding.rawValue, .note)
            case .attributesNotDER, .certificateAmbiguous: Reason(finding.rawValue, .warning)
            case .algorithmUnknown:
                Reason(
                    finding.rawValue,
                    .indeterminate,
                    subIndication: .cryptoConstraintsFailure,
                    actor: .operator,
                    parameters: ["algorithm": signer.signatureAlgorithm.identifier.description]
                )
            default: Reason(finding.rawValue, .failure, subIndication: .formatFailure, actor: .applicant)
            }
        }
        switch signer.signingCertificate {
        case .matches, .absent: break
        case .differs:
            reasons.append(
                Reason(
                    "SIGNING_CERTIFICATE_DIFFERS",
                    .failure,
                    subIndication: .sigConstraintsFailure,
                    actor: .applicant
                )
            )
        case .unreadable where signer.certificate != nil:
            reasons.append(
                Reason("SIGNING_CERTIFICATE_UNREADABLE", .failure, subIndication: .formatFailure, actor: .applicant)
            )
        case .unreadable: break
        }
        return reasons
    }

    private func mathematicsReasons(_ signer: SignerFacts, hasContent: Bool) -> [Reason] {
        var reasons: [Reason] = []
        if !hasContent {
            reasons.append(
                Reason("SIGNED_DATA_NOT_FOUND", .indeterminate, subIndication: .signedDataNotFound, actor: .applicant)
            )
        } else if signer.contentMatches == false {
            reasons.append(Reason("HASH_FAILURE", .failure, subIndication: .hashFailure, actor: .applicant))
        }
        guard signer.certificate != nil else {
            reasons.append(
                Reason(
                    "NO_SIGNING_CERTIFICATE_FOUND",
                    .indeterminate,
                    subIndication: .noSigningCertificateFound,
                    actor: .applicant
                )
            )
            return reasons
        }
        if signer.signatureIsValid == nil, signer.algorithm != nil, hasContent || signer.signedAttributes != nil {
            reasons.append(
                Reason("KEY_UNKNOWN", .indeterminate, subIndication: .cryptoConstraintsFailure, actor: .operator)
            )
        }
        if signer.signatureIsValid == false, signer.contentMatches != false || signer.signedAttributes != nil {
            reasons.append(Reason("SIG_CRYPTO_FAILURE", .failure, subIndication: .sigCryptoFailure, actor: .applicant))
        }
        return reasons
    }
}
