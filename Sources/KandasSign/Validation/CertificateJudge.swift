/// Judges a signer's certificate: path, purpose, algorithms, revocation (ETSI EN 319 102-1 section 5.2.6).
struct CertificateJudge: Sendable {
    private let trust: TrustStore
    private let policy: ValidationPolicy
    private let purpose: TrustPurpose
    private let paths: PathValidator

    init(trust: TrustStore, policy: ValidationPolicy, purpose: TrustPurpose = .signer) throws(SigningError) {
        self.trust = trust
        self.policy = policy
        self.purpose = purpose
        paths = try PathValidator(trust: trust, purpose: purpose)
    }

    /// Prepares for the signers of one message.
    func message(
        untrusted: [Certificate],
        evidence: [CertificateRevocationList],
        at time: Timestamp
    ) throws(SigningError) -> JudgedMessage {
        JudgedMessage(
            helpers: try paths.helpers(untrusted),
            revocation: RevocationChecker(
                evidence: Evidence(
                    certificates: trust.intermediates + untrusted,
                    revocationLists: trust.revocationLists + evidence
                )
            ),
            time: time
        )
    }

    /// The validated path, leaf first, and every finding. A path is given even when there are findings against it.
    func judge(
        _ certificate: Certificate,
        in message: JudgedMessage
    ) throws(SigningError) -> (path: [Certificate], reasons: [Reason]) {
        if let known = message.answers[certificate] { return known }
        let answer = try answer(certificate, in: message)
        message.answers[certificate] = answer
        return answer
    }

    private func answer(
        _ certificate: Certificate,
        in message: JudgedMessage
    ) throws(SigningError) -> (path: [Certificate], reasons: [Reason]) {
        var reasons = purposeReasons(certificate)
        guard !trust.anchors(for: purpose).isEmpty else {
            reasons.append(
                Reason("NO_TRUST_ANCHORS", .indeterminate, subIndication: .noCertificateChainFound, actor: .operator)
            )
            return ([], reasons)
        }
        switch try paths.validate(certificate, helpers: message.helpers, at: message.time) {
        case .invalid(let failure):
            reasons.append(reason(for: failure, certificate: certificate))
            if failure.kind == .expired || failure.kind == .notYetValid, failure.depth == 0 {
                // Whether it was revoked besides is still worth telling.
                reasons += try revocationOfEnded(certificate, in: message)
            }
            return ([], reasons)
        case .valid(let path):
            reasons += pathWeaknesses(path)
            reasons += revocationReasons(path, in: message)
            return (path, reasons)
        }
    }

    /// What is too weak about an algorithm and a key, by the policy.
    func weaknesses(of algorithm: SignatureAlgorithm, key: PublicKey?, actor: Reason.Actor) -> [Reason] {
        var reasons: [Reason] = []
        if let digest = algorithm.digest, !policy.digests.contains(digest) {
            reasons.append(
                Reason(
                    "WEAK_DIGEST",
                    .indeterminate,
                    subIndication: .cryptoConstraintsFailure,
                    actor: actor,
                    parameters: ["algorithm": digest.rawValue]
                )
            )
        }
        if case .rsa(let bits) = key?.kind, bits < policy.minimumRSABits {
            reasons.append(
                Reason(
                    "WEAK_KEY",
                    .indeterminate,
                    subIndication: .cryptoConstraintsFailure,
                    actor: actor,
                    parameters: ["bits": String(bits), "required": String(policy.minimumRSABits)]
                )
            )
        }
        return reasons
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

    private func reason(for failure: PathFailure, certificate: Certificate) -> Reason {
        let isLeaf = failure.depth == 0
        func reason(_ code: String, _ sub: SubIndication, _ actor: Reason.Actor) -> Reason {
            Reason(
                code,
                .indeterminate,
                subIndication: sub,
                actor: actor,
                parameters: [
                    "detail": failure.description,
                    "notBefore": certificate.notBefore.description,
                    "notAfter": certificate.notAfter.description,
                    "issuer": certificate.issuer.first(DistinguishedName.AttributeType.commonName) ?? "",
                ]
            )
        }
        return switch failure.kind {
        case .noPath: reason("NO_CERTIFICATE_CHAIN_FOUND", .noCertificateChainFound, .applicant)
        case .expired where isLeaf: reason("CERTIFICATE_EXPIRED", .outOfBoundsNoPOE, .applicant)
        case .notYetValid where isLeaf: reason("CERTIFICATE_NOT_YET_VALID", .outOfBoundsNoPOE, .operator)
        case .expired, .notYetValid: reason("AUTHORITY_CERTIFICATE_OUT_OF_BOUNDS", .outOfBoundsNoPOE, .operator)
        case .algorithm: reason("CHAIN_ALGORITHM_UNKNOWN", .cryptoConstraintsFailure, .operator)
        case .constraint: reason("CHAIN_CONSTRAINTS_FAILURE", .chainConstraintsFailure, .applicant)
        }
    }

    /// The signatures inside the path; the anchor's own signature proves nothing and is not looked at.
    private func pathWeaknesses(_ path: [Certificate]) -> [Reason] {
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
            reasons += weaknesses(of: algorithm, key: try? authority.publicKey(), actor: .operator)
        }
        return reasons
    }

