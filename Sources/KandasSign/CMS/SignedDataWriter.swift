/// Writes CMS SignedData (RFC 5652 section 5), and adds signatures to messages without touching those that are there.
///
/// Content is streamed: memory does not grow with it. The message is DER wherever its length is known beforehand; an
/// attached content of unknown length, or a long one signed with ECDSA, gets BER with indefinite lengths.
public struct SignedDataWriter: Sendable {
    private let limits: Limits
    /// The longest content that is taken into memory to write DER where a signature's length varies.
    private static let buffered = 1 << 20

    /// Creates a writer.
    public init(limits: Limits = Limits()) { self.limits = limits }

    /// Signs content.
    ///
    /// - Parameters:
    ///   - content: The content, read once.
    ///   - isDetached: Whether the content stays outside the message.
    ///   - signers: One or more signers, each of whom signs the content.
    ///   - options: What goes into the signatures.
    ///   - sink: Takes the message.
    /// - Throws: ``SigningError``: what the signers, reading and writing throw. What was written until then is no
    ///   message.
    public func sign(
        _ content: any ByteSource,
        isDetached: Bool,
        signers: [any Signer],
        options: SignatureOptions,
        to sink: any ByteSink
    ) throws(SigningError) {
        let builders = signers.map { SignerInfoBuilder(signer: $0, options: options) }
        var parts = SignedDataParts()
        parts.isAttached = !isDetached
        parts.contentType = options.contentType
        // RFC 5652 section 5.1.
        if options.contentType != CMSObjects.data { parts.version = 3 }
        for builder in builders { parts.add(builder) }
        let digests = try ContentDigests(Set(builders.map(\.digestAlgorithm)), limits: limits)
        if isDetached {
            try digests.update(from: content)
            try parts.sign(builders, digests: digests.finish())
            try sink.write(SignedDataLayout(parts: parts).definite(contentLength: 0).before)
            try sink.write(SignedDataLayout(parts: parts).definite(contentLength: 0).after)
            return
        }
        if let length = content.remaining, let sized = try parts.withPlaceholders(builders) {
            try sink.write(SignedDataLayout(parts: sized).definite(contentLength: length).before)
            try digests.update(from: content, copyingTo: sink)
            guard digests.length == length else {
                throw SigningError(.inputUnavailable, "the content changed while it was read")
            }
            try parts.sign(builders, digests: digests.finish())
            try sink.write(SignedDataLayout(parts: parts).definite(contentLength: length).after)
            return
        }
        try signSegments(content, builders: builders, parts: parts, digests: digests, to: sink)
    }

    /// Signs attached content whose length, or whose signatures' length, is not known beforehand.
    private func signSegments(
        _ content: any ByteSource,
        builders: [SignerInfoBuilder],
        parts: SignedDataParts,
        digests: ContentDigests,
        to sink: any ByteSink
    ) throws(SigningError) {
        var parts = parts
        var held: [UInt8] = []
        var isSegmented = false
        var chunk = [UInt8](repeating: 0, count: 262_144)
        while case let got = try content.read(into: &chunk), got > 0 {
            try digests.update(chunk[..<got])
            if !isSegmented, held.count + got <= SignedDataWriter.buffered {
                held += chunk[..<got]
                continue
            }
            if !isSegmented {
                isSegmented = true
                try sink.write(SignedDataLayout(parts: parts).indefinite().before)
                try writeSegment(held[...], to: sink)
                held = []
            }
            try writeSegment(chunk[..<got], to: sink)
        }
        try parts.sign(builders, digests: digests.finish())
        let layout = SignedDataLayout(parts: parts)
        if isSegmented {
            try sink.write(layout.indefinite().after)
        } else {
            let (before, after) = layout.definite(contentLength: held.count)
            try sink.write(before)
            try sink.write(held)
            try sink.write(after)
        }
    }

    private func writeSegment(_ bytes: ArraySlice<UInt8>, to sink: any ByteSink) throws(SigningError) {
        guard !bytes.isEmpty else { return }
        try sink.write(SignedDataLayout.segmentHeader(bytes.count))
        try sink.write(bytes)
    }

    /// Adds a signature over the same content beside those that are there.
    ///
    /// Every byte of the earlier signatures is kept. The result is DER.
    ///
    /// - Parameters:
    ///   - message: The message, in DER, BER, PEM or base64. It is read twice.
    ///   - content: The content of a detached message.
    ///   - signer: Who signs.
    ///   - options: What goes into the new signature.
    ///   - sink: Takes the new message.
    /// - Throws: ``SigningError``, with code ``SigningError/Code/earlierSignatureBroken`` if a signature that is there
    ///   does not fit the content, ``SigningError/Code/contentMissing`` if the content of a detached message is not
    ///   given.
    public func cosign(
        _ message: any RandomAccessBytes,
        content: (any ByteSource)? = nil,
        signer: any Signer,
        options: SignatureOptions,
        to sink: any ByteSink
    ) throws(SigningError) {
        let builder = SignerInfoBuilder(signer: signer, options: options)
        let facts = try examine(message, content: content, digesting: [builder.digestAlgorithm])
        guard let digest = facts.contentDigests[builder.digestAlgorithm] else {
            throw SigningError(.contentMissing, "the signed file itself is needed to sign it once more")
        }
        var parts = facts.parts
        parts.add(builder)
        parts.signers.append(try builder.build(contentType: facts.contentType, digest: digest))
        try rewrite(message, facts: facts, parts: parts, to: sink)
    }

