/// Takes what ``XMLContentParser`` finds in a document, in the document's order.
///
/// The pointers of names and namespaces are interned: equal names have equal pointers, and they stay valid while the
/// parser lives. Everything else is valid during the call only.
protocol XMLContentHandler: AnyObject {
    /// Reading begins; `parser` lives until it ends.
    func begin(_ parser: XMLContentParser)
    /// A start tag, or the start of an empty element.
    func startElement(_ tag: XMLStartTag) throws(SigningError)
    /// The end of the element that was started last.
    func endElement() throws(SigningError)
    /// Text inside the root element, with line ends and character references resolved; it may come in pieces.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SigningError)
    /// A comment, anywhere.
    func comment(_ bytes: UnsafeBufferPointer<UInt8>) throws(SigningError)
    /// A processing instruction, anywhere; `data` is empty if it has none.
    func instruction(target: XMLNamePointer, data: UnsafeBufferPointer<UInt8>) throws(SigningError)
}

extension XMLContentHandler {
    func begin(_ parser: XMLContentParser) {}
}

/// A name, prefix or namespace URI that the parser has interned.
typealias XMLNamePointer = UnsafePointer<UInt8>
