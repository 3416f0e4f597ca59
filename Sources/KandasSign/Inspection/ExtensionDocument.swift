/// An extension of a certificate or revocation list in a JSON inspection.
public struct ExtensionDocument: Encodable, Sendable {
    /// Which extension it is.
    public let type: NamedIdentifier
    /// Whether whoever does not know it must refuse the certificate.
    public let isCritical: Bool
    /// The length of the value, in bytes.
    public let byteCount: Int
    /// The locations that the value names: where revocation lists, the issuer's certificate or OCSP are found.
    public let locations: [String]?

    /// Describes an extension.
    public init(_ found: CertificateExtension) {
        type = NamedIdentifier(found.identifier)
        isCritical = found.isCritical
        byteCount = found.value.count
        var locations: [String] = []
        if ExtensionDocument.withLocations.contains(found.identifier) {
            var reader = DERReader(found.value)
            ExtensionDocument.collect(&reader, into: &locations)
        }
        self.locations = locations.isEmpty ? nil : locations
    }

    private static let withLocations: Set<ObjectIdentifier> = [
        CertificateExtension.Identifier.crlDistributionPoints, CertificateExtension.Identifier.issuingDistributionPoint,
        "2.5.29.46", "1.3.6.1.5.5.7.1.1",
    ]

    /// The uniformResourceIdentifiers (RFC 5280 section 4.2.1.6, GeneralName [6]) of a value, wherever they stand.
    private static func collect(_ reader: inout DERReader, into locations: inout [String]) {
        while !reader.isAtEnd, let element = try? reader.next() {
            if element.isConstructed, var inner = try? reader.entering(element) {
                collect(&inner, into: &locations)
            } else if element.tag == DER.Tag.implicit(6) {
                locations.append(String(decoding: element.content, as: UTF8.self))
            }
        }
    }
}
