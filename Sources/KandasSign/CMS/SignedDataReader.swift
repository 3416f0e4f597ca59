/// Reads CMS SignedData (RFC 5652 section 5) and tells what is in it, without judging it.
///
/// Messages may be DER or BER, with the content attached or detached. The content is streamed: it is digested once, in
/// the pass that reads it, and memory does not grow with it. Everything else of the message is kept in memory, up to
/// ``Limits/signedDataTailBytes``.
public struct SignedDataReader: Sendable {
    private let limits: Limits
    private let candidates: [Certificate]
    private let digesting: Set<DigestAlgorithm>
    /// Whether timestamps of signers are looked at; those of timestamps are not.
    private let readsTimestamps: Bool

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - limits: Bounds on what is accepted.
    ///   - certificates: Further certificates among which a signer's may be found, for messages that leave it out.
    public init(limits: Limits = Limits(), certificates: [Certificate] = []) {
        self.init(limits: limits, certificates: certificates, digesting: [])
    }

    /// Creates a reader that digests the content with more algorithms than the message needs, or looks at no timestamps.
    package init(
        limits: Limits,
        certificates: [Certificate] = [],
        digesting: Set<DigestAlgorithm> = [],
        readsTimestamps: Bool = true
    ) {
        self.limits = limits
        candidates = certificates
        self.digesting = digesting
        self.readsTimestamps = readsTimestamps
    }

    /// Reads one message; nothing may follow it.
    ///
    /// - Parameters:
    ///   - message: The message in BER or DER.
    ///   - content: The content of a detached signature. If the message has its content inside and this is given too,
    ///     both are digested and compared.
    ///   - sink: Takes the content that stands inside the message, as it is read. It must not be acted on before the
    ///     signatures have been judged.
    /// - Returns: The facts, which include signatures that do not hold.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` for a ContentInfo other than SignedData,
    ///   ``SigningError/Code/malformedInput`` for anything that is no SignedData, has no signer or is followed by more
    ///   bytes, ``SigningError/Code/limitExceeded``, and what reading and writing throw.
    public func read(
        _ message: any ByteSource,
        content: (any ByteSource)? = nil,
        copyingContentTo sink: (any ByteSink)? = nil
    ) throws(SigningError) -> SignedDataFacts {
        let stream = BERStream(message)
        let outer = try stream.enter(DER.Tag.sequence, in: nil, "a CMS message")
        let type = try stream.element(DER.Tag.objectIdentifier, in: outer, atMost: 64, "a content type")
            .objectIdentifier("a content type")
        guard type == CMSObjects.signedData else {
            throw .unsupported("a CMS message of type \(type) is no SignedData")
        }
        let explicit = try stream.enter(DER.Tag.explicit(0), in: outer, "SignedData")
        let signedData = try stream.enter(DER.Tag.sequence, in: explicit, "SignedData")
        var parts = SignedDataParts()
        let version = try stream.element(DER.Tag.integer, in: signedData, atMost: 8, "SignedData's version")
        parts.version = try version.smallInteger("SignedData's version")
        guard [1, 3, 4, 5].contains(parts.version) else { throw .malformed("SignedData of version \(parts.version)") }
        let announced = try announcedDigests(stream, signedData, &parts)

        let encapsulated = try stream.enter(DER.Tag.sequence, in: signedData, "the content's frame")
        let contentType = try stream.element(
            DER.Tag.objectIdentifier,
            in: encapsulated,
            atMost: 64,
            "the content's type"
        )
        parts.contentType = try contentType.objectIdentifier("the content's type")
        let attached = try ContentDigests(announced.union(digesting), limits: limits)
        parts.isAttached = try !stream.isAtEnd(of: encapsulated)
        if parts.isAttached {
            let holder = try stream.enter(DER.Tag.explicit(0), in: encapsulated, "the content")
            try stream.octetString(in: holder, depth: 4) { (bytes) throws(SigningError) in
                try attached.update(bytes)
                try sink?.write(bytes)
            }
            try stream.leave(holder, "the content")
        }
        try stream.leave(encapsulated, "the content's frame")

        let tailStart = stream.position
        let tail = try stream.rest(atMost: limits.signedDataTailBytes)
        var reader = DERReader(tail[...], rules: .ber, depth: limits.nestingDepth)
        let certificates = try readSets(&reader, &parts)
        for frame in [signedData, explicit, outer] {
            if let end = frame.end {
                guard end == tailStart + tail.count - reader.rest.count else {
                    throw .malformed("SignedData does not end where it should")
                }
            } else {
                try reader.endOfContents("SignedData")
            }
        }
        try reader.end("the CMS message")
        guard !parts.signers.isEmpty else { throw .malformed("SignedData without a signer") }

        return try facts(parts, certificates: certificates, attached: attached, announced: announced, content: content)
    }

    private func announcedDigests(
        _ stream: BERStream,
        _ frame: BERStream.Frame,
        _ parts: inout SignedDataParts
    ) throws(SigningError) -> Set<DigestAlgorithm> {
        let set = try stream.element(DER.Tag.set, in: frame, atMost: 65_536, "the digest algorithms")
        guard set.tag == DER.Tag.set else { throw .malformed("the digest algorithms are missing") }
        var reader = DERReader(set.content, rules: .ber)
        var algorithms: Set<DigestAlgorithm> = []
        for element in try reader.all(atMost: 100, "digest algorithms") {
            parts.digestAlgorithms.append(Array(element.bytes))
            var one = DERReader(element.bytes, rules: .ber)
            if let known = DigestAlgorithm(try AlgorithmIdentifier(reading: &one, "a digest algorithm")) {
                algorithms.insert(known)
            }
        }
        return algorithms
    }

