/// An attribute of the namespace `xml` that an element takes over from one above it.
final class InheritedAttribute {
    let name: XMLNamePointer
    let prefix: XMLNamePointer?
    let namespace: XMLNamePointer?
    private let storage: UnsafeMutableBufferPointer<UInt8>

    /// Copies a value; the names stay those of the parser.
    init(_ attribute: XMLStartTag.Attribute, value: some Collection<UInt8>) {
        name = attribute.name
        prefix = attribute.prefix
        namespace = attribute.namespace
        storage = .allocate(capacity: value.count)
        _ = storage.initialize(fromContentsOf: value)
    }

    deinit { storage.deallocate() }

    /// The attribute; valid while this object lives.
    var attribute: XMLStartTag.Attribute {
        XMLStartTag.Attribute(
            name: name,
            prefix: prefix,
            namespace: namespace,
            value: UnsafeBufferPointer(storage)
        )
    }
}
