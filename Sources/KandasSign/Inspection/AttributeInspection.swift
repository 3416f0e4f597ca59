/// An attribute of a signer in a JSON inspection.
public struct AttributeInspection: Encodable, Sendable {
    /// What the attribute is.
    public let type: NamedIdentifier
    /// How many values it has; all that are known here have one.
    public let valueCount: Int
    /// The length of all values, in bytes.
    public let byteCount: Int
    /// The value, where it is a simple one: an object identifier, a time or a digest.
    public let value: String?

    /// Describes an attribute.
    public init(_ attribute: CMSAttribute) {
        type = NamedIdentifier(attribute.type)
        valueCount = attribute.values.count
        byteCount = attribute.values.reduce(0) { $0 + $1.count }
        value = attribute.values.count == 1 ? attribute.values.first.flatMap(AttributeInspection.text) : nil
    }

    private static func text(of value: [UInt8]) -> String? {
        var reader = DERReader(value)
        guard let element = try? reader.next(), reader.isAtEnd else { return nil }
        switch element.tag {
        case DER.Tag.objectIdentifier:
            return (try? element.objectIdentifier("an attribute")).map { NamedIdentifier($0).description }
        case DER.Tag.utcTime, DER.Tag.generalizedTime: return (try? element.time("an attribute"))?.description
        case DER.Tag.octetString where element.content.count <= 64: return Hexadecimal.text(element.content)
        default: return nil
        }
    }
}
