/// A name of a place where revocation lists are found (DistributionPointName, RFC 5280 section 4.2.1.13).
///
/// Directory names are compared by section 7.1, all others by their encodings.
struct DistributionPointName: Hashable, Sendable {
    private let normalized: [UInt8]

    private static let directoryName = DER.Tag.explicit(4)

    /// Names a directory entry.
    init(_ name: DistinguishedName) { normalized = DER.element(DistributionPointName.directoryName, name.normalized) }

    private init(normalized: [UInt8]) { self.normalized = normalized }

    /// Reads the names of one distribution point: what stands inside its explicit tag 0.
    ///
    /// - Parameters:
    ///   - reader: At the names.
    ///   - issuer: What a relative name is relative to; `nil` where that is not one name.
    /// - Returns: The names.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput``.
    static func all(
        _ reader: inout DERReader,
        relativeTo issuer: DistinguishedName?
    ) throws(SigningError) -> Set<DistributionPointName> {
        let choice = try reader.next()
        try reader.end("the name of a distribution point")
        switch choice.tag {
        case DER.Tag.explicit(0):
            var list = try reader.entering(choice)
            return try generalNames(&list)
        case DER.Tag.explicit(1):
            guard let issuer else { throw .malformed("a name of a distribution point relative to more than one name") }
            var relative = try reader.entering(choice)
            let parts = issuer.relativeNames + [DistinguishedName.normalized(&relative)]
            return [
                DistributionPointName(
                    normalized: DER.element(directoryName, DER.sequence(of: parts))
                )
            ]
        default: throw .malformed("the name of a distribution point is of an unknown kind")
        }
    }

    /// Reads the elements of GeneralNames.
    static func generalNames(_ list: inout DERReader) throws(SigningError) -> Set<DistributionPointName> {
        var names: Set<DistributionPointName> = []
        while !list.isAtEnd {
            let name = try list.next()
            if name.tag == directoryName {
                var inner = try list.entering(name)
                names.insert(DistributionPointName(try DistinguishedName(reading: &inner, "a directory name")))
                try inner.end("a directory name")
            } else {
                names.insert(DistributionPointName(normalized: Array(name.bytes)))
            }
        }
        return names
    }
}
