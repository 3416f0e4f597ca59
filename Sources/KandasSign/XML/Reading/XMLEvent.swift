/// One step through an XML document, as ``XMLStreamReader`` reports it.
package enum XMLEvent: Hashable, Sendable {
    /// A start tag, or the start of an empty element. `namespace` is the namespace's URI, empty where there is none;
    /// `name` is the local name. Namespace declarations are not among the attributes.
    case startElement(namespace: String, name: String, attributes: [XMLAttribute])
    /// Text, never empty. Text that a comment interrupts comes in several events: whoever wants an element's whole text
    /// joins them, as ``XMLStreamReader/elementText()`` does, so that no comment can cut a value short.
    case text(String)
    /// The end of the element that was started last.
    case endElement
}
