/// Where lists that speak of a certificate are found, and of what they speak (DistributionPoint, RFC 5280 section 4.2.1.13).
struct DistributionPoint: Sendable {
    /// The names of the place; empty if it has none but its issuers'.
    let names: Set<DistributionPointName>
    /// The reasons that its lists speak of.
    let reasons: RevocationReasons
    /// The issuers of its lists, where that is not the issuer of the certificate; empty if it is.
    let issuers: Set<DistributionPointName>

    /// The one that every certificate has besides (section 6.3.3): lists of its issuer, wherever they are found.
    ///
    /// Where a certificate names places, a list of another place is none of its own, not even under the issuer's name.
    private init(ofIssuer issuer: DistinguishedName, hasPlaces: Bool) {
        names = hasPlaces ? [] : [DistributionPointName(issuer)]
        reasons = .all
        issuers = []
    }

    private init(reading reader: inout DERReader, of certificate: Certificate) throws(SigningError) {
        var fields = try reader.enter(DER.Tag.sequence, "a distribution point")
        let place = try fields.optional(DER.Tag.explicit(0))
        reasons =
            try fields.optional(DER.Tag.implicit(1))
            .map { element throws(SigningError) in try RevocationReasons(element, "a distribution point's reasons") }
            ?? .all
        var issuers: Set<DistributionPointName> = []
        var issuer: DistinguishedName? = certificate.issuer
        if let field = try fields.optional(DER.Tag.explicit(2)) {
            var list = try fields.entering(field)
            issuers = try DistributionPointName.generalNames(&list)
            issuer = try DistributionPoint.onlyName(field, of: fields)
        }
        self.issuers = issuers
        try fields.end("a distribution point")
        if let place {
            var inner = try fields.entering(place)
            names = try DistributionPointName.all(&inner, relativeTo: issuer)
        } else {
            names = []
        }
    }

    /// The directory name in GeneralNames of that one name.
    private static func onlyName(
        _ field: DERElement,
        of fields: DERReader
    ) throws(SigningError) -> DistinguishedName? {
        var list = try fields.entering(field)
        guard let name = try list.optional(DER.Tag.explicit(4)), list.isAtEnd else { return nil }
        var inner = try fields.entering(name)
        return try DistinguishedName(reading: &inner, "a directory name")
    }
}

extension DistributionPoint {
    /// Every distribution point of a certificate, and last the one that each has.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if the extension cannot be read.
    static func all(of certificate: Certificate) throws(SigningError) -> [DistributionPoint] {
        let identifier = CertificateExtension.Identifier.crlDistributionPoints
        var points: [DistributionPoint] = []
        if let value = certificate.extensions.first(where: { $0.identifier == identifier })?.value {
            var reader = DERReader(value)
            var list = try reader.enter(DER.Tag.sequence, "cRLDistributionPoints")
            try reader.end("cRLDistributionPoints")
            while !list.isAtEnd { points.append(try DistributionPoint(reading: &list, of: certificate)) }
        }
        return points + [DistributionPoint(ofIssuer: certificate.issuer, hasPlaces: !points.isEmpty)]
    }
}
