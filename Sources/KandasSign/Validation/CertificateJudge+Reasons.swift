// How what was found about a certificate is put into reasons.
extension CertificateJudge {
    func purposeReasons(_ certificate: Certificate) -> [Reason] {
        guard purpose == .signer else {
            guard !TimestampFitness.mayStamp(certificate) else { return [] }
            return [
                Reason(
                    "TIMESTAMP_AUTHORITY_UNFIT",
                    .indeterminate,
                    subIndication: .chainConstraintsFailure,
                    actor: .operator
                )
            ]
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
            reasons.append(
                Reason(
                    "SIGNER_ROLE_NOT_ALLOWED",
                    .indeterminate,
                    subIndication: .chainConstraintsFailure,
                    actor: .applicant
                )
            )
        }
        if !policy.certificatePolicies.isEmpty,
            policy.certificatePolicies.isDisjoint(with: certificate.policies)
        {
            reasons.append(
                Reason(
                    "CERTIFICATE_POLICY_NOT_ALLOWED",
                    .indeterminate,
                    subIndication: .chainConstraintsFailure,
                    actor: .applicant
                )
            )
        }
        return reasons
    }

    func reason(for failure: PathFailure, certificate: Certificate, by proofs: ProofsOfExistence) -> Reason {
        let isLeaf = failure.depth == 0
        func reason(_ code: String, _ sub: SubIndication, _ actor: Reason.Actor) -> Reason {
            Reason(
                code,
                sub.indication == .totalFailed ? .failure : .indeterminate,
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
        case .expired where isLeaf && proofs.earliestSigning.map({ $0 > certificate.notAfter }) ?? false:
            reason("SIGNED_AFTER_END", .expired, .applicant)
        case .expired where isLeaf: reason("CERTIFICATE_EXPIRED", .outOfBoundsNoPOE, .applicant)
        case .notYetValid where isLeaf && proofs.signature.map({ $0 < certificate.notBefore }) ?? false:
            reason("SIGNED_BEFORE_START", .notYetValid, .applicant)
        case .notYetValid where isLeaf: reason("CERTIFICATE_NOT_YET_VALID", .outOfBoundsNoPOE, .operator)
        case .expired, .notYetValid: reason("AUTHORITY_CERTIFICATE_OUT_OF_BOUNDS", .outOfBoundsNoPOE, .operator)
        case .algorithm: reason("CHAIN_ALGORITHM_UNKNOWN", .cryptoConstraintsFailure, .operator)
        case .constraint: reason("CHAIN_CONSTRAINTS_FAILURE", .chainConstraintsFailure, .applicant)
        }
    }

    /// The signatures inside the path, each at the time since which its certificate is proven to exist; the anchor's own
    /// signature proves nothing and is not looked at.
    func pathWeaknesses(_ path: [Certificate], by proofs: ProofsOfExistence) -> [Reason] {
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
            let moment = proofs.time(of: EvidenceItem(certificate))
            reasons += policy.weaknesses(of: algorithm, key: try? authority.publicKey(), at: moment, actor: .operator)
        }
        return reasons
    }

    func reasons(for state: State, isLeaf: Bool, by proofs: ProofsOfExistence) -> [Reason] {
        var reasons: [Reason] = []
        switch state.status {
        case .good(let evidence):
            if let weak = weakness(of: evidence, by: proofs) { reasons.append(weak) }
        case .revoked(let revocation): reasons.append(revoked(revocation, isLeaf: isLeaf, by: proofs))
        case .neverIssued: reasons.append(neverIssued(state.certificate))
        case .unknown(let gap): reasons.append(unknown(gap, certificate: state.certificate))
        }
        if let later = state.later {
            reasons.append(Reason("REVOKED_LATER", .note, parameters: ["date": later.date.description]))
        }
        return reasons
    }

    /// Whether evidence is signed too weakly for the time since which it is proven to exist.
    private func weakness(of evidence: RevocationEvidence, by proofs: ProofsOfExistence) -> Reason? {
        let algorithm: SignatureAlgorithm?
        let item: EvidenceItem
        switch evidence.source {
        case .list(let list, _):
            algorithm = list.algorithm
            item = EvidenceItem(list)
        case .response(let response):
            algorithm = response.basic.flatMap { SignatureAlgorithm($0.signatureAlgorithm) }
            item = EvidenceItem(response)
        }
        let key = try? evidence.signer.publicKey()
        return algorithm.flatMap {
            policy.weaknesses(of: $0, key: key, at: proofs.time(of: item), actor: .operator).first
        }
    }

    private func revoked(
        _ revocation: RevocationStatus.Revocation,
        isLeaf: Bool,
        by proofs: ProofsOfExistence
    ) -> Reason {
        let parameters = ["date": revocation.date.description]
        if isLeaf, let earliest = proofs.earliestSigning, earliest >= revocation.date {
            return Reason("SIGNED_AFTER_REVOCATION", .failure, subIndication: .revoked, actor: .applicant, parameters: parameters)
        }
        return Reason(
            isLeaf ? "REVOKED_NO_POE" : "REVOKED_CA_NO_POE",
            .indeterminate,
            subIndication: isLeaf ? .revokedNoPOE : .revokedCANoPOE,
            actor: isLeaf ? .applicant : .operator,
            parameters: parameters
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
