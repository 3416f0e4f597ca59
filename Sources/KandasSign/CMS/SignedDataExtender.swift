/// Raises the signatures of CMS messages to a level (ETSI EN 319 122-1): timestamps over them, the evidence to judge them
/// by, archive timestamps over all of it.
///
/// No signed byte is touched, and every byte of what is there is kept. A level that cannot be proven is not written.
public struct SignedDataExtender: Sendable {
    private let source: any TimestampSource
    private let judge: LevelJudge
    private let trust: TrustStore
    private let digest: DigestAlgorithm?
    private let limits: Limits

    /// Creates an extender.
    ///
    /// - Parameters:
    ///   - timestamps: Who makes timestamps.
    ///   - trust: By whom the result is judged, with the evidence at hand. Without an anchor for timestamps, level T is
    ///     written without judging the authority; higher levels are not written.
    ///   - policy: By what the result is judged.
    ///   - evidence: Who is asked where the evidence at hand does not suffice; `nil` for nobody.
    ///   - digest: The digest of the timestamps' imprints; `nil` for Streebog-512 over national signatures and SHA-256 over
    ///     others, which the national authority takes.
    ///   - limits: Bounds on what is read.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` if OpenSSL does not take an anchor.
    public init(
        timestamps: any TimestampSource,
        trust: TrustStore,
        policy: ValidationPolicy = .generic,
        evidence: (any EvidenceSource)? = nil,
        digest: DigestAlgorithm? = nil,
        limits: Limits = Limits()
    ) throws(SigningError) {
        var policy = policy
        policy.allowsUncheckedRevocation = false
        source = timestamps
        judge = try LevelJudge(trust: trust, policy: policy, source: evidence)
        self.trust = trust
        self.digest = digest
        self.limits = limits
    }

    /// Raises all signatures of a message.
    ///
    /// - Parameters:
    ///   - message: The message, in DER, BER, PEM or base64. It is read twice if its content is inside.
    ///   - content: The content of a detached message; level LTA needs it.
    ///   - level: T, LT or LTA. A signature that has the level T or LT already keeps what it has; LTA always adds one more
    ///     archive timestamp.
    ///   - time: The time to judge at: now.
    ///   - sink: Takes the new message, in DER.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/earlierSignatureBroken``,
    ///   ``SigningError/Code/contentMissing``, ``SigningError/Code/levelNotProven``,
    ///   ``SigningError/Code/evidenceUnavailable``, and those of a failed timestamp. Then nothing was written.
    public func extend(
        _ message: any RandomAccessBytes,
        content: (any ByteSource)? = nil,
        to level: SignatureLevel,
        at time: Timestamp,
        to sink: any ByteSink
    ) throws(SigningError) {
        let writer = SignedDataWriter(limits: limits)
        let digesting = Set(DigestAlgorithm.allCases.filter { $0 == digest || $0 == .sha256 || $0 == .streebog512 })
        let facts = try writer.examine(message, content: content, digesting: digesting)
        let parts = try extended(facts, to: level, at: time)
        try writer.rewrite(message, facts: facts, parts: parts, to: sink)
    }

    private func extended(
        _ original: SignedDataFacts,
        to level: SignatureLevel,
        at time: Timestamp
    ) throws(SigningError) -> SignedDataParts {
        guard level >= .t else { throw SigningError(.unsupported, "T, LT and LTA are the levels to extend to") }
        var work = Work(facts: original, time: time)
        try addSignatureTimestamps(&work)
        guard level >= .lt else {
            if !trust.anchors(for: .timestamp).isEmpty { try demand(.t, of: work) }
            return work.parts
        }
        try addEvidence(&work)
        if level >= .lta { try addArchiveTimestamps(&work) }
        try demand(level, of: work)
        return work.parts
    }

    /// A message on its way to a level.
    private struct Work {
        var facts: SignedDataFacts
        var parts: SignedDataParts { facts.parts }
        /// The time to judge at: never before that of a timestamp just made, whose clock may be a little ahead of ours.
        var time: Timestamp

        mutating func note(_ token: TimestampToken) { time = max(time, token.info.latestTime) }
    }

    private func update(_ work: inout Work, _ parts: SignedDataParts) throws(SigningError) {
        work.facts = try SignedDataReader(limits: limits).facts(of: parts, adding: work.facts)
    }

    // MARK: T

