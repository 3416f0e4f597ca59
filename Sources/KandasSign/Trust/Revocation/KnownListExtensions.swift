/// The extensions of a revocation list that this library reads, decoded (RFC 5280 section 5.2).
struct KnownListExtensions: Sendable {
    private(set) var scope = IssuingDistributionPoint()
    /// The number of the list, as content octets of a positive INTEGER.
    private(set) var number: [UInt8]?
    /// The number of the list whose changes a delta list tells; `nil` in a complete one.
    private(set) var baseNumber: [UInt8]?
    /// The identifier of the key that signed.
    private(set) var keyIdentifier: [UInt8]?
    /// Since when the list keeps certificates that have ended.
    private(set) var keepsExpiredSince: Timestamp?
    /// Whether every critical extension is among these.
    private(set) var isUnderstood = true

    init(_ extensions: [CertificateExtension], issuer: DistinguishedName) throws(SigningError) {
        for found in extensions {
            var value = DERReader(found.value)
            switch found.identifier {
            case CertificateExtension.Identifier.crlNumber:
                number = Array(try value.next().integerOctets("cRLNumber"))
                try value.end("cRLNumber")
                // Section 5.2.3: never critical.
                if found.isCritical { isUnderstood = false }
            case CertificateExtension.Identifier.deltaCRLIndicator:
                baseNumber = Array(try value.next().integerOctets("deltaCRLIndicator"))
                try value.end("deltaCRLIndicator")
            case CertificateExtension.Identifier.issuingDistributionPoint:
                scope = try IssuingDistributionPoint(found.value, issuer: issuer)
            case CertificateExtension.Identifier.authorityKeyIdentifier:
                var fields = try value.enter(DER.Tag.sequence, "authorityKeyIdentifier")
                keyIdentifier = try fields.optional(DER.Tag.implicit(0)).map { Array($0.content) }
            case CertificateExtension.Identifier.expiredCertificatesOnCRL:
                keepsExpiredSince = try? value.next().time("expiredCertsOnCRL")
                if found.isCritical, keepsExpiredSince == nil { isUnderstood = false }
            default: if found.isCritical { isUnderstood = false }
            }
        }
    }

    /// Whether one number of a list is less than another; negative ones, which RFC 5280 section 5.2.3 does not allow, are
    /// less than nothing.
    static func isLess(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        let (left, right) = (left.drop { $0 == 0 }, right.drop { $0 == 0 })
        return left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count < right.count
    }
}
