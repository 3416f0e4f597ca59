public import KandasSign

/// Signs decisions with an enveloped XAdES signature, last in the root element, and has its time proven.
public struct XAdESDecisionSigner: DecisionSigning {
    private let signer: any Signer
    private let raising: (extender: SignedFileExtender, level: SignatureLevel)?
    private let now: @Sendable () -> Timestamp

    /// Creates a signer.
    ///
    /// - Parameters:
    ///   - signer: Who signs.
    ///   - raising: What gives the signature its level, T or above; `nil` for drafts only, which have none.
    ///   - now: Tells the time to sign at.
    public init(
        _ signer: any Signer,
        raising: (extender: SignedFileExtender, level: SignatureLevel)?,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.signer = signer
        self.raising = raising
        self.now = now
    }

    /// Signs a document.
    public func sign(_ document: [UInt8]) throws(SigningError) -> [UInt8] {
        let time = now()
        let signed = MemorySink()
        try XMLSignatureWriter()
            .sign(
                MemoryBytes(document),
                signer: signer,
                options: SignatureOptions(signingTime: time),
                form: XMLSignatureForm(.xades),
                to: signed
            )
        guard let raising else { return signed.bytes }
        let raised = MemorySink()
        try raising.extender.extend(
            SignedInput(format: .xml, bytes: MemoryBytes(signed.bytes)),
            to: raising.level,
            at: now(),
            to: raised
        )
        return raised.bytes
    }
}
