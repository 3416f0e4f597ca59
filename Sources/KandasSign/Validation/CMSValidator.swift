/// Judges the facts about CMS signatures by trust, evidence, policy and time (ETSI EN 319 102-1 section 5.3).
///
/// A pure function of its inputs: no clock, no network. One validator may serve many tasks, one after another or at once.
public struct CMSValidator: Sendable {
    /// The policy judged by.
    public let policy: ValidationPolicy
    private let judge: CertificateJudge

    /// Creates a validator.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` if OpenSSL does not take an
    ///   anchor.
    public init(trust: TrustStore, policy: ValidationPolicy = .generic) throws(SigningError) {
        self.policy = policy
        judge = try CertificateJudge(trust: trust, policy: policy)
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
        let evidence = facts.revocationLists.compactMap { try? CertificateRevocationList(der: $0) }
        let message = judge.message(untrusted: facts.certificates, evidence: evidence, at: time)
        var signatures: [SignatureReport] = []
        for (index, signer) in facts.signers.enumerated() {
            signatures.append(
                try report(
                    signer,
                    number: firstNumber + index,
                    hasContent: facts.contentLength != nil,
                    in: message
                )
            )
        }
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
        in message: JudgedMessage
    ) throws(SigningError) -> SignatureReport {
        var reasons = structureReasons(signer)
        reasons += mathematicsReasons(signer, hasContent: hasContent)
        let level: SignatureLevel = signer.signingCertificate == .matches && signer.signingTime != nil ? .b : .basic
        if level < policy.requiredLevel {
            reasons.append(
                Reason(
                    "LEVEL_TOO_LOW",
                    .indeterminate,
                    subIndication: .sigConstraintsFailure,
                    actor: .applicant,
                    parameters: ["level": level.rawValue, "required": policy.requiredLevel.rawValue]
                )
            )
        } else if level == .basic {
            reasons.append(Reason("LEVEL_BASIC", .note))
        }
        reasons += algorithmReasons(signer)
        var path: [Certificate] = []
        if let certificate = signer.certificate {
            let judged = try judge.judge(certificate, in: message)
            path = judged.path
            reasons += judged.reasons
        }
        var counters: [SignatureReport] = []
        for (index, counter) in signer.countersignatures.enumerated() {
            counters.append(
                try report(
                    counter,
                    number: index + 1,
                    hasContent: true,
                    in: message
                )
            )
        }
        for index in reasons.indices { reasons[index].location = Reason.Location(signature: number) }
        let deciding =
            reasons.first { $0.severity == .failure } ?? reasons.first { $0.severity == .indeterminate }
        // Stated positively: without these three, nothing else can make a signature pass.
        let mathematicsHold = signer.contentMatches == true && signer.signatureIsValid == true
        let holds = mathematicsHold && !path.isEmpty
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
            path: path,
            level: level,
            algorithm: signer.algorithm?.description ?? signer.signatureAlgorithm.identifier.description,
            claimedSigningTime: signer.signingTime,
            countersignatures: counters
        )
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

    private func algorithmReasons(_ signer: SignerFacts) -> [Reason] {
        guard let algorithm = signer.algorithm else { return [] }
        return policy.weaknesses(of: algorithm, key: try? signer.certificate?.publicKey(), actor: .applicant)
    }
}
