/// Which certificates and reasons a revocation list speaks of (IssuingDistributionPoint, RFC 5280 section 5.2.5).
struct IssuingDistributionPoint: Sendable, Hashable {
    /// The names of the place; `nil` if the list has none.
    private(set) var names: Set<DistributionPointName>?
    /// Whether it speaks of end entities' certificates.
    private(set) var coversEndEntities = true
    /// Whether it speaks of authorities' certificates.
    private(set) var coversAuthorities = true
    /// The reasons it speaks of.
    private(set) var reasons = RevocationReasons.all
    /// Whether it speaks of other issuers' certificates, too.
    private(set) var isIndirect = false

    /// A list's that says nothing about it.
    init() {}

    /// Reads the extension's value.
    init(_ value: [UInt8], issuer: DistinguishedName) throws(SigningError) {
        var reader = DERReader(value)
        var fields = try reader.enter(DER.Tag.sequence, "issuingDistributionPoint")
        try reader.end("issuingDistributionPoint")
        // RFC 5280 section 5.2.5: one that says nothing must not stand there.
        guard !fields.isAtEnd else { throw .malformed("an empty issuingDistributionPoint") }
        if let field = try fields.optional(DER.Tag.explicit(0)) {
            var inner = try fields.entering(field)
            names = try DistributionPointName.all(&inner, relativeTo: issuer)
        }
        let onlyEndEntities = try IssuingDistributionPoint.flag(1, &fields)
        let onlyAuthorities = try IssuingDistributionPoint.flag(2, &fields)
        if let field = try fields.optional(DER.Tag.implicit(3)) {
            reasons = try RevocationReasons(field, "onlySomeReasons")
        }
        isIndirect = try IssuingDistributionPoint.flag(4, &fields)
        let onlyAttributes = try IssuingDistributionPoint.flag(5, &fields)
        try fields.end("issuingDistributionPoint")
        // One that says to be for both alone is for neither.
        coversEndEntities = !onlyAuthorities && !onlyAttributes
        coversAuthorities = !onlyEndEntities && !onlyAttributes
    }

    private static func flag(_ number: UInt8, _ fields: inout DERReader) throws(SigningError) -> Bool {
        guard let field = try fields.optional(DER.Tag.implicit(number)) else { return false }
        return try DERElement(tag: DER.Tag.boolean, content: field.content, bytes: field.bytes)
            .boolean("issuingDistributionPoint")
    }

    /// Whether the list of `issuer` with this extension speaks of `certificate` as one of `point` (RFC 5280 section
    /// 6.3.3 (b)).
    func covers(_ certificate: Certificate, at point: DistributionPoint, issuer: DistinguishedName) -> Bool {
        if point.issuers.isEmpty {
            guard issuer.matches(certificate.issuer) else { return false }
        } else {
            guard isIndirect, point.issuers.contains(DistributionPointName(issuer)) else { return false }
        }
        if let names, names.isDisjoint(with: point.names.isEmpty ? point.issuers : point.names) { return false }
        return certificate.isAuthority ? coversAuthorities : coversEndEntities
    }
}
