/// A directory name in a JSON inspection: every attribute, in the order encoded.
public struct NameDocument: Encodable, Sendable {
    /// The whole name, for people.
    public let text: String
    /// The attributes.
    public let attributes: [Attribute]

    /// One attribute.
    public struct Attribute: Encodable, Sendable {
        /// What the attribute is.
        public let type: NamedIdentifier
        /// Its value.
        public let value: String
    }

    /// Describes a name.
    public init(_ name: DistinguishedName) {
        text = name.description
        attributes = name.attributes.map { Attribute(type: NamedIdentifier($0.type), value: $0.value) }
    }
}
