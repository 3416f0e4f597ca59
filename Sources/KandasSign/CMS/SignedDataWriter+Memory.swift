extension SignedDataWriter {
    /// Signs bytes in memory, detached.
    ///
    /// - Returns: The message in DER.
    /// - Throws: ``SigningError`` as ``sign(_:isDetached:signers:options:to:)`` does.
    public func signDetached(
        _ content: [UInt8],
        signers: [any Signer],
        options: SignatureOptions
    ) throws(SigningError) -> [UInt8] {
        let sink = MemorySink()
        try sign(MemoryBytes(content).source(), isDetached: true, signers: signers, options: options, to: sink)
        return sink.bytes
    }
}
