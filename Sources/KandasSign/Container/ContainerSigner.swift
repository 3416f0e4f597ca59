/// Adds signatures to ASiC-E containers; every byte of what is there is kept.
public struct ContainerSigner: Sendable {
    private let limits: Limits

    /// Creates a signer of containers.
    public init(limits: Limits = Limits()) { self.limits = limits }

    /// Adds a signer over the same files: to the first signature that covers all of them, else as one more signature
    /// with a manifest of its own.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/earlierSignatureBroken`` if a file was changed, is
    ///   missing or not signed, or a signature that is there does not hold.
    public func cosign(
        _ bytes: any RandomAccessBytes,
        signer: any Signer,
        options: SignatureOptions,
        to sink: any ByteSink
    ) throws(SigningError) {
        let container = try ASiCContainer(bytes, limits: limits)
        let check = try sound(container)
        guard let whole = check.signatures.first(where: \.coversAllFiles) else {
            try container.writeAddingSignature(to: sink) { (manifest) throws(SigningError) in
                try SignedDataWriter(limits: limits).signDetached(manifest, signers: [signer], options: options)
            }
            return
        }
        let message = MemorySink()
        try SignedDataWriter(limits: limits)
            .cosign(
                MemoryBytes(whole.signed.signature),
                content: MemoryBytes(whole.signed.bytes).source(),
                signer: signer,
                options: options,
                to: message
            )
        try container.write(replacingSignatures: [whole.signed.signatureName: message.bytes], to: sink)
    }

    /// Signs a signature that is there, by its number in a report about the container, from 1.
    ///
    /// - Throws: ``SigningError`` as ``cosign(_:signer:options:to:)`` does, and with code
    ///   ``SigningError/Code/noSuchSignature``.
    public func countersign(
        _ bytes: any RandomAccessBytes,
        number: Int,
        signer: any Signer,
        options: SignatureOptions,
        to sink: any ByteSink
    ) throws(SigningError) {
        let container = try ASiCContainer(bytes, limits: limits)
        var before = 0
        for one in try sound(container).signatures {
            let facts = try SignedDataReader(limits: limits)
                .read(
                    MemoryBytes(one.signed.signature).source(),
                    content: MemoryBytes(one.signed.bytes).source()
                )
            guard number > before, number <= before + facts.signers.count else {
                before += facts.signers.count
                continue
            }
            let message = MemorySink()
            try SignedDataWriter(limits: limits)
                .countersign(
                    MemoryBytes(one.signed.signature),
                    content: MemoryBytes(one.signed.bytes).source(),
                    number: number - before,
                    signer: signer,
                    options: options,
                    to: message
                )
            try container.write(replacingSignatures: [one.signed.signatureName: message.bytes], to: sink)
            return
        }
        throw SigningError(.noSuchSignature, "there is no signature \(number); the container has \(before)")
    }

    private func sound(_ container: ASiCContainer) throws(SigningError) -> ASiCCheck {
        guard container.xmlSignatures.isEmpty else {
            throw .unsupported("the container has XML signatures, beside which CMS signatures must not stand")
        }
        let check = try container.check()
        if let broken = check.findings.first(where: { $0.severity == .failure }) {
            throw SigningError(
                .earlierSignatureBroken,
                "the container is not sound: \(broken.code) \(broken.location?.file ?? "")"
            )
        }
        return check
    }
}
