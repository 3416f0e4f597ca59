/// A question about revocation: of which certificate, issued by whose key, at which time.
struct RevocationQuestion {
    let certificate: Certificate
    let authority: Certificate
    /// The end of the path; `nil` if only the authority's own key is believed.
    let anchor: Certificate?
    /// The time at which the certificate must not have been revoked.
    let time: Timestamp
    /// When the judge looks.
    let judgedAt: Timestamp
    let freshness: RevocationFreshness

    /// The same question about another certificate.
    func about(_ certificate: Certificate, authority: Certificate) -> RevocationQuestion {
        RevocationQuestion(
            certificate: certificate,
            authority: authority,
            anchor: anchor,
            time: time,
            judgedAt: judgedAt,
            freshness: freshness
        )
    }

    /// Why evidence of these dates does not answer, or `nil` if it does.
    func gap(_ evidence: RevocationEvidence) -> RevocationGap? {
        freshness.gap(
            thisUpdate: evidence.thisUpdate,
            nextUpdate: evidence.nextUpdate,
            at: time,
            judgedAt: judgedAt
        )
    }
}

extension RevocationStatus {
    /// Which of two answers counts.
    ///
    /// A revocation goes before everything, but a hold that newer evidence no longer knows of; of two good answers the
    /// newer one counts, and of two gaps the one that came nearer to an answer.
    func or(_ other: RevocationStatus) -> RevocationStatus {
        switch (self, other) {
        case (.neverIssued, _): self
        case (_, .neverIssued): other
        case (.revoked(let first), .revoked(let second)): second.date < first.date ? other : self
        case (.revoked(let hold), .good(let evidence)): hold.isLifted(by: evidence) ? other : self
        case (.good(let evidence), .revoked(let hold)): hold.isLifted(by: evidence) ? self : other
        case (.revoked, .unknown), (.good, .unknown): self
        case (.unknown, .revoked), (.unknown, .good): other
        case (.good(let first), .good(let second)): second.thisUpdate > first.thisUpdate ? other : self
        case (.unknown(let first), .unknown(let second)): .unknown(first.or(second))
        }
    }
}

extension RevocationStatus.Revocation {
    /// Whether `evidence`, which no longer knows of the revocation, says that a hold was lifted.
    fileprivate func isLifted(by other: RevocationEvidence) -> Bool {
        reason == .certificateHold && other.thisUpdate > evidence.thisUpdate
    }
}
