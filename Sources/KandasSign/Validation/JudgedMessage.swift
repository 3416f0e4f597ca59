/// What belongs to the judgement of one message: the evidence at hand, prepared once for all its signatures and
/// timestamps, and what became of each certificate.
///
/// A message may name one certificate for each of many signers and carry many others; without this the cost would be
/// the product of both.
final class JudgedMessage {
    /// The time to judge at.
    let time: Timestamp
    let signerHelpers: PathValidator.Helpers
    let authorityHelpers: PathValidator.Helpers
    private(set) var evidence: Evidence
    private(set) var revocation: RevocationChecker
    private let freshness: RevocationFreshness
    private let source: (any EvidenceSource)?
    /// The services that gave nothing usable.
    private(set) var failures: [EvidenceAnswer.Failure] = []
    private var asked: Set<Certificate> = []
    /// What became of each certificate, for a purpose and at a time.
    var answers: [Question: CertificateJudge.Answer] = [:]

    /// A certificate that was judged.
    struct Question: Hashable {
        let certificate: Certificate
        let purpose: TrustPurpose
        let time: Timestamp
    }

    init(
        signerHelpers: consuming PathValidator.Helpers,
        authorityHelpers: consuming PathValidator.Helpers,
        evidence: Evidence,
        freshness: RevocationFreshness,
        source: (any EvidenceSource)?,
        time: Timestamp
    ) {
        self.signerHelpers = signerHelpers
        self.authorityHelpers = authorityHelpers
        self.evidence = evidence
        self.freshness = freshness
        self.source = source
        self.time = time
        revocation = RevocationChecker(evidence: evidence, freshness: freshness)
    }

    /// What the evidence says of a certificate at `moment`; the source, if there is one, is asked once where it says
    /// nothing.
    func status(of certificate: Certificate, authority: Certificate, at moment: Timestamp) -> RevocationStatus {
        let status = revocation.status(of: certificate, authority: authority, at: moment, judgedAt: time)
        guard case .unknown = status, let source, asked.insert(certificate).inserted else { return status }
        let answer = source.revocation(of: certificate, issuer: authority, at: moment)
        failures += answer.failures.filter { !failures.contains($0) }
        guard !answer.evidence.saysNothingOfRevocation else { return status }
        evidence.formUnion(answer.evidence)
        revocation = RevocationChecker(evidence: evidence, freshness: freshness)
        return revocation.status(of: certificate, authority: authority, at: moment, judgedAt: time)
    }
}
