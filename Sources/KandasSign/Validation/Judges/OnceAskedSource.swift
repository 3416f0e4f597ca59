internal import Synchronization

/// A source that is asked about each certificate once, however many purposes it is judged for.
final class OnceAskedSource: EvidenceSource {
    private let source: any EvidenceSource
    private let answers = Mutex<[Certificate: EvidenceAnswer]>([:])

    init(_ source: any EvidenceSource) { self.source = source }

    func revocation(of certificate: Certificate, issuer: Certificate, at time: Timestamp) -> EvidenceAnswer {
        if let known = answers.withLock({ $0[certificate] }) { return known }
        let answer = source.revocation(of: certificate, issuer: issuer, at: time)
        answers.withLock { $0[certificate] = answer }
        return answer
    }
}
