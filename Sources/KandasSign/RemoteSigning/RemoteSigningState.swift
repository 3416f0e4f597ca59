/// Everything that is needed to complete, in a later process, a signature by a key that is elsewhere.
public struct RemoteSigningState<Plan: RemoteSigningPlan>: Codable, Hashable, Sendable {
    /// The version of the format; always 1.
    public let version: Int
    /// What kind of plan it holds: ``RemoteSigningPlan/kind``.
    public let kind: String
    /// What is to be made.
    public let plan: Plan
    /// Who was asked, and for what.
    public let request: RemoteSigningRequest
    /// What was given out.
    public let bytes: BytesToSign
    /// Whether the product was made.
    public internal(set) var isCompleted: Bool

    /// Takes the first step: finds and writes the bytes to be signed.
    ///
    /// - Parameters:
    ///   - plan: What is to be made.
    ///   - request: Who is asked, and for what.
    ///   - output: Takes the bytes to be signed: the signed attributes for a bare value, the content for a message.
    ///   - limits: Bounds.
    /// - Throws: ``SigningError``: what reading the inputs and the sink throw.
    public init(
        preparing plan: Plan,
        request: RemoteSigningRequest,
        to output: any ByteSink,
        limits: Limits = Limits()
    ) throws(SigningError) {
        let preparation = RemotePreparation(request, to: output, limits: limits)
        try plan.write(to: DiscardingSink(), signing: preparation, limits: limits)
        guard let bytes = preparation.bytes else { throw .malformed("there is nothing to sign") }
        version = RemoteSigningFormat.version
        kind = Plan.kind
        self.plan = plan
        self.request = request
        self.bytes = bytes
        isCompleted = false
    }

    /// Takes the second step: makes the product with what came back.
    ///
    /// Nothing is written before the inputs were found to be what they were. What was written when an error is thrown is
    /// no product.
    ///
    /// - Parameters:
    ///   - returned: What came back.
    ///   - time: When a signer who was not known before is asked whether the certificate allows signing.
    ///   - sink: Takes the product.
    ///   - limits: Bounds.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/alreadyCompleted``, ``SigningError/Code/inputChanged``,
    ///   ``SigningError/Code/returnedSignatureInvalid``, ``SigningError/Code/returnedContentDiffers``,
    ///   ``SigningError/Code/returnedCertificateDiffers``, ``SigningError/Code/returnedCertificateMissing``; for a signer
    ///   who was not known before, those of ``SigningKeyCheck``; what reading and the sink throw.
    public func complete(
        with returned: ReturnedSignature,
        at time: Timestamp,
        to sink: any ByteSink,
        limits: Limits = Limits()
    ) throws(SigningError) {
        guard !isCompleted else { throw .completedBefore }
        for input in plan.inputs { try input.requireUnchanged(limits: limits) }
        let signing: any ContentSigning
        switch (returned.content, request) {
        case (.message(let message), .message(let signer)):
            signing = ReturnedMessage(
                message,
                signer: signer,
                expected: bytes.sha256,
                time: time,
                limits: limits
            )
        case (.message(let message), .value(let signer, _)):
            signing = ReturnedMessage(message, signer: signer, expected: nil, time: time, limits: limits)
        case (.value(let candidates), .value(let signer, let options)):
            let signer = ReturnedValueSigner(signer, expected: bytes, candidates: candidates)
            signing = ReturnedValue(signer, options: options, limits: limits)
        case (.value, .message): throw .messageNeeded
        }
        try plan.write(to: sink, signing: signing, limits: limits)
    }
}

/// What state files of every kind have in common.
enum RemoteSigningFormat {
    static let version = 1
}

extension SigningError {
    static var completedBefore: SigningError {
        SigningError(.alreadyCompleted, "the signature was already completed; prepare a new one to sign again")
    }
}