    private func revocationReasons(_ path: [Certificate], in message: JudgedMessage) -> [Reason] {
        var reasons: [Reason] = []
        // A signer who is an anchor vouches for itself: that is no answer about revocation, unless it gives one.
        let authorities = path.count == 1 ? path[...] : path.dropFirst()
        for (depth, (certificate, authority)) in zip(path, authorities).enumerated() {
            switch message.revocation.status(of: certificate, authority: authority, at: message.time) {
            case .good: continue
            case .revoked(let revocation): reasons.append(revoked(revocation, isLeaf: depth == 0))
            case .neverIssued: reasons.append(neverIssued(certificate))
            case .unknown(let gap): reasons.append(unknown(gap, certificate: certificate))
            }
        }
        return reasons
    }

    /// Whether a certificate that has ended was revoked before; judged at its last second.
    private func revocationOfEnded(
        _ certificate: Certificate,
        in message: JudgedMessage
    ) throws(SigningError) -> [Reason] {
        let end = certificate.notAfter
        guard case .valid(let path) = try paths.validate(certificate, helpers: message.helpers, at: end),
            path.count > 1
        else { return [] }
        switch message.revocation.status(of: certificate, authority: path[1], at: message.time) {
        case .revoked(let revocation): return [revoked(revocation, isLeaf: true)]
        case .neverIssued: return [neverIssued(certificate)]
        case .good, .unknown: return []
        }
    }

    private func revoked(_ revocation: RevocationStatus.Revocation, isLeaf: Bool) -> Reason {
        Reason(
            isLeaf ? "REVOKED_NO_POE" : "REVOKED_CA_NO_POE",
            .indeterminate,
            subIndication: isLeaf ? .revokedNoPOE : .revokedCANoPOE,
            actor: isLeaf ? .applicant : .operator,
            parameters: ["date": revocation.date.description]
        )
    }

    private func neverIssued(_ certificate: Certificate) -> Reason {
        Reason(
            "CERT_NOT_ISSUED_BY_CA",
            .failure,
            subIndication: .revoked,
            actor: .applicant,
            parameters: ["issuer": certificate.issuer.first(DistinguishedName.AttributeType.commonName) ?? ""]
        )
    }

    private func unknown(_ gap: RevocationGap, certificate: Certificate) -> Reason {
        var parameters = gap.parameters
        parameters["subject"] = certificate.isAuthority ? certificate.subject.description : ""
        parameters["issuer"] = certificate.issuer.first(DistinguishedName.AttributeType.commonName) ?? ""
        let code = gap.code
        guard !policy.allowsUncheckedRevocation else {
            return Reason("REVOCATION_NOT_CHECKED", .warning, actor: .operator, parameters: parameters)
        }
        return Reason(code, .indeterminate, subIndication: .tryLater, actor: .operator, parameters: parameters)
    }
}
