/// Raises an XAdES signature to a level (ETSI EN 319 132-1): a timestamp over its value, the evidence to judge it by, an
/// archive timestamp over all of it.
///
/// Nothing that was signed is touched. A level that cannot be proven is not written.
public struct XMLSignatureExtender: Sendable {
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

    /// Raises the signatures of a document.
    ///
    /// Signatures that a later one covers stay as they are, since anything added to them would break it.
    ///
    /// - Parameters:
    ///   - document: The document, taken into memory.
    ///   - content: What signatures refer to outside of the document.
    ///   - level: T, LT or LTA. A signature that has the level T already keeps its timestamp; LTA always adds one more
    ///     archive timestamp.
    ///   - time: The time to judge at: now.
    ///   - sink: Takes the new document.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/earlierSignatureBroken``, ``SigningError/Code/unsupported``
    ///   for a signature without XAdES properties, ``SigningError/Code/levelNotProven``,
    ///   ``SigningError/Code/evidenceUnavailable``, and those of a failed timestamp. Then nothing was written.
    public func extend(
        _ document: any RandomAccessBytes,
        content: XMLDetachedContent = .none,
        to level: SignatureLevel,
        at time: Timestamp,
        to sink: any ByteSink
    ) throws(SigningError) {
        guard level >= .t else { throw SigningError(.unsupported, "T, LT and LTA are the levels to extend to") }
        guard document.count <= limits.xmlBytes else { throw .limit("the XML document is too long") }
        var bytes = try document.bytes(in: 0..<document.count)
        let count = try XMLSignatureWriter(limits: limits).sound(MemoryBytes(bytes), content: content).signatures.count
        for index in 0..<count {
            let isLast = index == count - 1
            let one: XAdESDocument
            do throws(SigningError) {
                one = try XAdESDocument(bytes, index: index, content: content, limits: limits)
            } catch {
                // An earlier signature without properties is as its maker wanted it.
                guard error.code == .unsupported, !isLast else { throw error }
                continue
            }
            if !isLast, try !one.isOpen() { continue }
            bytes = try raise(one, to: level, at: time)
        }
        try sink.write(bytes)
    }

    private func raise(
        _ document: XAdESDocument,
        to level: SignatureLevel,
        at time: Timestamp
    ) throws(SigningError) -> [UInt8] {
        var work = Work(document, at: time)
        try addSignatureTimestamp(&work)
        if level >= .lt { try addEvidence(&work) }
        if level >= .lta { try addArchiveTimestamp(&work) }
        if level >= .lt || !trust.anchors(for: .timestamp).isEmpty { try demand(level, of: work) }
        return work.document.bytes
    }

    /// A signature on its way to a level.
    private struct Work {
        var document: XAdESDocument
        /// The time to judge at: never before that of a timestamp just made, whose clock may be a little ahead of ours.
        private(set) var time: Timestamp
        var facts: XMLSignatureFacts { document.facts }
        var number: Int { document.index + 1 }

        init(_ document: XAdESDocument, at time: Timestamp) {
            self.document = document
            self.time = time
        }

        mutating func note(_ token: TimestampToken) { time = max(time, token.info.latestTime) }
    }

    private func addSignatureTimestamp(_ work: inout Work) throws(SigningError) {
        let judged = try judgement(work)
        let hasOne = judged.judgement.timestamps.contains { $0.kind == .signature && $0.holds }
        let isUnjudged = trust.anchors(for: .timestamp).isEmpty
        guard !hasOne,
            !(isUnjudged && work.facts.timestamps.contains { $0.kind == .signature && $0.imprint == .matches })
        else { return }
        let method = CanonicalizationMethod(.exclusive)
        let algorithm = imprintAlgorithm(work)
        let digest = try work.document.valueDigest(algorithm, by: method)
        let token = try token(over: MessageImprint(digest: digest, algorithm: algorithm))
        work.note(token)
        try work.document.add(XMLSignatureExtender.timestamp("SignatureTimeStamp", XMLNamespace.xades, method, token))
    }

