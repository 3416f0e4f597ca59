/// The evidence for certificates of one purpose in one message, prepared once for all its signatures, with the source that
/// is asked where it says nothing, and what became of each certificate.
///
/// A message may name one certificate for each of many signers and carry many others; without this the cost would be
/// the product of both.
final class ChainEvidence: RevocationAnswering {
    /// When the judge looks.
    let time: Timestamp
    private let chain: ChainJudge
    private let source: (any EvidenceSource)?
    private var evidence: Evidence
    private(set) var helpers: PathValidator.Helpers
    private var revocation: RevocationChecker
    private var asked: Set<Certificate> = []
    /// The services that gave nothing usable.
    private(set) var failures: [EvidenceAnswer.Failure] = []
    /// What became of each certificate where no timestamp proves anything.
    var answers: [Question: ChainJudge.Judgement] = [:]

    /// A certificate that was judged.
    struct Question: Hashable {
        let certificate: Certificate
        let time: Timestamp
        let judgedAt: Timestamp
    }

    init(chain: ChainJudge, evidence: Evidence, source: (any EvidenceSource)?, time: Timestamp) {
        self.chain = chain
        self.evidence = evidence
        self.source = source
        self.time = time
        (helpers, revocation) = chain.prepare(evidence)
    }

    /// What the evidence says of a certificate; the source, if there is one, is asked once where it says nothing.
    func status(
        of certificate: Certificate,
        authority: Certificate,
        anchor: Certificate?,
        at moment: Timestamp,
        judgedAt: Timestamp?
    ) -> RevocationStatus {
        func status() -> RevocationStatus {
            revocation.status(of: certificate, authority: authority, anchor: anchor, at: moment, judgedAt: judgedAt)
        }
        let known = status()
        guard case .unknown = known, let source, asked.insert(certificate).inserted else { return known }
        let answer = source.revocation(of: certificate, issuer: authority, at: moment)
        failures += answer.failures.filter { !failures.contains($0) }
        guard !answer.evidence.saysNothingOfRevocation else { return known }
        evidence.formUnion(answer.evidence)
        (helpers, revocation) = chain.prepare(evidence)
        return status()
    }
}

/// Who says whether a certificate is revoked.
protocol RevocationAnswering {
    /// What is known of a certificate.
    ///
    /// - Parameters:
    ///   - certificate: The certificate asked about.
    ///   - authority: Its issuer's certificate in the validated path.
    ///   - anchor: The path's anchor.
    ///   - moment: The time at which it must not have been revoked.
    ///   - judgedAt: When the judge looks; `nil` for `moment`.
    /// - Returns: What is known.
    func status(
        of certificate: Certificate,
        authority: Certificate,
        anchor: Certificate?,
        at moment: Timestamp,
        judgedAt: Timestamp?
    ) -> RevocationStatus
}

extension RevocationChecker: RevocationAnswering {}
