/// An attribute of an XML element.
package struct XMLAttribute: Hashable, Sendable {
    /// The namespace's URI; empty for an attribute without prefix.
    package let namespace: String
    /// The local name.
    package let name: String
    /// The value, normalised as XML 1.0 section 3.3.3 says for an attribute without a declared type.
    package let value: String

    /// Creates an attribute.
    package init(namespace: String = "", name: String, value: String) {
        self.namespace = namespace
        self.name = name
        self.value = value
    }
}