    private func addSignatureTimestamps(_ work: inout Work) throws(SigningError) {
        let message = judge.message(embedded: work.facts.embeddedEvidence(limits: limits), at: work.time)
        var parts = work.parts
        for (index, signer) in work.facts.signers.enumerated() {
            guard try !hasSignatureTimestamp(signer, in: message) else { continue }
            let info = try SignerInfo(parts.signers[index], limits: limits)
            let imprint = try MessageImprint(of: info.signatureValue, algorithm: imprintAlgorithm(of: signer))
            let token = try self.token(over: imprint)
            work.note(token)
            let attribute = CMSAttribute(type: CMSObjects.signatureTimeStampToken, values: [token.bytes])
            parts.signers[index] = info.adding([attribute])
        }
        try update(&work, parts)
    }

    /// Whether a timestamp over the signature holds; without an anchor for timestamps, whether there is one over it.
    private func hasSignatureTimestamp(
        _ signer: SignerFacts,
        in message: LevelJudge.Message
    ) throws(SigningError) -> Bool {
        let candidates = signer.timestamps.filter { $0.kind == .signature && $0.imprint == .matches }
        guard !candidates.isEmpty, !trust.anchors(for: .timestamp).isEmpty else { return !candidates.isEmpty }
        return try judge.judge(subject(signer), mathematicsHold: true, in: message).judgement.timestamps
            .contains { $0.kind == .signature && $0.holds }
    }

    /// A timestamp over an imprint.
    func token(over imprint: MessageImprint) throws(SigningError) -> TimestampToken {
        do throws(TimestampFailure) {
            return try source.token(over: imprint)
        } catch {
            throw SigningError(error, address: source.address)
        }
    }

    private func imprintAlgorithm(of signer: SignerFacts) -> DigestAlgorithm { imprintAlgorithm(for: signer.algorithm) }

    /// The digest that a timestamp over a signature of this algorithm is made with.
    func imprintAlgorithm(for algorithm: SignatureAlgorithm?) -> DigestAlgorithm {
        if let digest { return digest }
        if case .national = algorithm { return .streebog512 }
        return .sha256
    }

    // MARK: LT

    /// Puts in what was needed to judge every signature, countersignature and timestamp.
    private func addEvidence(_ work: inout Work) throws(SigningError) {
        let message = judge.message(embedded: work.facts.embeddedEvidence(limits: limits), at: work.time)
        var needed = Evidence()
        for (index, signer) in work.facts.signers.enumerated() {
            try gather(&needed, signer, number: index + 1, in: message)
        }
        var parts = work.parts
        for certificate in needed.certificates where !parts.certificates.contains(certificate.der) {
            parts.certificates.append(certificate.der)
        }
        let present = work.facts.embeddedEvidence(limits: limits).items
        for list in needed.revocationLists where !present.contains(EvidenceItem(list)) {
            parts.revocationLists.append(list.der)
        }
        for response in needed.ocspResponses where !present.contains(EvidenceItem(response)) {
            parts.revocationLists.append(EmbeddedEvidence.revocationInfo(response))
            // RFC 5652 section 5.1: revocation information of another format than a list.
            parts.version = 5
        }
        try update(&work, parts)
    }

    private func gather(
        _ needed: inout Evidence,
        _ signer: SignerFacts,
        number: Int,
        in message: LevelJudge.Message
    ) throws(SigningError) {
        let judgement = try judge.judge(subject(signer), mathematicsHold: true, in: message).judgement
        guard judgement.holds else {
            throw LevelJudge.refusal(judgement.reasons, number: number, failures: message.all.failures)
        }
        needed.formUnion(judgement.embeddable)
        for counter in signer.countersignatures { try gather(&needed, counter, number: number, in: message) }
    }

    // MARK: LTA

