/// Raises the signatures of signed files to a level: of CMS messages, of containers with such messages, and of
/// XML documents.
public struct SignedFileExtender: Sendable {
    private let messages: SignedDataExtender
    private let containers: ContainerExtender
    private let documents: XMLSignatureExtender?
    private let limits: Limits

    /// Creates an extender.
    ///
    /// - Parameters:
    ///   - messages: How messages are extended.
    ///   - documents: How XML documents are extended; `nil` if they are not.
    ///   - limits: Bounds on what is read.
    public init(
        _ messages: SignedDataExtender,
        documents: XMLSignatureExtender? = nil,
        limits: Limits = Limits()
    ) {
        self.documents = documents
        self.limits = limits
        self.messages = messages
        containers = ContainerExtender(messages, limits: limits)
    }

    /// Raises all signatures of a file.
    ///
    /// - Parameters:
    ///   - input: The file.
    ///   - content: What a detached signature was made over.
    ///   - level: T, LT or LTA.
    ///   - time: The time to judge at: now.
    ///   - sink: Takes the new file.
    /// - Throws: ``SigningError`` as ``SignedDataExtender/extend(_:content:to:at:to:)`` does, and with code
    ///   ``SigningError/Code/unsupported`` for a file of another kind, and for content beside a container.
    public func extend(
        _ input: SignedInput,
        content: InputFile? = nil,
        to level: SignatureLevel,
        at time: Timestamp,
        to sink: any ByteSink
    ) throws(SigningError) {
        switch input.format {
        case .cms:
            try messages.extend(input.bytes, content: content?.source(), to: level, at: time, to: sink)
        case .asice:
            guard content == nil else { throw .unsupported("a container holds what it signs itself") }
            try containers.extend(input.bytes, to: level, at: time, to: sink)
        case .xml:
            guard let documents else { throw .unsupported("XML documents are not extended") }
            try documents.extend(
                input.bytes,
                content: try XMLDetachedContent(content, limits: limits),
                to: level,
                at: time,
                to: sink
            )
        case .pdf: throw .unsupported("a PDF is not extended: its signature gets its level when it is made")
        }
    }
}
