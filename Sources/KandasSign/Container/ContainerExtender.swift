/// Raises the signatures of ASiC-E containers to a level: T and LT inside each signature's file, LTA by an archive manifest
/// with a timestamp over it (ETSI EN 319 162-1 sections 4.4.4 and A.7). No file that was signed is touched.
struct ContainerExtender: Sendable {
    private let messages: SignedDataExtender
    private let limits: Limits

    init(_ messages: SignedDataExtender, limits: Limits) {
        self.messages = messages
        self.limits = limits
    }

    /// Raises all signatures of a container.
    func extend(
        _ bytes: any RandomAccessBytes,
        to level: SignatureLevel,
        at time: Timestamp,
        to sink: any ByteSink
    ) throws(SigningError) {
        let container = try ASiCContainer(bytes, limits: limits)
        let check = try container.check()
        if let broken = check.findings.first(where: { $0.severity == .failure }) {
            throw SigningError(
                .earlierSignatureBroken,
                "the container is not sound: \(broken.code) \(broken.location?.file ?? "")"
            )
        }
        guard container.archives.isEmpty || level == .lta else {
            throw .unsupported("an archive timestamp covers the signatures, so that only LTA can be added")
        }
        guard !check.signatures.isEmpty else {
            throw .unsupported("a container without signatures that can be extended")
        }
        var replacements: [String: [UInt8]] = [:]
        for one in check.signatures where container.archives.isEmpty {
            let message = MemorySink()
            try messages.extend(
                MemoryBytes(one.signed.signature),
                content: MemoryBytes(one.signed.bytes).source(),
                to: min(level, .lt),
                at: time,
                to: message
            )
            replacements[one.signed.signatureName] = message.bytes
        }
        guard level == .lta else {
            try container.write(replacingSignatures: replacements, to: sink)
            return
        }
        try container.writeAddingArchive(
            replacingSignatures: replacements,
            digest: try archiveDigest(of: check),
            to: sink
        ) { (manifest, digest) throws(SigningError) in
            try messages.token(over: MessageImprint(of: manifest, algorithm: digest)).bytes
        }
    }

    /// The digest for the archive timestamp: that for the first signature.
    private func archiveDigest(of check: ASiCCheck) throws(SigningError) -> DigestAlgorithm {
        guard let first = check.signatures.first?.signed else { return messages.imprintAlgorithm(for: nil) }
        let facts = try SignedDataReader(limits: limits)
            .read(MemoryBytes(first.signature).source(), content: MemoryBytes(first.bytes).source())
        return messages.imprintAlgorithm(for: facts.signers.first?.algorithm)
    }
}
