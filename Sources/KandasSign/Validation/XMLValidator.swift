/// Judges the facts about XML signatures by trust, evidence, policy and time (ETSI EN 319 102-1 section 5.3).
///
/// A pure function of its inputs: no clock, no network. One validator may serve many tasks, one after another or at once.
public struct XMLValidator: Sendable {
    /// The policy judged by.
    public let policy: ValidationPolicy
    private let judge: LevelJudge

    /// Creates a validator.
    ///
    /// - Parameters:
    ///   - trust: Whom the caller trusts, and evidence.
    ///   - policy: What a signature must fulfil.
    ///   - source: Who is asked where the evidence at hand does not suffice; `nil` for nobody.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` if OpenSSL does not take an
    ///   anchor.
    public init(
        trust: TrustStore,
        policy: ValidationPolicy = .generic,
        source: (any EvidenceSource)? = nil
    ) throws(SigningError) {
        self.policy = policy
        judge = try LevelJudge(trust: trust, policy: policy, source: source)
    }

    /// Judges a document.
    ///
    /// - Parameters:
    ///   - facts: What ``XMLSignatureReader`` read.
    ///   - time: The time to judge at.
    ///   - firstNumber: The number of the first signature in the report.
    /// - Returns: The report; passed only if every signature holds and nothing of the document is left unsigned, or the
    ///   policy allows that. Of a SOAP message the body must be signed.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` only.
    public func validate(
        _ facts: SignedXMLFacts,
        at time: Timestamp,
        firstNumber: Int = 1
    ) throws(SigningError) -> ValidationReport {
        var reasons = coverageReasons(facts)
        var embedded = Evidence()
        for signature in facts.allSignatures {
            embedded.formUnion(Evidence(certificates: signature.certificates))
            embedded.formUnion(signature.evidence)
        }
        let message = judge.message(embedded: embedded, at: time)
        var signatures: [SignatureReport] = []
        for (index, signature) in facts.signatures.enumerated() {
            signatures.append(try report(signature, number: firstNumber + index, in: message))
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

    /// What is to be said about parts that nobody has signed.
    private func coverageReasons(_ facts: SignedXMLFacts) -> [Reason] {
        if facts.kind == .soap {
            guard !facts.isBodySigned else { return [] }
            return [
                Reason(
                    "XML_BODY_NOT_SIGNED",
                    .failure,
                    subIndication: .sigConstraintsFailure,
                    actor: .applicant
                )
            ]
        }
        guard facts.unsignedPartCount > 0 else { return [] }
        let listed = facts.unsignedParts.prefix(5).joined(separator: ", ")
        let parts = facts.unsignedPartCount > 5 ? "\(listed), …" : listed
        if facts.hasUnsignedDouble {
            return [
                Reason(
                    "XML_SIGNED_ELEMENT_DOUBLED",
                    .failure,
                    subIndication: .sigConstraintsFailure,
                    actor: .applicant,
                    parameters: ["parts": parts]
                )
            ]
        }
        return [
            Reason(
                "XML_PARTLY_SIGNED",
                policy.allowsPartlySigned ? .warning : .indeterminate,
                subIndication: policy.allowsPartlySigned ? nil : .sigConstraintsFailure,
                actor: .applicant,
                parameters: ["parts": parts]
            )
        ]
    }

    private func report(
        _ signature: XMLSignatureFacts,
        number: Int,
        in message: LevelJudge.Message
    ) throws(SigningError) -> SignatureReport {
        var reasons = signature.findings.map(reason)
        reasons += propertyReasons(signature)
        reasons += mathematicsReasons(signature)
        // Stated positively: without these two, nothing else can make a signature pass.
        let mathematicsHold = signature.contentMatches == true && signature.signatureIsValid == true
        let subject = SignatureJudge.Subject(
            certificate: signature.certificate,
            algorithm: signature.algorithm,
            protectsCertificate: signature.signingCertificate == .matches,
            timestamps: signature.timestamps,
            claimedTime: signature.signingTime
        )
        let (judgement, level) = try judge.judge(subject, mathematicsHold: mathematicsHold, in: message)
        if !signature.signatureMethod.isEmpty { reasons += levelReasons(level) }
        reasons += digestReasons(signature, at: judgement.proofs.bestSignatureTime) + judgement.reasons
        var counters: [SignatureReport] = []
        for (index, counter) in signature.countersignatures.enumerated() {
            counters.append(try report(counter, number: index + 1, in: message))
        }
        reasons = reasons.map(policy.weighed)
        for index in reasons.indices {
            var location = reasons[index].location ?? Reason.Location()
            location.signature = number
            reasons[index].location = location
        }
        let deciding =
            reasons.first { $0.severity == .failure } ?? reasons.first { $0.severity == .indeterminate }
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
            certificate: signature.certificate,
            path: judgement.path,
            level: level,
            algorithm: signature.algorithm?.description ?? signature.signatureMethod,
            claimedSigningTime: signature.signingTime,
            provenTime: mathematicsHold ? judgement.proofs.signature : nil,
            timestamps: judgement.timestamps,
            evidence: judgement.evidence,
            countersignatures: counters,
            signedParts: signature.references.filter { !$0.isAuxiliary && $0.matches == true }
                .compactMap(\.coverage?.text)
        )
    }

    private func reason(for finding: XMLSignatureFinding) -> Reason {
        let severity: Reason.Severity
        let subIndication: SubIndication?
        var actor: Reason.Actor? = .applicant
        switch finding.kind {
        case .signedBeforeOthers:
            severity = .note
            subIndication = nil
            actor = nil
        // The properties are held to be this signature's own by their place and their digest.
        case .certificateAmbiguous, .propertiesOfAnother:
            severity = .warning
            subIndication = nil
            actor = nil
        case .algorithmUnknown, .canonicalizationUnknown, .transformUnknown:
            severity = .indeterminate
            subIndication = .cryptoConstraintsFailure
            actor = .operator
        case .algorithmRefused, .hmacRefused:
            severity = .indeterminate
            subIndication = .cryptoConstraintsFailure
        case .xsltRefused, .xpathRefused, .referenceUnsupported:
            severity = .indeterminate
            subIndication = .sigConstraintsFailure
        case .externalReference:
            severity = .indeterminate
            subIndication = .signedDataNotFound
        case .propertiesNotSigned, .countersignatureElsewhere, .keyValueDiffers:
            severity = .failure
            subIndication = .sigConstraintsFailure
        case .malformed, .referenceNotFound, .identifierRepeated, .referenceUnreadable, .signatureMoved,
            .certificateUnreadable, .propertiesMalformed:
            severity = .failure
            subIndication = .formatFailure
        }
        return Reason(
            finding.kind.rawValue,
            severity,
            subIndication: subIndication,
            actor: actor,
            parameters: [
                "detail": finding.detail.isEmpty ? "–" : finding.detail,
                "algorithm": finding.detail.isEmpty ? "–" : finding.detail,
                "count": "1",
            ]
        )
    }

    private func propertyReasons(_ signature: XMLSignatureFacts) -> [Reason] {
        switch signature.signingCertificate {
        case .matches, .absent: []
        case .differs:
            [
                Reason(
                    "SIGNING_CERTIFICATE_DIFFERS",
                    .failure,
                    subIndication: .sigConstraintsFailure,
                    actor: .applicant
                )
            ]
        case .unreadable where signature.certificate != nil:
            [Reason("SIGNING_CERTIFICATE_UNREADABLE", .failure, subIndication: .formatFailure, actor: .applicant)]
        case .unreadable: []
        }
    }

    private func mathematicsReasons(_ signature: XMLSignatureFacts) -> [Reason] {
        var reasons: [Reason] = []
        for reference in signature.references where reference.matches == false {
            reasons.append(
                Reason(
                    "HASH_FAILURE",
                    .failure,
                    subIndication: .hashFailure,
                    location: Reason.Location(path: reference.coverage?.text),
                    actor: .applicant
                )
            )
        }
        if !signature.references.isEmpty, signature.references.allSatisfy(\.isAuxiliary) {
            reasons.append(
                Reason("XML_NOTHING_SIGNED", .indeterminate, subIndication: .signedDataNotFound, actor: .applicant)
            )
        }
        guard !signature.signatureMethod.isEmpty else { return reasons }
        if signature.certificate == nil {
            reasons.append(
                Reason(
                    "NO_SIGNING_CERTIFICATE_FOUND",
                    .indeterminate,
                    subIndication: .noSigningCertificateFound,
                    actor: .applicant
                )
            )
        } else if signature.signatureIsValid == nil, signature.algorithm != nil {
            reasons.append(
                Reason("KEY_UNKNOWN", .indeterminate, subIndication: .cryptoConstraintsFailure, actor: .operator)
            )
        }
        if signature.signatureIsValid == false {
            reasons.append(Reason("SIG_CRYPTO_FAILURE", .failure, subIndication: .sigCryptoFailure, actor: .applicant))
        }
        return reasons
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

    /// Digests of references that are too weak for the time since which the signature is proven to exist; the signature's
    /// own algorithm was judged with it.
    private func digestReasons(_ signature: XMLSignatureFacts, at time: Timestamp) -> [Reason] {
        Set(signature.references.compactMap(\.digestAlgorithm))
            .filter { !policy.algorithms.allows($0, at: time) && $0 != signature.algorithm?.digest }
            .sorted { $0.rawValue < $1.rawValue }
            .map { algorithm in
                Reason(
                    "WEAK_DIGEST",
                    .indeterminate,
                    subIndication: .cryptoConstraintsFailure,
                    actor: .applicant,
                    parameters: ["algorithm": algorithm.rawValue]
                )
            }
    }
}