    /// Puts in what was needed to judge the signature and its timestamps.
    private func addEvidence(_ work: inout Work) throws(SigningError) {
        let message = judge.message(embedded: embedded(work), at: work.time)
        let judgement = try judge.judge(subject(work), mathematicsHold: true, in: message).judgement
        guard judgement.holds else {
            throw LevelJudge.refusal(judgement.reasons, number: work.number, failures: message.all.failures)
        }
        let present = embedded(work).items
        let needed = judgement.embeddable
        let certificates = needed.certificates.filter { !present.contains(EvidenceItem($0)) }
        let lists = needed.revocationLists.filter { !present.contains(EvidenceItem($0)) }
        let responses = needed.ocspResponses.filter { !present.contains(EvidenceItem($0)) }
        let binding = [("xmlns:xades", XMLNamespace.xades)]
        func values(_ name: String, _ all: [[UInt8]]) -> String {
            all.map { XMLMarkup.element("xades:\(name)", [], XMLBase64.encode($0)) }.joined()
        }
        if !certificates.isEmpty {
            let list = values("EncapsulatedX509Certificate", certificates.map(\.der))
            try work.document.add(XMLMarkup.element("xades:CertificateValues", binding, list))
        }
        guard !lists.isEmpty || !responses.isEmpty else { return }
        var revocation = ""
        if !lists.isEmpty {
            let list = values("EncapsulatedCRLValue", lists.map(\.der))
            revocation += XMLMarkup.element("xades:CRLValues", [], list)
        }
        if !responses.isEmpty {
            let list = values("EncapsulatedOCSPValue", responses.map(\.der))
            revocation += XMLMarkup.element("xades:OCSPValues", [], list)
        }
        try work.document.add(XMLMarkup.element("xades:RevocationValues", binding, revocation))
    }

    private func addArchiveTimestamp(_ work: inout Work) throws(SigningError) {
        let method = CanonicalizationMethod(.exclusive)
        let algorithm = imprintAlgorithm(work)
        let input = XAdESArchiveInput(
            references: work.document.structure.references.map {
                try? XMLTransformChain($0, signature: work.document.structure.number)
            },
            structure: work.document.structure,
            properties: work.document.properties,
            before: work.document.properties.unsigned.count,
            method: method
        )
        let digest = try input.digest(
            algorithm,
            of: MemoryBytes(work.document.bytes),
            content: work.document.content,
            identifiers: XMLIdentifierAttribute.standard,
            limits: limits
        )
        guard let digest else {
            throw SigningError(.contentMissing, "the signed file itself is needed for an archive timestamp over it")
        }
        let token = try token(over: MessageImprint(digest: digest, algorithm: algorithm))
        work.note(token)
        try work.document.add(XMLSignatureExtender.timestamp("ArchiveTimeStamp", XMLNamespace.xades141, method, token))
    }

    private static func timestamp(
        _ name: String,
        _ namespace: String,
        _ method: CanonicalizationMethod,
        _ token: TimestampToken
    ) -> String {
        XMLMarkup.element(
            "t:\(name)",
            [("xmlns:t", namespace), ("xmlns:xades", XMLNamespace.xades)],
            XMLMarkup.element(
                "ds:CanonicalizationMethod",
                [("xmlns:ds", XMLNamespace.signature), ("Algorithm", method.uri)]
            ) + XMLMarkup.element("xades:EncapsulatedTimeStamp", [], XMLBase64.encode(token.bytes))
        )
    }

    private func token(over imprint: MessageImprint) throws(SigningError) -> TimestampToken {
        do throws(TimestampFailure) {
            return try source.token(over: imprint)
        } catch {
            throw SigningError(error, address: source.address)
        }
    }

    private func imprintAlgorithm(_ work: Work) -> DigestAlgorithm {
        if let digest { return digest }
        if case .national = work.facts.algorithm { return .streebog512 }
        return .sha256
    }

    /// Makes sure that the signature has a level.
    private func demand(_ level: SignatureLevel, of work: Work) throws(SigningError) {
        let message = judge.message(embedded: embedded(work), at: work.time)
        let judged = try judge.judge(subject(work), mathematicsHold: true, in: message)
        // Level T says nothing of the signer's certificate.
        guard level == .t ? judged.judgement.hasTime : judged.level >= level else {
            throw LevelJudge.refusal(judged.judgement.reasons, number: work.number, failures: message.all.failures)
        }
    }

    private func judgement(
        _ work: Work
    ) throws(SigningError) -> (judgement: SignatureJudge.Judgement, level: SignatureLevel) {
        let message = judge.message(embedded: embedded(work), at: work.time)
        return try judge.judge(subject(work), mathematicsHold: true, in: message)
    }

    private func embedded(_ work: Work) -> Evidence {
        var evidence = Evidence(certificates: work.facts.certificates)
        evidence.formUnion(work.facts.evidence)
        return evidence
    }

    private func subject(_ work: Work) -> SignatureJudge.Subject {
        SignatureJudge.Subject(
            certificate: work.facts.certificate,
            algorithm: work.facts.algorithm,
            protectsCertificate: work.facts.signingCertificate == .matches,
            timestamps: work.facts.timestamps,
            claimedTime: work.facts.signingTime
        )
    }
}
