/// A small part of a document as a tree: a signature without what it signs.
struct XMLElement: Sendable {
    /// The namespace's URI; empty if there is none.
    let namespace: String
    /// The local name.
    let name: String
    /// The number of the element in its document, counted from 0 by start tags.
    let number: Int
    /// The number of the last element in it, or its own.
    var last: Int
    /// The attributes.
    let attributes: [XMLAttribute]
    /// What prefixes stand for here; kept for XPath expressions only.
    let namespaces: [String: String]
    /// The child elements.
    var children: [XMLElement] = []
    /// The element's own text, joined over comments and children.
    var text = ""

    /// Whether the element has this name.
    func isNamed(_ name: String, _ namespace: String) -> Bool { self.name == name && self.namespace == namespace }

    /// The value of an attribute without prefix.
    subscript(attribute name: String) -> String? {
        attributes.first { $0.namespace.isEmpty && $0.name == name }?.value
    }

    /// The children with this name.
    func all(_ name: String, _ namespace: String) -> [XMLElement] { children.filter { $0.isNamed(name, namespace) } }

    /// The first child with this name.
    func first(_ name: String, _ namespace: String) -> XMLElement? {
        children.first { $0.isNamed(name, namespace) }
    }

    /// The octets that the text is base64 of.
    var octets: [UInt8]? { XMLBase64.decode(text) }

    /// The text without white space at its ends.
    var trimmed: String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
