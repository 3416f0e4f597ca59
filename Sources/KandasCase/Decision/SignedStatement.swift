public import KandasSign

/// Bytes that somebody signed as an attached CMS message (RFC 5652): a status list, a list of authorities, a receipt.
public struct SignedStatement: Sendable {
    /// What was signed; to be acted on only once the signature was judged.
    public let content: [UInt8]
    /// What the message holds.
    public let facts: SignedDataFacts

    /// Reads a message.
    ///
    /// - Parameters:
    ///   - source: The message, in DER, BER, PEM or base64.
    ///   - limit: The longest content that is taken.
    ///   - limits: Further bounds.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/contentMissing`` if the content stands outside,
    ///   ``SigningError/Code/malformedInput`` unless there is exactly one signer, and what reading throws.
    public init(_ source: any ByteSource, limit: Int, limits: Limits = Limits()) throws(SigningError) {
        let sink = MemorySink(limit: limit)
        facts = try SignedDataReader(limits: limits).read(try TextArmor.decoding(source), copyingContentTo: sink)
        guard facts.isAttached else {
            throw SigningError(.contentMissing, "what was signed stands outside of the message")
        }
        guard facts.signers.count == 1 else { throw .malformed("a statement has one signer") }
        content = sink.bytes
    }

    /// Signs content.
    ///
    /// - Parameters:
    ///   - content: What is stated.
    ///   - signer: Who states it.
    ///   - time: When.
    /// - Returns: The message in DER.
    /// - Throws: ``SigningError``: what the signer throws.
    public static func sign(
        _ content: [UInt8],
        by signer: any Signer,
        at time: Timestamp
    ) throws(SigningError) -> [UInt8] {
        let sink = MemorySink()
        try SignedDataWriter()
            .sign(
                MemoryBytes(content).source(),
                isDetached: false,
                signers: [signer],
                options: SignatureOptions(signingTime: time),
                to: sink
            )
        return sink.bytes
    }
}
