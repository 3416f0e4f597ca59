/// A name of a place where revocation lists are found (DistributionPointName, RFC 5280 section 4.2.1.13).
///
/// Names are compared by their encodings. One relative to the list's issuer is only equal to one that is written so too:
/// where they differ in form a list is not used, which is the safe side.
enum DistributionPointName: Hashable, Sendable {
    /// A GeneralName, whole.
    case full([UInt8])
    /// The content of a name relative to the list's issuer.
    case relative([UInt8])

    /// Reads the names of one distribution point: what stands inside its explicit tag 0.
    static func all(_ reader: inout DERReader) throws(SigningError) -> Set<DistributionPointName> {
        let choice = try reader.next()
        try reader.end("the name of a distribution point")
        switch choice.tag {
        case DER.Tag.explicit(0):
            var list = try reader.entering(choice)
            var names: Set<DistributionPointName> = []
            while !list.isAtEnd { names.insert(.full(Array(try list.next().bytes))) }
            return names
        case DER.Tag.explicit(1): return [.relative(Array(choice.content))]
        default: throw .malformed("the name of a distribution point is of an unknown kind")
        }
    }
}

extension Certificate {
    /// The names of all places where the certificate's revocation lists are found; empty if it names none, or the
    /// extension cannot be read.
    var distributionPoints: Set<DistributionPointName> {
        let identifier = CertificateExtension.Identifier.crlDistributionPoints
        guard let value = extensions.first(where: { $0.identifier == identifier })?.value else { return [] }
        return (try? Certificate.distributionPoints(value)) ?? []
    }

    private static func distributionPoints(_ value: [UInt8]) throws(SigningError) -> Set<DistributionPointName> {
        var reader = DERReader(value)
        var points = try reader.enter(DER.Tag.sequence, "cRLDistributionPoints")
        var names: Set<DistributionPointName> = []
        while !points.isAtEnd {
            var fields = try points.enter(DER.Tag.sequence, "cRLDistributionPoints")
            guard let field = try fields.optional(DER.Tag.explicit(0)) else { continue }
            var inner = try fields.entering(field)
            names.formUnion(try DistributionPointName.all(&inner))
        }
        return names
    }
}
