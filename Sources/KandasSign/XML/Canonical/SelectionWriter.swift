/// Turns the nodes of a selection into octets.
protocol SelectionWriter: AnyObject {
    /// A start tag; `inherited` as ``CanonicalWriter/start(_:scope:inherited:)`` takes it.
    func start(_ tag: XMLStartTag, scope: XMLNamespaceScope, inherited: [InheritedAttribute]) throws(SigningError)
    /// The end tag of the element that was started last.
    func end(prefix: XMLNamePointer?, name: XMLNamePointer) throws(SigningError)
    /// Text.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SigningError)
    /// A comment.
    func comment(_ bytes: UnsafeBufferPointer<UInt8>, position: CanonicalWriter.Position) throws(SigningError)
    /// A processing instruction.
    func instruction(
        target: XMLNamePointer,
        data: UnsafeBufferPointer<UInt8>,
        position: CanonicalWriter.Position
    ) throws(SigningError)
    /// The selection has ended.
    func finish() throws(SigningError)
}

extension CanonicalWriter: SelectionWriter {}

/// Writes the octets that the text of a selection is base64 of (XML Signature section 6.6.2).
final class Base64TextWriter: SelectionWriter {
    private let sink: any ByteSink
    private var pending: [UInt8] = []

    init(to sink: any ByteSink) { self.sink = sink }

    func start(_ tag: XMLStartTag, scope: XMLNamespaceScope, inherited: [InheritedAttribute]) {}
    func end(prefix: XMLNamePointer?, name: XMLNamePointer) {}
    func comment(_ bytes: UnsafeBufferPointer<UInt8>, position: CanonicalWriter.Position) {}
    func instruction(
        target: XMLNamePointer,
        data: UnsafeBufferPointer<UInt8>,
        position: CanonicalWriter.Position
    ) {}

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SigningError) {
        pending += bytes.lazy.filter { !TextArmor.isSpace($0) }
        // The last group waits: it may be the one with the padding.
        let whole = max(pending.count - 1, 0) / 4 * 4
        guard whole >= 4_096 else { return }
        try decode(pending.prefix(whole))
        pending.removeFirst(whole)
    }

    func finish() throws(SigningError) {
        try decode(pending[...])
        pending = []
    }

    private func decode(_ text: ArraySlice<UInt8>) throws(SigningError) {
        guard !text.isEmpty else { return }
        guard let decoded = XMLBase64.decode(text) else { throw .malformed("XML: text that is not base64") }
        try sink.write(decoded[...])
    }
}
