/// Judges a signature's certificate and timestamps, whatever format the signature has: the timestamps first, the outermost
/// first, each at the time since which a later one proves it to exist; then the certificate at the best time at which the
/// signature is proven to have existed (ETSI EN 319 102-1 sections 5.5 and 5.6).
struct SignatureJudge: Sendable {
    let signers: CertificateJudge
    let timestamps: TimestampJudge
    private let source: (any EvidenceSource)?

    /// A signature, as far as it matters here.
    struct Subject {
        /// The signer's certificate, if it was found.
        var certificate: Certificate?
        /// The signature algorithm, if it is known.
        var algorithm: SignatureAlgorithm?
        /// Whether the signature protects the certificate.
        var protectsCertificate = false
        /// The timestamps, in the file's order.
        var timestamps: [TimestampFacts] = []
        /// The time that the signer claims.
        var claimedTime: Timestamp?
    }

    /// What became of a signature.
    struct Judgement {
        var path: [Certificate] = []
        var reasons: [Reason] = []
        var timestamps: [TimestampReport] = []
        var evidence: [UsedEvidence] = []
        var proofs: ProofsOfExistence
        /// Whether nothing but the mathematics of the signature itself can still speak against it.
        var holds: Bool {
            !path.isEmpty && reasons.allSatisfy { $0.severity != .failure && $0.severity != .indeterminate }
        }
        /// Whether a timestamp over the signature holds.
        var hasTime: Bool { timestamps.contains { $0.holds && $0.kind != .content } }
    }

    init(
        trust: TrustStore,
        policy: ValidationPolicy,
        source: (any EvidenceSource)? = nil
    ) throws(SigningError) {
        signers = try CertificateJudge(trust: trust, policy: policy)
        timestamps = try TimestampJudge(trust: trust, policy: policy)
        self.source = source
    }

    /// Prepares for the signatures of one message.
    func message(embedded: Evidence, at time: Timestamp) -> JudgedMessage {
        // An authority above both signers and timestamps is asked about once.
        let source = source.map { OnceAskedSource($0) }
        return JudgedMessage(
            signers: signers.evidence(embedded, source: source, at: time),
            authorities: timestamps.certificates.evidence(embedded, source: source, at: time)
        )
    }

    /// Judges one signature.
    ///
    /// - Parameters:
    ///   - subject: The signature.
    ///   - message: The evidence.
    ///   - known: What became of the signature's timestamps by other evidence: of archive timestamps that is kept. `nil` to
    ///     judge them too.
    /// - Returns: What became of it.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` only.
    func judge(
        _ subject: Subject,
        in message: JudgedMessage,
        archives known: [TimestampReport]? = nil
    ) throws(SigningError) -> Judgement {
        var judgement = Judgement(proofs: ProofsOfExistence(judgedAt: message.time))
        try judgeTimestamps(subject, &judgement, in: message, archives: known)
        let proofs = judgement.proofs
        let moment = proofs.bestSignatureTime
        judgement.reasons += claimedTimeReasons(subject, by: proofs)
        if let algorithm = subject.algorithm {
            let key = try? subject.certificate?.publicKey()
            judgement.reasons += signers.policy.weaknesses(of: algorithm, key: key, at: moment, actor: .applicant)
        }
        guard let certificate = subject.certificate else { return judgement }
        let judged = try signers.judge(certificate, by: proofs, at: moment, with: message.signers)
        judgement.path = judged.path
        judgement.reasons += judged.reasons
        judgement.evidence = judged.evidence
        return judgement
    }

    private func judgeTimestamps(
        _ subject: Subject,
        _ judgement: inout Judgement,
        in message: JudgedMessage,
        archives known: [TimestampReport]?
    ) throws(SigningError) {
        var reports: [Int: TimestampReport] = [:]
        for index in SignatureJudge.outermostFirst(subject.timestamps) {
            let facts = subject.timestamps[index]
            let report: TimestampReport
            if let known, facts.kind == .archive {
                report = known[index]
            } else {
                report = try timestamps.judge(facts, by: judgement.proofs, in: message)
            }
            reports[index] = report
            guard report.holds, let token = try? facts.token.get() else { continue }
            judgement.proofs.add(facts, token)
            // The timestamp is over the signature, and the signature over its certificate.
            if facts.kind != .content, subject.protectsCertificate, let certificate = subject.certificate {
                judgement.proofs.add(EvidenceItem(certificate), at: token.info.latestTime)
            }
        }
        judgement.timestamps = subject.timestamps.indices.compactMap { reports[$0] }
        judgement.reasons += judgement.timestamps.flatMap(\.reasons)
        judgement.reasons += SignatureJudge.orderReasons(judgement.timestamps)
        let newest = SignatureJudge.outermostFirst(subject.timestamps).first
        if let newest, reports[newest]?.holds == true, reports[newest]?.kind == .archive,
            subject.timestamps[newest].coverage.uncovered > 0
        {
            let count = String(subject.timestamps[newest].coverage.uncovered)
            judgement.reasons.append(Reason("ARCHIVE_TIMESTAMP_PARTIAL", .note, parameters: ["count": count]))
        }
    }

    /// Archive timestamps, then those over the signature, then those over the content; of each kind the latest first.
    private static func outermostFirst(_ timestamps: [TimestampFacts]) -> [Int] {
        func rank(_ index: Int) -> (Int, Int64, Int) {
            let facts = timestamps[index]
            let time = (try? facts.token.get())?.info
            let kind =
                switch facts.kind {
                case .archive: 0
                case .signature: 1
                case .content: 2
                }
            return (kind, -(time?.time.seconds ?? 0), -(time?.nanoseconds ?? 0))
        }
        return timestamps.indices.sorted { rank($0) < rank($1) }
    }

    /// Timestamps that hold and contradict each other (section 5.5.4): over content that did not exist yet, or over a
    /// signature that did not.
    private static func orderReasons(_ reports: [TimestampReport]) -> [Reason] {
        func times(_ kind: TimestampFacts.Kind) -> [Timestamp] {
            reports.filter { $0.holds && $0.kind == kind }.compactMap(\.time)
        }
        let order = [times(.content), times(.signature), times(.archive)]
        for (earlier, later) in [(0, 1), (0, 2), (1, 2)] {
            guard let last = order[earlier].max(), let first = order[later].min(), last > first else { continue }
            return [
                Reason(
                    "TIMESTAMP_ORDER_FAILURE",
                    .indeterminate,
                    subIndication: .timestampOrderFailure,
                    actor: .applicant,
                    parameters: ["first": last.description, "second": first.description]
                )
            ]
        }
        return []
    }

    /// What is odd about the time that the signer claims; it proves nothing, so it decides nothing.
    private func claimedTimeReasons(_ subject: Subject, by proofs: ProofsOfExistence) -> [Reason] {
        guard let claimed = subject.claimedTime else { return [] }
        let parameters = ["claimed": claimed.description, "proven": proofs.bestSignatureTime.description]
        // Clocks differ by minutes, not by an hour.
        if claimed > proofs.bestSignatureTime.adding(seconds: 3_600) {
            return [Reason("SIGNING_TIME_LATER", .warning, actor: .applicant, parameters: parameters)]
        }
        guard let certificate = subject.certificate,
            !(certificate.notBefore...max(certificate.notBefore, certificate.notAfter) ~= claimed)
        else { return [] }
        return [Reason("SIGNING_TIME_OUT_OF_BOUNDS", .warning, actor: .applicant, parameters: parameters)]
    }
}
