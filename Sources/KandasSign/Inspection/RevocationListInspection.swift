/// What a revocation list says, in a JSON inspection.
public struct RevocationListInspection: Encodable, Sendable {
    /// Who issued it.
    public let issuer: NameDocument
    /// When it was made, RFC 3339.
    public let thisUpdate: String
    /// When the next one is due at the latest, RFC 3339.
    public let nextUpdate: String?
    /// How many certificates are on it.
    public let count: Int
    /// Its number, hexadecimal.
    public let number: String?
    /// The algorithm of the issuer's signature.
    public let signatureAlgorithm: NamedIdentifier
    /// All extensions.
    public let extensions: [ExtensionDocument]
    /// The length of the DER encoding, in bytes.
    public let byteCount: Int
    /// The SHA-256 of the DER encoding, hexadecimal.
    public let sha256: String?

    /// Describes a list.
    public init(_ list: CertificateRevocationList) {
        issuer = NameDocument(list.issuer)
        thisUpdate = list.thisUpdate.description
        nextUpdate = list.nextUpdate?.description
        count = list.count
        let found = list.extensions.first { $0.identifier == CertificateExtension.Identifier.crlNumber }
        var reader = DERReader(found?.value ?? [])
        number = (try? reader.next().integerOctets("cRLNumber")).map(Hexadecimal.text)
        signatureAlgorithm = NamedIdentifier(list.signatureAlgorithm.identifier)
        extensions = list.extensions.map(ExtensionDocument.init)
        byteCount = list.der.count
        sha256 = (try? DigestAlgorithm.sha256.digest(of: list.der)).map(Hexadecimal.text)
    }
}
