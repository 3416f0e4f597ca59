/// Judges one OCSP response: who signed it, whether that may speak for the issuer, and what it says (RFC 6960 section 3.2).
struct OCSPJudge {
    let response: OCSPResponse
    /// Certificates besides those in the response among which the responder's may be.
    let others: [Certificate]
    /// What tells whether the responder's own certificate is revoked.
    let lists: RevocationChecker

    private static let ocspSigning: ObjectIdentifier = "1.3.6.1.5.5.7.3.9"
    private static let mostOfOneName = 8
    private static let epoch = Timestamp(seconds: 0)

    /// What the response says of the certificate in question.
    func answer(to question: RevocationQuestion) -> RevocationStatus {
        guard let basic = response.basic else { return .unknown(.noAnswer(response.status)) }
        let matching = basic.responses.filter {
            $0.certificate.names(question.certificate, issuer: question.authority)
        }
        guard !matching.isEmpty else { return .unknown(.noEvidence) }
        guard let signer = signer(of: basic, for: question) else { return .unknown(.notGenuine) }
        guard basic.isUnderstood else { return .unknown(.notUnderstood) }
        // A responder that contradicts itself in one breath knows nothing.
        let isKnown = matching.allSatisfy { $0.status != .unknown }
        return matching.reduce(RevocationStatus.unknown(isKnown ? .noEvidence : .unknownToResponder)) {
            answer,
            single in
            let next = self.answer(single, in: basic, signer: signer, to: question)
            if case .good = next, !isKnown { return answer }
            return answer.or(next)
        }
    }

    /// What one answer of the response says of the certificate in question.
    func answer(
        _ single: SingleResponse,
        in basic: BasicOCSPResponse,
        signer: Certificate,
        to question: RevocationQuestion
    ) -> RevocationStatus {
        guard single.isUnderstood else { return .unknown(.notUnderstood) }
        // Signed before it was known: the dates are nobody's.
        guard basic.producedAt.adding(seconds: question.freshness.clockSkew) >= single.thisUpdate else {
            return .unknown(.notYetMade(single.thisUpdate))
        }
        let evidence = RevocationEvidence(
            source: .response(response),
            thisUpdate: single.thisUpdate,
            nextUpdate: single.nextUpdate,
            signer: signer
        )
        switch single.status {
        case .unknown: return .unknown(.unknownToResponder)
        case .revoked(let date, let reason):
            // RFC 6960 section 2.2: all three together, and no less.
            if date == OCSPJudge.epoch, reason == .certificateHold, basic.usesExtendedRevoked {
                return .neverIssued(evidence)
            }
            if reason != .removeFromCRL, date <= question.time {
                return .revoked(RevocationStatus.Revocation(date: date, reason: reason, evidence: evidence))
            }
        case .good: break
        }
        if let gap = question.gap(evidence) { return .unknown(gap) }
        guard basic.producedAt.seconds <= question.judgedAt.adding(seconds: question.freshness.clockSkew).seconds else {
            return .unknown(.notYetMade(basic.producedAt))
        }
        // A responder may forget a certificate that has ended, unless it says since when it keeps them (section 4.4.4).
        let end = question.certificate.notAfter
        guard end >= single.thisUpdate || single.archiveCutoff.map({ $0 <= end }) ?? false else {
            return .unknown(.noEvidence)
        }
        return .good(evidence)
    }

    /// The certificate whose key signed the response, if that may speak for the issuer (section 4.2.2.2).
    func signer(of basic: BasicOCSPResponse, for question: RevocationQuestion) -> Certificate? {
        let authority = question.authority
        if basic.isNamed(authority), basic.isSigned(by: authority) { return authority }
        // Few, so that a response with many certificates of one name does not cost as many signatures.
        return (basic.certificates + others).lazy.filter(basic.isNamed).prefix(OCSPJudge.mostOfOneName)
            .first { isAuthorised($0, by: authority, basic, question) && basic.isSigned(by: $0) }
    }

    /// Whether `candidate` is a responder that the issuer authorised: it issued its certificate itself, with the usage for
    /// OCSP, valid when the response was signed, and not revoked.
    private func isAuthorised(
        _ candidate: Certificate,
        by authority: Certificate,
        _ basic: BasicOCSPResponse,
        _ question: RevocationQuestion
    ) -> Bool {
        guard candidate.extendedKeyUsage.contains(OCSPJudge.ocspSigning),
            candidate.keyUsage.map({ !$0.isDisjoint(with: [.digitalSignature, .nonRepudiation]) }) ?? true,
            candidate.notBefore <= basic.producedAt, basic.producedAt <= candidate.notAfter,
            candidate.issuer.matches(authority.subject), candidate.isSigned(by: authority),
            candidate.hasOnlyKnownCriticalExtensions
        else { return false }
        if candidate.extensions.contains(where: { $0.identifier == OCSPExtension.noCheck }) { return true }
        let own = RevocationQuestion(
            certificate: candidate,
            authority: authority,
            anchor: question.anchor,
            time: basic.producedAt,
            judgedAt: question.judgedAt,
            freshness: question.freshness
        )
        switch lists.listAnswer(to: own) {
        case .good: return true
        case .revoked, .neverIssued: return false
        // Where its issuer names no way to ask about the responder, nobody can (section 4.2.2.2.1).
        case .unknown: return !candidate.saysWhereRevocationIsTold
        }
    }
}

extension Certificate {
    /// Whether the certificate names a place where its revocation would be told.
    fileprivate var saysWhereRevocationIsTold: Bool {
        let places: Set<ObjectIdentifier> = [
            CertificateExtension.Identifier.crlDistributionPoints,
            CertificateExtension.Identifier.authorityInformationAccess,
        ]
        return extensions.contains { places.contains($0.identifier) }
    }

    /// Whether this library reads all extensions that must be understood, as far as a responder's or a list issuer's
    /// certificate goes: those that speak of paths below it play no part there.
    var hasOnlyKnownCriticalExtensions: Bool {
        let known: Set<ObjectIdentifier> = [
            CertificateExtension.Identifier.keyUsage, CertificateExtension.Identifier.extendedKeyUsage,
            CertificateExtension.Identifier.basicConstraints, CertificateExtension.Identifier.certificatePolicies,
            CertificateExtension.Identifier.subjectAlternativeName, OCSPExtension.noCheck,
        ]
        return extensions.allSatisfy { !$0.isCritical || known.contains($0.identifier) }
    }
}
