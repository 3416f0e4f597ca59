/// Goes through all candidate paths from a certificate to the anchors, nearest first.
///
/// It is bounded by ``Limits/pathLength`` and ``Limits/pathCandidates``, so that a bag of certificates that all issued each
/// other ends as soon as any other.
struct PathSearch {
    private let anchors: CertificatePool
    private let helpers: CertificatePool
    private let limits: Limits
    private let time: Timestamp
    private var open: [[DecodedCertificate]] = []
    private var hasBegun = false
    private var budget: Int
    /// What to say if no candidate was found, or none was valid.
    private(set) var failure = PathFailure(.noIssuer, depth: 0, "no issuer of the certificate is at hand")

    init(anchors: CertificatePool, helpers: CertificatePool, limits: Limits, time: Timestamp) {
        self.anchors = anchors
        self.helpers = helpers
        self.limits = limits
        self.time = time
        budget = limits.pathCandidates
    }

    /// The next candidate, leaf first, anchor last; `nil` if there are no more.
    mutating func next(from leaf: Certificate) -> [DecodedCertificate]? {
        if !hasBegun {
            hasBegun = true
            let start = DecodedCertificate(leaf)
            open = [[start]]
            if anchors.certificates(of: leaf.subject).contains(where: { $0.certificate == leaf }) { return [start] }
        }
        while let path = open.popLast() {
            guard let last = path.last else { continue }
            if path.count > 1, anchors.certificates(of: last.certificate.subject).contains(where: { $0 === last }) {
                return path
            }
            extend(path, from: last.certificate)
        }
        return nil
    }

    /// Puts the path with each possible issuer on the pile, the most likely on top.
    private mutating func extend(_ path: [DecodedCertificate], from last: Certificate) {
        guard path.count < limits.pathLength else {
            failure = PathFailure(.noPath, depth: path.count - 1, "the path is too long")
            return
        }
        let ending = anchors.certificates(of: last.issuer)
        let known = Set(ending.map(\.certificate))
        var candidates = ending
        candidates += helpers.certificates(of: last.issuer).filter { !known.contains($0.certificate) }
        candidates.removeAll { candidate in
            path.contains {
                $0.certificate.subjectPublicKeyInfo == candidate.certificate.subjectPublicKeyInfo
                    && $0.certificate.subject.matches(candidate.certificate.subject)
            }
        }
        if candidates.count > 1 { candidates = candidates.filter { mayHaveIssued(last, $0.certificate) } }
        if candidates.isEmpty, failure.depth < path.count - 1 {
            failure = PathFailure(.noIssuer, depth: path.count - 1, "no issuer of the certificate is at hand")
        }
        for candidate in candidates.sorted(by: { likelihood($0, of: last, ending) < likelihood($1, of: last, ending) })
        {
            guard budget > 0 else { return }
            budget -= 1
            open.append(path + [candidate])
        }
    }

    /// Whether the signature is one by the candidate's key. Where this library does not know the algorithm, the judge says.
    private mutating func mayHaveIssued(_ certificate: Certificate, _ candidate: Certificate) -> Bool {
        guard budget > 0 else { return false }
        budget -= 1
        guard SignatureAlgorithm(certificate.signatureAlgorithm) != nil, (try? candidate.publicKey()) != nil else {
            return true
        }
        return certificate.isSigned(by: candidate)
    }

    private func likelihood(
        _ candidate: DecodedCertificate,
        of certificate: Certificate,
        _ ending: [DecodedCertificate]
    ) -> Int {
        let issuer = candidate.certificate
        let isCurrent = issuer.notBefore <= time && time <= issuer.notAfter
        let hasKey = certificate.authorityKeyIdentifier.map { $0 == issuer.subjectKeyIdentifier } ?? true
        return (isCurrent ? 4 : 0) + (hasKey ? 2 : 0) + (ending.contains { $0 === candidate } ? 1 : 0)
    }
}
