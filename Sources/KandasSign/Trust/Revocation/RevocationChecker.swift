/// Says from revocation lists and OCSP responses whether a certificate is revoked.
///
/// Nothing is believed that the certificate's issuer, or somebody it authorised, did not sign.
public struct RevocationChecker: Sendable {
    private let lists: RevocationLists
    private let responses: [OCSPResponse]
    private let responders: [Certificate]
    private let freshness: RevocationFreshness
    private let issuers: ListIssuers?

    /// Prepares for questions. Lists are believed that the issuer's own key signed.
    ///
    /// - Parameters:
    ///   - evidence: What is at hand.
    ///   - freshness: How recent it must be.
    public init(evidence: Evidence, freshness: RevocationFreshness = RevocationFreshness()) {
        self.init(evidence, lists: RevocationLists(evidence.revocationLists), freshness: freshness, issuers: nil)
    }

    /// Prepares for questions. Lists are also believed that another key signed, if its certificate has a path to the same
    /// anchor as the certificate in question (RFC 5280 section 6.3.3 (f)).
    ///
    /// - Parameters:
    ///   - evidence: The responses and the responders' certificates at hand.
    ///   - lists: The lists at hand, sorted once for many checkers.
    ///   - freshness: How recent it must all be.
    ///   - paths: What validates paths of list issuers.
    ///   - helpers: What helps to build them.
    init(
        evidence: Evidence,
        lists: RevocationLists,
        freshness: RevocationFreshness = RevocationFreshness(),
        paths: PathValidator,
        helpers: PathValidator.Helpers
    ) {
        self.init(evidence, lists: lists, freshness: freshness, issuers: ListIssuers(paths: paths, helpers: helpers))
    }

    private init(
        _ evidence: Evidence,
        lists: RevocationLists,
        freshness: RevocationFreshness,
        issuers: ListIssuers?
    ) {
        self.lists = lists
        responses = evidence.ocspResponses
        responders = evidence.certificates
        self.freshness = freshness
        self.issuers = issuers
    }

    /// What the evidence says of a certificate.
    ///
    /// - Parameters:
    ///   - certificate: The certificate asked about.
    ///   - authority: Its issuer's certificate in the validated path.
    ///   - anchor: The end of that path; `nil` to believe only what the key of `authority` and those it authorised signed.
    ///   - time: The time at which it must not have been revoked: a proven signing time, or now.
    ///   - judgedAt: When the judge looks; evidence made after that is not used. `nil` for `time`.
    /// - Returns: ``RevocationStatus/revoked(_:)`` only for a revocation not after `time`; of several answers that is the one
    ///   that counts, but for a hold that newer evidence has lifted.
    public func status(
        of certificate: Certificate,
        authority: Certificate,
        anchor: Certificate? = nil,
        at time: Timestamp,
        judgedAt: Timestamp? = nil
    ) -> RevocationStatus {
        let question = RevocationQuestion(
            certificate: certificate,
            authority: authority,
            anchor: anchor,
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
    ///
    /// - Parameters:
    ///   - question: Of which certificate, and when.
    ///   - pending: Certificates of list issuers that are being judged at the moment. A list that only they vouch for may
    ///     speak of them, too: it is all that a CA with one key for lists gives.
    /// - Returns: What they say.
    func listAnswer(to question: RevocationQuestion, pending: Set<Certificate> = []) -> RevocationStatus {
        ListJudge(question: question, lists: lists) { signer(of: $0, for: question, pending: pending) }.answer()
    }

    /// The certificate whose key signed the list, if that may speak for the issuer.
    private func signer(
        of list: CertificateRevocationList,
        for question: RevocationQuestion,
        pending: Set<Certificate>
    ) -> Certificate? {
        let authority = question.authority
        if list.issuer.matches(authority.subject), list.isSigned(by: authority) { return authority }
        guard let issuers, let anchor = question.anchor else { return nil }
        return issuers.candidates(list)
            .first { candidate in
                if pending.contains(candidate) { return true }
                guard let path = issuers.path(of: candidate, to: anchor, at: question.time) else { return false }
                return zip(path, path.dropFirst())
                    .allSatisfy { certificate, authority in
                        // The path of the certificate in question is judged by whoever asks.
                        if certificate == question.authority { return true }
                        let own = question.about(certificate, authority: authority)
                        guard case .good = listAnswer(to: own, pending: pending.union([candidate])) else {
                            return false
                        }
                        return true
                    }
            }
    }
}