    /// Signs a signature that is there (RFC 5652 section 11.4), as an unsigned attribute of it.
    ///
    /// Every signed byte is kept. The result is DER.
    ///
    /// - Parameters:
    ///   - message: The message, in DER, BER, PEM or base64. It is read twice.
    ///   - content: The content of a detached message, to make sure that what is signed holds.
    ///   - number: The number of the signature in the message's order, from 1.
    ///   - signer: Who signs.
    ///   - options: What goes into the new signature.
    ///   - sink: Takes the new message.
    /// - Throws: ``SigningError``, with code ``SigningError/Code/noSuchSignature``, or
    ///   ``SigningError/Code/earlierSignatureBroken`` if the signature does not hold.
    public func countersign(
        _ message: any RandomAccessBytes,
        content: (any ByteSource)? = nil,
        number: Int,
        signer: any Signer,
        options: SignatureOptions,
        to sink: any ByteSink
    ) throws(SigningError) {
        let builder = SignerInfoBuilder(signer: signer, options: options)
        let facts = try examine(message, content: content, digesting: [])
        guard number >= 1, number <= facts.signers.count else {
            throw SigningError(
                .noSuchSignature,
                "there is no signature \(number); the message has \(facts.signers.count)"
            )
        }
        var parts = facts.parts
        let info = try SignerInfo(parts.signers[number - 1], limits: limits)
        let digest = try builder.digestAlgorithm.digest(of: info.signatureValue)
        let counter = CMSAttribute(
            type: CMSObjects.countersignature,
            values: [try builder.build(contentType: nil, digest: digest)]
        )
        parts.add(certificatesOf: builder)
        parts.signers[number - 1] = info.adding([counter])
        try rewrite(message, facts: facts, parts: parts, to: sink)
    }

    /// Reads a message that is to be added to.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/earlierSignatureBroken`` if a signature does not fit.
    func examine(
        _ message: any RandomAccessBytes,
        content: (any ByteSource)?,
        digesting: Set<DigestAlgorithm>
    ) throws(SigningError) -> SignedDataFacts {
        let reader = SignedDataReader(limits: limits, certificates: [], digesting: digesting)
        let facts = try reader.read(try TextArmor.decoding(message.source()), content: content)
        let isBroken =
            facts.contentsDiffer
            || facts.signers.contains { $0.contentMatches == false || $0.signatureIsValid == false }
        guard !isBroken else {
            throw SigningError(.earlierSignatureBroken, "a signature that is there does not fit its content")
        }
        return facts
    }

    /// Writes a message with other parts around the content that it has.
    func rewrite(
        _ message: any RandomAccessBytes,
        facts: SignedDataFacts,
        parts: SignedDataParts,
        to sink: any ByteSink
    ) throws(SigningError) {
        let length = parts.isAttached ? facts.contentLength ?? 0 : 0
        let (before, after) = SignedDataLayout(parts: parts).definite(contentLength: length)
        try sink.write(before)
        if parts.isAttached {
            let copy = try SignedDataReader(limits: limits)
                .read(
                    try TextArmor.decoding(message.source()),
                    copyingContentTo: sink
                )
            guard copy.contentDigests == facts.contentDigests.filter({ copy.contentDigests[$0.key] != nil }),
                copy.contentLength == facts.contentLength
            else { throw SigningError(.inputUnavailable, "the message changed while it was read") }
        }
        try sink.write(after)
    }
}

extension SignedDataParts {
    /// Announces a signer: its digest algorithm and its certificates.
    fileprivate mutating func add(_ builder: SignerInfoBuilder) {
        let digest = builder.digestAlgorithm
        announce(digest)
        add(certificatesOf: builder)
    }

    /// Announces a digest algorithm, so that a reader of the content knows beforehand that it will need it.
    mutating func announce(_ digest: DigestAlgorithm) {
        let isAnnounced = digestAlgorithms.contains { bytes in
            var reader = DERReader(bytes[...], rules: .ber)
            return (try? AlgorithmIdentifier(reading: &reader, "a digest algorithm")).flatMap(DigestAlgorithm.init)
                == digest
        }
        if !isAnnounced { digestAlgorithms.append(digest.algorithmIdentifier.der) }
    }

    fileprivate mutating func add(certificatesOf builder: SignerInfoBuilder) {
        guard builder.options.includesCertificates else { return }
        let chain = builder.options.includesChain ? builder.signer.chain : []
        for certificate in [builder.signer.certificate] + chain where !certificates.contains(certificate.der) {
            certificates.append(certificate.der)
        }
    }

    fileprivate mutating func sign(
        _ builders: [SignerInfoBuilder],
        digests: [DigestAlgorithm: [UInt8]]
    ) throws(SigningError) {
        for builder in builders {
            guard let digest = digests[builder.digestAlgorithm] else {
                throw .malformed("the content was not digested")
            }
            signers.append(try builder.build(contentType: contentType, digest: digest))
        }
    }

    /// The parts with placeholders of the right length for signers, or `nil` if a length varies.
    fileprivate func withPlaceholders(_ builders: [SignerInfoBuilder]) throws(SigningError) -> SignedDataParts? {
        var sized = self
        for builder in builders {
            guard let placeholder = try builder.placeholder(contentType: contentType) else { return nil }
            sized.signers.append(placeholder)
        }
        return sized
    }
}

extension SigningError.Code {
    /// A signature that is already there does not fit its content, so nothing is added to it.
    public static let earlierSignatureBroken = SigningError.Code(rawValue: "EARLIER_SIGNATURE_BROKEN")
    /// The content of a detached signature was not given.
    public static let contentMissing = SigningError.Code(rawValue: "CONTENT_MISSING")
    /// The message has no signature of that number.
    public static let noSuchSignature = SigningError.Code(rawValue: "NO_SUCH_SIGNATURE")
}