    /// Reads certificates, revocation lists and signers.
    private func readSets(
        _ reader: inout DERReader,
        _ parts: inout SignedDataParts
    ) throws(SigningError) -> (readable: [Certificate], unreadable: Int) {
        var certificates: [Certificate] = []
        var unreadable = 0
        if let set = try reader.optional(DER.Tag.explicit(0)) {
            var inner = try reader.entering(set)
            for element in try inner.all(atMost: limits.embeddedCertificates, "certificates") {
                parts.certificates.append(Array(element.bytes))
                if let certificate = try? Certificate(der: Array(element.bytes), limits: limits) {
                    certificates.append(certificate)
                } else {
                    unreadable += 1
                }
            }
        }
        if let set = try reader.optional(DER.Tag.explicit(1)) {
            var inner = try reader.entering(set)
            parts.revocationLists = try inner.all(atMost: limits.revocationInfos, "revocation lists")
                .map { Array($0.bytes) }
        }
        let set = try reader.next(DER.Tag.set, "the signers")
        var inner = try reader.entering(set)
        parts.signers = try inner.all(atMost: limits.signers, "signers").map { Array($0.bytes) }
        return (certificates, unreadable)
    }

    private func facts(
        _ parts: SignedDataParts,
        certificates: (readable: [Certificate], unreadable: Int),
        attached: ContentDigests,
        announced: Set<DigestAlgorithm>,
        content: (any ByteSource)?
    ) throws(SigningError) -> SignedDataFacts {
        let budget = SignerBudget(limits)
        // The timestamps are read first: what they are over may be digests of the content.
        let read = try signers(of: parts, certificates: certificates.readable, budget)
        var digested = attached
        var algorithms = announced
        if let content {
            // A detached message need not announce anything: its signers are known before the content is read.
            for one in read {
                if let digest = DigestAlgorithm(one.info.digestAlgorithm) { algorithms.insert(digest) }
                algorithms.formUnion(one.timestamps.contentDigests)
            }
            digested = try ContentDigests(algorithms.union(digesting), limits: limits)
            try digested.update(from: content)
        }
        let available = parts.isAttached || content != nil
        let digests = available ? try digested.finish() : [:]
        var contentsDiffer = false
        if parts.isAttached, content != nil {
            let inside = try attached.finish()
            contentsDiffer =
                inside.isEmpty || attached.length != digested.length
                || inside.contains { digests[$0.key] != $0.value }
        }
        let evaluator = SignerEvaluator(
            certificates: CertificateIndex(certificates.readable + candidates),
            contentType: parts.contentType,
            digests: digests,
            announced: announced,
            contentPrefix: digested.prefix,
            limits: limits,
            budget: budget,
            readsTimestamps: readsTimestamps,
            parts: parts
        )
        var signers: [SignerFacts] = []
        for one in read { signers.append(try evaluator.facts(of: one.info, timestamps: one.timestamps)) }
        return SignedDataFacts(
            contentType: parts.contentType,
            isAttached: parts.isAttached,
            contentLength: available ? digested.length : nil,
            contentDigests: digests,
            contentsDiffer: contentsDiffer,
            certificates: certificates.readable,
            unreadableCertificates: certificates.unreadable,
            revocationLists: parts.revocationLists,
            signers: signers,
            parts: parts
        )
    }

    private func signers(
        of parts: SignedDataParts,
        certificates: [Certificate],
        _ budget: SignerBudget
    ) throws(SigningError) -> [(info: SignerInfo, timestamps: SignerTimestamps)] {
        var signers: [(SignerInfo, SignerTimestamps)] = []
        for bytes in parts.signers {
            let info = try SignerInfo(bytes, limits: limits)
            let timestamps =
                readsTimestamps
                ? try SignerTimestamps(of: info, candidates: certificates + candidates, limits, budget)
                : SignerTimestamps()
            signers.append((info, timestamps))
        }
        return signers
    }

    /// The facts of a message to whose parts something was added, while its content stayed as it was.
    func facts(of parts: SignedDataParts, adding facts: SignedDataFacts) throws(SigningError) -> SignedDataFacts {
        let certificates = parts.certificates.compactMap { try? Certificate(der: $0, limits: limits) }
        let budget = SignerBudget(limits)
        let evaluator = SignerEvaluator(
            certificates: CertificateIndex(certificates + candidates),
            contentType: parts.contentType,
            digests: facts.contentDigests,
            announced: nil,
            contentPrefix: [],
            limits: limits,
            budget: budget,
            readsTimestamps: readsTimestamps,
            parts: parts
        )
        var signers: [SignerFacts] = []
        for one in try self.signers(of: parts, certificates: certificates, budget) {
            signers.append(try evaluator.facts(of: one.info, timestamps: one.timestamps))
        }
        return SignedDataFacts(
            contentType: facts.contentType,
            isAttached: facts.isAttached,
            contentLength: facts.contentLength,
            contentDigests: facts.contentDigests,
            contentsDiffer: facts.contentsDiffer,
            certificates: certificates,
            unreadableCertificates: facts.unreadableCertificates,
            revocationLists: parts.revocationLists,
            signers: signers,
            parts: parts
        )
    }
}
