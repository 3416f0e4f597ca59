/// An attribute whose value identifies its element within the document.
///
/// There are no document type declarations to say which attributes do, so it is said here. Everything that counts makes
/// an element the target of a reference, and makes a second element with the same value a duplicate.
public struct XMLIdentifierAttribute: Hashable, Sendable {
    /// The namespace's URI; empty for an attribute without prefix.
    public let namespace: String
    /// The local name.
    public let name: String

    /// Names an attribute.
    public init(namespace: String = "", name: String) {
        self.namespace = namespace
        self.name = name
    }

    /// `Id` of XML Signature, XAdES and the national profile, `ID` of SAML, `id`, `wsu:Id` of WS-Security and `xml:id`, on
    /// any element.
    public static let standard: Set<XMLIdentifierAttribute> = [
        XMLIdentifierAttribute(name: "Id"),
        XMLIdentifierAttribute(name: "ID"),
        XMLIdentifierAttribute(name: "id"),
        XMLIdentifierAttribute(namespace: XMLNamespace.webServiceUtility, name: "Id"),
        XMLIdentifierAttribute(namespace: XMLNamespace.xml, name: "id"),
    ]
}
