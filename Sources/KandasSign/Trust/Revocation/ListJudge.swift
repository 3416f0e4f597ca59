/// Says from revocation lists alone whether a certificate is revoked (RFC 5280 section 6.3.3).
struct ListJudge {
    let question: RevocationQuestion
    /// Every list at hand.
    let lists: RevocationLists
    /// Who signed a list, if that may speak for the issuer.
    let signer: (CertificateRevocationList) -> Certificate?

    private var certificate: Certificate { question.certificate }

    /// What the lists say.
    func answer() -> RevocationStatus {
        guard let points = try? DistributionPoint.all(of: certificate) else { return .unknown(.notUnderstood) }
        var answer = RevocationStatus.unknown(.noEvidence)
        var covered: RevocationReasons = []
        for point in points {
            for list in candidates(point) where list.scope.covers(certificate, at: point, issuer: list.issuer) {
                guard list.isUnderstood else {
                    answer = answer.or(.unknown(.notUnderstood))
                    continue
                }
                guard let signer = signer(list) else {
                    answer = answer.or(.unknown(.notGenuine))
                    continue
                }
                let found = self.answer(of: list, signer: signer)
                let reasons = list.scope.reasons.intersection(point.reasons)
                guard case .good(let evidence) = found, reasons != .all else {
                    answer = answer.or(found)
                    continue
                }
                // Lists for some reasons answer together, once there is one for each.
                covered.formUnion(reasons)
                answer = answer.or(covered == .all ? .good(evidence) : .unknown(.someReasonsOnly))
            }
        }
        return answer
    }

    private func candidates(_ point: DistributionPoint) -> [CertificateRevocationList] {
        guard point.issuers.isEmpty else { return lists.all.filter(\.scope.isIndirect) }
        return lists.issued(by: certificate.issuer)
    }

    private func answer(of list: CertificateRevocationList, signer: Certificate) -> RevocationStatus {
        let delta = list.isDelta ? nil : newestDelta(of: list, signer: signer)
        let newest = delta ?? list
        let evidence = RevocationEvidence(
            source: .list(list, delta: delta),
            thisUpdate: newest.thisUpdate,
            nextUpdate: newest.nextUpdate,
            signer: signer
        )
        // Believed however old the list is; a revocation after the judged time does not count at that time.
        if let entry = delta?.entry(for: certificate) ?? list.entry(for: certificate), entry.reason != .removeFromCRL,
            entry.revocationDate <= question.time
        {
            return .revoked(
                RevocationStatus.Revocation(date: entry.revocationDate, reason: entry.reason, evidence: evidence)
            )
        }
        // A delta list by itself never says that a certificate is not revoked. A list made after the certificate's end may
        // have dropped it.
        guard !list.isDelta, certificate.notAfter >= newest.thisUpdate || list.keepsExpired(since: certificate.notAfter)
        else { return .unknown(.noEvidence) }
        return question.gap(evidence).map { .unknown($0) } ?? .good(evidence)
    }

    /// The newest delta list that brings `base` up to date and is itself recent enough to.
    private func newestDelta(of base: CertificateRevocationList, signer: Certificate) -> CertificateRevocationList? {
        lists.issued(by: base.issuer)
            .filter { delta in
                delta.updates(base) && delta.isUnderstood && delta.isSigned(by: signer)
                    && question.freshness.gap(
                        thisUpdate: delta.thisUpdate,
                        nextUpdate: delta.nextUpdate,
                        at: question.time,
                        judgedAt: question.judgedAt
                    ) == nil
            }
            .max { $0.thisUpdate < $1.thisUpdate }
    }
}

/// Revocation lists, found by their issuer's name.
struct RevocationLists: Sendable {
    /// All of them.
    private(set) var all: [CertificateRevocationList] = []
    private var byIssuer: [[UInt8]: [CertificateRevocationList]] = [:]

    init(_ lists: [CertificateRevocationList]) { add(lists) }

    /// These and others; these are not sorted again.
    func adding(_ lists: [CertificateRevocationList]) -> RevocationLists {
        guard !lists.isEmpty else { return self }
        var sum = self
        sum.add(lists)
        return sum
    }

    private mutating func add(_ lists: [CertificateRevocationList]) {
        all += lists
        for list in lists { byIssuer[list.issuer.normalized, default: []].append(list) }
    }

    /// Those of an issuer.
    func issued(by issuer: DistinguishedName) -> [CertificateRevocationList] { byIssuer[issuer.normalized] ?? [] }
}
