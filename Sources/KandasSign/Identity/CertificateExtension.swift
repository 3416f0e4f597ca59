/// An extension of a certificate or CRL (RFC 5280 section 4.2).
public struct CertificateExtension: Hashable, Sendable {
    /// Which extension it is.
    public let identifier: ObjectIdentifier
    /// Whether whoever does not understand it must refuse the certificate.
    public let isCritical: Bool
    /// The DER encoding inside the OCTET STRING.
    public let value: [UInt8]

    /// Reads Extensions; each may occur once.
    package static func readAll(
        _ reader: inout DERReader,
        _ what: StaticString
    ) throws(SigningError) -> [CertificateExtension] {
        var list = try reader.enter(DER.Tag.sequence, what)
        var extensions: [CertificateExtension] = []
        var seen: Set<ObjectIdentifier> = []
        while !list.isAtEnd {
            var fields = try list.enter(DER.Tag.sequence, what)
            let identifier = try fields.next().objectIdentifier(what)
            let critical = try fields.optional(DER.Tag.boolean)?.boolean(what) ?? false
            let value = try fields.next(DER.Tag.octetString, what).content
            try fields.end(what)
            guard seen.insert(identifier).inserted else { throw .malformed("\(what): \(identifier) occurs twice") }
            extensions.append(
                CertificateExtension(identifier: identifier, isCritical: critical, value: Array(value))
            )
        }
        return extensions
    }
}

extension CertificateExtension {
    /// Identifiers of extensions (RFC 5280 section 4.2.1 and 5.2).
    public enum Identifier {
        /// subjectKeyIdentifier.
        public static let subjectKeyIdentifier: ObjectIdentifier = "2.5.29.14"
        /// keyUsage.
        public static let keyUsage: ObjectIdentifier = "2.5.29.15"
        /// subjectAltName.
        public static let subjectAlternativeName: ObjectIdentifier = "2.5.29.17"
        /// basicConstraints.
        public static let basicConstraints: ObjectIdentifier = "2.5.29.19"
        /// cRLNumber.
        public static let crlNumber: ObjectIdentifier = "2.5.29.20"
        /// reasonCode of a CRL entry.
        public static let reasonCode: ObjectIdentifier = "2.5.29.21"
        /// deltaCRLIndicator.
        public static let deltaCRLIndicator: ObjectIdentifier = "2.5.29.27"
        /// issuingDistributionPoint.
        public static let issuingDistributionPoint: ObjectIdentifier = "2.5.29.28"
        /// certificateIssuer of a CRL entry.
        public static let certificateIssuer: ObjectIdentifier = "2.5.29.29"
        /// nameConstraints.
        public static let nameConstraints: ObjectIdentifier = "2.5.29.30"
        /// cRLDistributionPoints.
        public static let crlDistributionPoints: ObjectIdentifier = "2.5.29.31"
        /// certificatePolicies.
        public static let certificatePolicies: ObjectIdentifier = "2.5.29.32"
        /// authorityKeyIdentifier.
        public static let authorityKeyIdentifier: ObjectIdentifier = "2.5.29.35"
        /// policyConstraints.
        public static let policyConstraints: ObjectIdentifier = "2.5.29.36"
        /// extKeyUsage.
        public static let extendedKeyUsage: ObjectIdentifier = "2.5.29.37"
        /// inhibitAnyPolicy.
        public static let inhibitAnyPolicy: ObjectIdentifier = "2.5.29.54"
        /// authorityInfoAccess.
        public static let authorityInformationAccess: ObjectIdentifier = "1.3.6.1.5.5.7.1.1"
        /// expiredCertsOnCRL (X.509 section 9.5.2.8).
        public static let expiredCertificatesOnCRL: ObjectIdentifier = "2.5.29.60"
    }
}
