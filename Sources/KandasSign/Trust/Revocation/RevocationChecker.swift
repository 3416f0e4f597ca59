/// Says from revocation lists and OCSP responses whether a certificate is revoked.
///
/// Nothing is believed that the certificate's issuer, or somebody it authorised, did not sign.
public struct RevocationChecker: Sendable {
    private let lists: [[UInt8]: [CertificateRevocationList]]
    private let responses: [OCSPResponse]
    private let responders: [Certificate]
    private let freshness: RevocationFreshness

    /// Prepares for questions.
    ///
    /// - Parameters:
    ///   - evidence: What is at hand.
    ///   - freshness: How recent it must be.
    public init(evidence: Evidence, freshness: RevocationFreshness = RevocationFreshness()) {
        lists = Dictionary(grouping: evidence.revocationLists, by: \.issuer.normalized)
        responses = evidence.ocspResponses
        responders = evidence.certificates
        self.freshness = freshness
    }

    /// What the evidence says of a certificate.
    ///
    /// - Parameters:
    ///   - certificate: The certificate asked about.
    ///   - authority: Its issuer's certificate in the validated path.
    ///   - time: The time at which it must not have been revoked: a proven signing time, or now.
    ///   - judgedAt: When the judge looks; evidence made after that is not used. `nil` for `time`.
    /// - Returns: ``RevocationStatus/revoked(_:)`` only for a revocation not after `time`; of several answers that is the one
    ///   that counts, but for a hold that newer evidence has lifted.
    public func status(
        of certificate: Certificate,
        authority: Certificate,
        at time: Timestamp,
        judgedAt: Timestamp? = nil
    ) -> RevocationStatus {
        let question = RevocationQuestion(
            certificate: certificate,
            authority: authority,
            time: time,
            judgedAt: judgedAt ?? time,
            freshness: freshness
        )
        var answer = RevocationStatus.unknown(.noEvidence)
        for response in responses {
            answer = answer.or(OCSPJudge(response: response, others: responders, lists: self).answer(to: question))
        }
        return answer.or(listAnswer(to: question))
    }

    /// What the lists alone say.
    func listAnswer(to question: RevocationQuestion) -> RevocationStatus {
        var answer = RevocationStatus.unknown(.noEvidence)
        let certificate = question.certificate
        for list in lists[certificate.issuer.normalized] ?? [] where list.covers(certificate) {
            guard list.isSigned(by: question.authority) else {
                answer = answer.or(.unknown(.notGenuine))
                continue
            }
            let evidence = RevocationEvidence(
                source: .list(list, delta: nil),
                thisUpdate: list.thisUpdate,
                nextUpdate: list.nextUpdate,
                signer: question.authority
            )
            // Believed however old the list is; a revocation after the judged time does not count at that time.
            if let entry = list.entry(serialNumber: certificate.serialNumber), entry.reason != .removeFromCRL,
                entry.revocationDate <= question.time
            {
                answer = answer.or(
                    .revoked(
                        RevocationStatus.Revocation(
                            date: entry.revocationDate,
                            reason: entry.reason,
                            evidence: evidence
                        )
                    )
                )
                continue
            }
            // A list made after the certificate's end may have dropped it.
            guard !list.isDelta,
                certificate.notAfter >= list.thisUpdate || list.keepsExpired(since: certificate.notAfter)
            else { continue }
            answer = answer.or(question.gap(evidence).map { .unknown($0) } ?? .good(evidence))
        }
        return answer
    }
}
