/// An AlgorithmIdentifier (RFC 5280 section 4.1.1.2): an algorithm and its parameters.
public struct AlgorithmIdentifier: Hashable, Sendable {
    /// The algorithm.
    public let identifier: ObjectIdentifier
    /// The whole element of the parameters, or `nil` if they are absent.
    public let parameters: [UInt8]?

    /// Creates an algorithm identifier.
    package init(_ identifier: ObjectIdentifier, parameters: [UInt8]? = nil) {
        self.identifier = identifier
        self.parameters = parameters
    }

    /// Reads the SEQUENCE.
    package init(reading reader: inout DERReader, _ what: StaticString) throws(SigningError) {
        var inner = try reader.enter(DER.Tag.sequence, what)
        identifier = try inner.next(DER.Tag.objectIdentifier, what).objectIdentifier(what)
        parameters = inner.isAtEnd ? nil : Array(try inner.next().bytes)
        try inner.end(what)
    }

    /// Whether the parameters are absent or NULL, which many algorithms use alike.
    package var hasNoParameters: Bool { parameters == nil || parameters == DER.null }

    /// The DER form.
    package var der: [UInt8] { DER.sequence(DER.objectIdentifier(identifier), parameters ?? []) }
}
