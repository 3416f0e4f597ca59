/// Turns content into a CMS message, wherever the key is and however many steps that takes.
public protocol ContentSigning: AnyObject {
    /// Writes the message over some content.
    ///
    /// - Parameters:
    ///   - content: The content; it may be read more than once.
    ///   - isDetached: Whether the content stays outside the message.
    ///   - sink: Takes the message. In the first of two steps there is none yet, and nothing is written.
    /// - Throws: ``SigningError`` if the content cannot be signed, or what came back does not fit it.
    func sign(
        _ content: any RandomAccessBytes,
        isDetached: Bool,
        to sink: any ByteSink
    ) throws(SigningError)
}

extension ContentSigning {
    /// The detached message over bytes in memory, such as a container's manifest.
    public func detachedMessage(over content: [UInt8]) throws(SigningError) -> [UInt8] {
        let sink = MemorySink()
        try sign(MemoryBytes(content), isDetached: true, to: sink)
        return sink.bytes
    }
}

/// A sink for a product that nobody wants to have.
final class DiscardingSink: ByteSink {
    func write(_ bytes: ArraySlice<UInt8>) throws(SigningError) {}
}