    private func addArchiveTimestamps(_ work: inout Work) throws(SigningError) {
        var parts = work.parts
        for signer in work.facts.signers { parts.announce(imprintAlgorithm(of: signer)) }
        for (index, signer) in work.facts.signers.enumerated() {
            let algorithm = imprintAlgorithm(of: signer)
            guard let contentDigest = work.facts.contentDigests[algorithm] else {
                throw SigningError(.contentMissing, "the signed file itself is needed for an archive timestamp over it")
            }
            let info = try SignerInfo(parts.signers[index], limits: limits)
            let subject = ArchiveHashIndex.Subject(
                certificates: parts.certificates,
                revocationInfo: parts.revocationLists,
                attributes: info.unsignedAttributes
            )
            let hashIndex = try ArchiveHashIndex(of: subject, algorithm: algorithm)
            let input = ArchiveTimestamp.imprintInput(
                contentType: parts.contentType,
                contentDigest: contentDigest,
                signer: ArchiveTimestamp.signedPart(of: info),
                index: hashIndex.bytes
            )
            let token = try self.token(over: MessageImprint(of: input, algorithm: algorithm))
            work.note(token)
            let index3 = CMSAttribute(type: CMSObjects.hashIndexV3, values: [hashIndex.bytes])
            let archive = CMSAttribute(
                type: CMSObjects.archiveTimeStampV3,
                values: [try token.adding(index3, limits: limits)]
            )
            parts.signers[index] = info.adding([archive])
        }
        try update(&work, parts)
    }

    // MARK: The proof

    /// Makes sure that every signature has a level.
    private func demand(_ level: SignatureLevel, of work: Work) throws(SigningError) {
        let message = judge.message(embedded: work.facts.embeddedEvidence(limits: limits), at: work.time)
        for (index, signer) in work.facts.signers.enumerated() {
            let subject = self.subject(signer)
            let judged = try judge.judge(subject, mathematicsHold: signer.signatureIsValid == true, in: message)
            // Level T says nothing of the signer's certificate.
            let holds = level == .t ? judged.judgement.hasTime : judged.level >= level
            guard holds else {
                throw LevelJudge.refusal(judged.judgement.reasons, number: index + 1, failures: message.all.failures)
            }
        }
    }

    private func subject(_ signer: SignerFacts) -> SignatureJudge.Subject {
        SignatureJudge.Subject(
            certificate: signer.certificate,
            algorithm: signer.algorithm,
            protectsCertificate: signer.signingCertificate == .matches,
            timestamps: signer.timestamps,
            claimedTime: signer.signingTime
        )
    }
}

extension SignatureJudge.Judgement {
    /// What must be kept with the signature so that it can be judged by the anchors alone: the paths without their anchors,
    /// and the answers about revocation.
    var embeddable: Evidence {
        var needed = Evidence(certificates: Array(path.dropLast()))
        for used in evidence { needed.formUnion(used.embeddable) }
        for timestamp in timestamps where timestamp.holds {
            needed.formUnion(Evidence(certificates: Array(timestamp.path.dropLast())))
            for used in timestamp.evidence { needed.formUnion(used.embeddable) }
        }
        return needed
    }
}

extension LevelJudge {
    /// Why a level is not written.
    static func refusal(
        _ reasons: [Reason],
        number: Int,
        failures: [EvidenceAnswer.Failure]
    ) -> SigningError {
        let deciding =
            reasons.first { $0.severity == .failure } ?? reasons.first { $0.severity == .indeterminate }
            ?? reasons.first { $0.subIndication != nil }
        let code = deciding?.code ?? "LEVEL"
        if deciding?.subIndication == .tryLater, let failure = failures.first {
            return SigningError(
                .evidenceUnavailable,
                "signature \(number): \(code); \(failure.address): \(failure.detail)"
            )
        }
        let detail = deciding?.parameters["detail"].map { " (\($0))" } ?? ""
        return SigningError(.levelNotProven, "signature \(number) does not reach the level: \(code)\(detail)")
    }
}

extension TimestampToken {
    /// The token with an unsigned attribute, in DER; nothing that the authority signed is touched.
    func adding(_ attribute: CMSAttribute, limits: Limits) throws(SigningError) -> [UInt8] {
        let content = MemorySink()
        let facts = try SignedDataReader(limits: limits, readsTimestamps: false)
            .read(MemoryBytes(bytes).source(), copyingContentTo: content)
        var parts = facts.parts
        parts.signers[0] = try SignerInfo(parts.signers[0], limits: limits).adding([attribute])
        let (before, after) = SignedDataLayout(parts: parts).definite(contentLength: content.bytes.count)
        return before + content.bytes + after
    }
}

extension SigningError.Code {
    /// What is known does not suffice to prove the level asked for, so nothing was written.
    public static let levelNotProven = SigningError.Code(rawValue: "LEVEL_NOT_PROVEN")
    /// A service that was asked about revocation gave no answer.
    public static let evidenceUnavailable = SigningError.Code(rawValue: "EVIDENCE_UNAVAILABLE")
}
