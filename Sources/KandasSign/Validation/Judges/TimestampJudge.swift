/// Judges one timestamp of a signature (ETSI EN 319 102-1 section 5.4), whatever format the signature has.
struct TimestampJudge: Sendable {
    let certificates: CertificateJudge

    init(trust: TrustStore, policy: ValidationPolicy) throws(SigningError) {
        certificates = try CertificateJudge(trust: trust, policy: policy, purpose: .timestamp)
    }

    /// Judges a timestamp.
    ///
    /// Its authority must have been in order at the time that it states. A revocation after that counts as RFC 3161
    /// section 4 says: unless its reason leaves earlier tokens valid, none is believed that is not proven to be older.
    ///
    /// - Parameters:
    ///   - facts: The timestamp.
    ///   - proofs: What later timestamps prove; it says since when this one exists.
    ///   - message: The evidence at hand.
    /// - Returns: What became of it.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` only.
    func judge(
        _ facts: TimestampFacts,
        by proofs: ProofsOfExistence,
        in message: JudgedMessage
    ) throws(SigningError) -> TimestampReport {
        guard let token = try? facts.token.get() else {
            return report(facts, nil, [reason("TIMESTAMP_UNREADABLE", .formatFailure)], provenAt: proofs.judgedAt)
        }
        let provenAt = proofs.time(of: EvidenceItem(token))
        var reasons = imprintReasons(facts, token) + signatureReasons(token, at: provenAt)
        if token.info.earliestTime > message.time.adding(seconds: certificates.policy.freshness.clockSkew) {
            reasons.append(reason("TIMESTAMP_LATER", .notYetValid, ["time": token.info.time.description]))
        }
        var judgement = ChainJudge.Judgement()
        if let certificate = token.signer.certificate {
            judgement = try certificates.judge(
                certificate,
                by: ProofsOfExistence(judgedAt: provenAt),
                at: token.info.time,
                with: message.authorities
            )
            reasons += judgement.reasons.compactMap { authorityReason($0, certificate) }
            reasons += laterRevocations(judgement.laterRevocations, of: certificate, provenAt: provenAt)
            if certificate.notAfter < provenAt, reasons.isEmpty {
                reasons.append(
                    Reason(
                        "TIMESTAMP_AUTHORITY_ENDED",
                        .note,
                        parameters: ["notAfter": certificate.notAfter.description]
                    )
                )
            }
            if let name = token.info.authority, name != certificate.subject {
                reasons.append(Reason("TIMESTAMP_NAME_DIFFERS", .note))
            }
        }
        return report(facts, token, reasons, judgement, provenAt: provenAt)
    }

    private func report(
        _ facts: TimestampFacts,
        _ token: TimestampToken?,
        _ reasons: [Reason],
        _ judgement: ChainJudge.Judgement = .init(),
        provenAt: Timestamp
    ) -> TimestampReport {
        // Two certificates of a path may be at fault in the same way; to be told so once is enough.
        var seen: Set<String> = []
        let reasons = reasons.filter { seen.insert($0.code).inserted }
        let deciding = reasons.first { $0.subIndication != nil }
        // Stated positively: without these, nothing else can make a timestamp hold.
        let holds =
            deciding == nil && facts.imprint == .matches && token?.holds == true && !judgement.path.isEmpty
        let imprint = token?.info.imprint
        return TimestampReport(
            kind: facts.kind,
            holds: holds,
            subIndication: deciding?.subIndication,
            reasons: reasons,
            time: token?.info.time,
            policy: token?.info.policy,
            digestAlgorithm: imprint.map { $0.digestAlgorithm?.rawValue ?? $0.algorithm.identifier.description },
            authority: token?.signer.certificate,
            path: judgement.path,
            provenAt: provenAt,
            evidence: judgement.evidence
        )
    }

    private func imprintReasons(_ facts: TimestampFacts, _ token: TimestampToken) -> [Reason] {
        switch facts.imprint {
        case .matches: []
        case .differs: [reason("TIMESTAMP_IMPRINT_DIFFERS", .hashFailure)]
        case .unknown(.content): [reason("TIMESTAMP_CONTENT_MISSING", .signedDataNotFound)]
        case .unknown(.form): [reason("TIMESTAMP_FORM_OLD", .formatFailure)]
        case .unknown(.algorithm):
            [
                reason(
                    "TIMESTAMP_ALGORITHM_UNKNOWN",
                    .cryptoConstraintsFailure,
                    ["algorithm": token.info.imprint.algorithm.identifier.description]
                )
            ]
        }
    }

