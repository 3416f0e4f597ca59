// What a report says of a path and of revocation.
extension PathFailure {
    /// The finding about the certificate that the path begins with.
    ///
    /// - Parameters:
    ///   - certificate: That certificate.
    ///   - proofs: What is proven about the time of signing.
    /// - Returns: The finding.
    func reason(about certificate: Certificate, by proofs: ProofsOfExistence) -> Reason {
        let isLeaf = depth == 0
        func reason(_ code: String, _ sub: SubIndication, _ actor: Reason.Actor) -> Reason {
            Reason(
                code,
                sub.indication == .totalFailed ? .failure : .indeterminate,
                subIndication: sub,
                actor: actor,
                parameters: [
                    "detail": description,
                    "notBefore": certificate.notBefore.description,
                    "notAfter": certificate.notAfter.description,
                    "issuer": certificate.issuer.first(DistinguishedName.AttributeType.commonName) ?? "",
                ]
            )
        }
        return switch kind {
        // Whoever issues for itself is nobody that the operator could know.
        case .noIssuer where isLeaf && !certificate.isSelfSigned:
            reason("ISSUER_CERTIFICATE_MISSING", .noCertificateChainFound, .operator)
        case .noPath, .noIssuer: reason("NO_CERTIFICATE_CHAIN_FOUND", .noCertificateChainFound, .applicant)
        case .expired where isLeaf && proofs.earliestSigning.map({ $0 > certificate.notAfter }) ?? false:
            reason("SIGNED_AFTER_END", .expired, .applicant)
        case .notYetValid where isLeaf && proofs.signature.map({ $0 < certificate.notBefore }) ?? false:
            reason("SIGNED_BEFORE_START", .notYetValid, .applicant)
        case .expired where isLeaf: reason("CERTIFICATE_EXPIRED", .outOfBoundsNoPOE, .applicant)
        case .notYetValid where isLeaf: reason("CERTIFICATE_NOT_YET_VALID", .outOfBoundsNoPOE, .operator)
        case .expired, .notYetValid: reason("AUTHORITY_CERTIFICATE_OUT_OF_BOUNDS", .outOfBoundsNoPOE, .operator)
        case .algorithm: reason("CHAIN_ALGORITHM_UNKNOWN", .cryptoConstraintsFailure, .operator)
        case .constraint, .policy: reason("CHAIN_CONSTRAINTS_FAILURE", .chainConstraintsFailure, .applicant)
        }
    }
}

extension RevocationStatus {
    /// The finding about a certificate of a path, or `nil` if it is not revoked.
    ///
    /// - Parameters:
    ///   - certificate: The certificate that was asked about.
    ///   - isLeaf: Whether the path begins with it.
    ///   - allowsUnchecked: Whether it is only a warning that nothing tells.
    ///   - proofs: What is proven about the time of signing.
    /// - Returns: The finding.
    func reason(
        about certificate: Certificate,
        isLeaf: Bool,
        allowsUnchecked: Bool,
        by proofs: ProofsOfExistence
    ) -> Reason? {
        let issuer = certificate.issuer.first(DistinguishedName.AttributeType.commonName) ?? ""
        switch self {
        case .good: return nil
        case .revoked(let revocation):
            if isLeaf, let earliest = proofs.earliestSigning, earliest >= revocation.date {
                return Reason(
                    "SIGNED_AFTER_REVOCATION",
                    .failure,
                    subIndication: .revoked,
                    actor: .applicant,
                    parameters: ["date": revocation.date.description]
                )
            }
            return Reason(
                isLeaf ? "REVOKED_NO_POE" : "REVOKED_CA_NO_POE",
                .indeterminate,
                subIndication: isLeaf ? .revokedNoPOE : .revokedCANoPOE,
                actor: isLeaf ? .applicant : .operator,
                parameters: ["date": revocation.date.description]
            )
        case .neverIssued:
            return Reason(
                "CERT_NOT_ISSUED_BY_CA",
                .failure,
                subIndication: .revoked,
                actor: .applicant,
                parameters: ["issuer": issuer]
            )
        case .unknown(let gap):
            var parameters = gap.parameters
            parameters["subject"] = certificate.isAuthority ? certificate.subject.description : ""
            parameters["issuer"] = issuer
            return allowsUnchecked
                ? Reason("REVOCATION_NOT_CHECKED", .warning, actor: .operator, parameters: parameters)
                : gap.reason(parameters)
        }
    }
}

extension RevocationGap {
    /// The finding about a certificate; `parameters` name it and its issuer.
    fileprivate func reason(_ parameters: [String: String]) -> Reason {
        let code: String =
            switch self {
            case .noEvidence: "REVOCATION_UNKNOWN"
            case .notGenuine: "REVOCATION_LIST_NOT_GENUINE"
            case .stale: "REVOCATION_LIST_STALE"
            case .notYetMade: "REVOCATION_EVIDENCE_LATER"
            case .someReasonsOnly: "REVOCATION_EVIDENCE_PARTIAL"
            case .notUnderstood: "REVOCATION_EVIDENCE_NOT_UNDERSTOOD"
            case .unknownToResponder: "REVOCATION_RESPONDER_UNKNOWING"
            case .noAnswer: "REVOCATION_RESPONDER_NO_ANSWER"
            }
        return Reason(code, .indeterminate, subIndication: .tryLater, actor: .operator, parameters: parameters)
    }

    /// The values for the text besides those.
    fileprivate var parameters: [String: String] {
        switch self {
        case .stale(let due): ["due": due.description]
        case .notYetMade(let made): ["made": made.description]
        case .noAnswer(let status): ["detail": "\(status)"]
        case .noEvidence, .notGenuine, .someReasonsOnly, .notUnderstood, .unknownToResponder: [:]
        }
    }
}
