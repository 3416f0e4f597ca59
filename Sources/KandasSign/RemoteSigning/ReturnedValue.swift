/// Builds the message around the signature value that came back from elsewhere.
final class ReturnedValue: ContentSigning {
    private let signer: ReturnedValueSigner
    private let options: SignatureOptions
    private let limits: Limits

    init(_ signer: ReturnedValueSigner, options: SignatureOptions, limits: Limits) {
        self.signer = signer
        self.options = options
        self.limits = limits
    }

    func sign(
        _ content: any RandomAccessBytes,
        isDetached: Bool,
        to sink: any ByteSink
    ) throws(SigningError) {
        try SignedDataWriter(limits: limits)
            .sign(content.source(), isDetached: isDetached, signers: [signer], options: options, to: sink)
    }
}