    /// What is wrong with the authority's signature, and with the algorithms since the token is proven to exist.
    private func signatureReasons(_ token: TimestampToken, at moment: Timestamp) -> [Reason] {
        guard let certificate = token.signer.certificate else {
            return [reason("TIMESTAMP_CERTIFICATE_MISSING", .noSigningCertificateFound)]
        }
        guard let algorithm = token.signer.algorithm else {
            return [
                reason(
                    "TIMESTAMP_ALGORITHM_UNKNOWN",
                    .cryptoConstraintsFailure,
                    ["algorithm": token.signer.signatureAlgorithm.identifier.description]
                )
            ]
        }
        guard token.holds else { return [reason("TIMESTAMP_NOT_GENUINE", .sigCryptoFailure)] }
        let policy = certificates.policy
        var weak = policy.weaknesses(
            of: algorithm,
            key: try? certificate.publicKey(),
            at: moment,
            actor: .operator
        )
        if let digest = token.info.imprint.digestAlgorithm, !policy.algorithms.allows(digest, at: moment) {
            weak.append(reason("TIMESTAMP_ALGORITHM_WEAK", .cryptoConstraintsFailure))
        }
        var reasons = weak.prefix(1).compactMap { authorityReason($0, certificate) }
        if !policy.timestampPolicies.isEmpty, !policy.timestampPolicies.contains(token.info.policy) {
            let parameters = ["policy": token.info.policy.description]
            reasons.append(reason("TIMESTAMP_POLICY_NOT_ALLOWED", .sigConstraintsFailure, parameters))
        }
        return reasons
    }

    /// The finding about an authority's certificate that a finding of the judge of certificates comes to. The judge speaks
    /// of signers; and nothing about a timestamp makes a signature fail.
    private func authorityReason(_ found: Reason, _ certificate: Certificate) -> Reason? {
        var parameters = found.parameters
        parameters["authority"] = certificate.subject.first(DistinguishedName.AttributeType.commonName) ?? ""
        parameters["detail"] = found.code
        guard let sub = found.subIndication else {
            return found.code == "REVOKED_LATER" ? nil : found
        }
        switch sub {
        case .noCertificateChainFound: return reason("TIMESTAMP_AUTHORITY_NOT_TRUSTED", sub, parameters)
        case .tryLater: return reason("TIMESTAMP_AUTHORITY_REVOCATION_UNKNOWN", sub, parameters)
        case .cryptoConstraintsFailure: return reason("TIMESTAMP_ALGORITHM_WEAK", sub, parameters)
        case .revoked, .revokedNoPOE, .revokedCANoPOE: return reason("TIMESTAMP_AUTHORITY_REVOKED", sub, parameters)
        case .outOfBoundsNoPOE, .expired, .notYetValid:
            return reason("TIMESTAMP_AUTHORITY_OUT_OF_BOUNDS", .outOfBoundsNoPOE, parameters)
        default: return reason("TIMESTAMP_AUTHORITY_UNFIT", sub, parameters)
        }
    }

    /// What revocations of the authority, or of those above it, after the time stated mean for a token that is proven to
    /// exist since `provenAt`.
    private func laterRevocations(
        _ revocations: [RevocationStatus.Revocation],
        of certificate: Certificate,
        provenAt: Timestamp
    ) -> [Reason] {
        revocations.filter { $0.date <= provenAt }
            .map { later in
                let name = certificate.subject.first(DistinguishedName.AttributeType.commonName) ?? ""
                let parameters = ["date": later.date.description, "authority": name, "detail": "REVOKED_LATER"]
                switch later.reason {
                case .unspecified, .affiliationChanged, .superseded, .cessationOfOperation:
                    return Reason("TIMESTAMP_AUTHORITY_CLOSED", .note, parameters: parameters)
                default: return reason("TIMESTAMP_AUTHORITY_REVOKED", .revokedNoPOE, parameters)
                }
            }
    }

    private func reason(_ code: String, _ sub: SubIndication, _ parameters: [String: String] = [:]) -> Reason {
        Reason(code, .warning, subIndication: sub, actor: .operator, parameters: parameters)
    }
}
