/// An attribute of a signer (RFC 5652 section 5.3).
public struct CMSAttribute: Hashable, Sendable {
    /// What the attribute tells.
    public let type: ObjectIdentifier
    /// The values, each a whole element.
    public let values: [[UInt8]]

    /// Creates an attribute.
    package init(type: ObjectIdentifier, values: [[UInt8]]) {
        self.type = type
        self.values = values
    }

    /// Reads one attribute.
    package init(reading reader: inout DERReader) throws(SigningError) {
        var fields = try reader.enter(DER.Tag.sequence, "an attribute")
        type = try fields.next().objectIdentifier("an attribute's type")
        var set = try fields.enter(DER.Tag.set, "an attribute's values")
        try fields.end("an attribute")
        values = try set.all(atMost: 1_000, "values of one attribute").map { Array($0.bytes) }
    }

    /// The DER form.
    package var der: [UInt8] { DER.sequence(DER.objectIdentifier(type), DER.set(of: values)) }
}
