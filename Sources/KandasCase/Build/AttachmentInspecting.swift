public import KandasSign

/// A judge of attached documents that sees their bytes once, in pieces, while they are copied or digested.
public protocol AttachmentInspecting {
    /// Takes the next bytes.
    mutating func update(_ chunk: ArraySlice<UInt8>)

    /// Ends the document.
    ///
    /// - Parameter name: The document's name.
    /// - Returns: What was found.
    mutating func finish(name: String) -> AttachmentInspection
}

/// What a judge found about an attached document.
public struct AttachmentInspection: Hashable, Sendable {
    /// The media type by content, or `nil` if it is neither PDF nor JPEG.
    public var mediaType: String?
    /// The findings.
    ///
    /// A failure means that the document is not accepted.
    public var reasons: [Reason]

    /// Creates a result.
    public init(mediaType: String?, reasons: [Reason] = []) {
        self.mediaType = mediaType
        self.reasons = reasons
    }

    /// Whether the document is not accepted.
    public var isRejected: Bool { mediaType == nil || reasons.contains { $0.severity == .failure } }
}
