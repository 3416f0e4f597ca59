/// What one signer of a CMS message says, and whether the mathematics hold, in a JSON inspection.
public struct SignerInspection: Encodable, Sendable {
    /// The place of the signer in the message, from 1.
    public let number: Int
    /// How the signer names its certificate.
    public let identifier: Identifier
    /// The certificate that was found by that name inside the message.
    public let certificate: CertificateDocument?
    /// The digest algorithm as named.
    public let digestAlgorithm: NamedIdentifier
    /// The signature algorithm as named.
    public let signatureAlgorithm: NamedIdentifier
    /// The signature algorithm with its digest, or `nil` if this library does not know it.
    public let algorithm: String?
    /// The signed attributes; `nil` if there are none.
    public let signedAttributes: [AttributeInspection]?
    /// The unsigned attributes.
    public let unsignedAttributes: [AttributeInspection]
    /// The length of the signature value, in bytes.
    public let signatureByteCount: Int
    /// The time that the signer claims, RFC 3339.
    public let claimedSigningTime: String?
    /// What the signing-certificate attribute says: `absent`, `matches`, `differs` or `unreadable`.
    public let signingCertificate: String
    /// Whether the content has the digest that was signed; `nil` if that could not be compared.
    public let contentMatches: Bool?
    /// Whether the signature value is one by the certificate's key; `nil` if that could not be computed.
    public let signatureValueFits: Bool?
    /// The codes of what is wrong or noteworthy in the structure.
    public let findings: [String]
    /// Signatures over this signature.
    public let countersignatures: [SignerInspection]?

    /// How a signer names its certificate: by issuer and serial number, or by its key.
    public struct Identifier: Encodable, Sendable {
        /// The issuer, for people.
        public let issuer: String?
        /// The serial number, hexadecimal.
        public let serialNumber: String?
        /// The identifier of the key, hexadecimal.
        public let subjectKeyIdentifier: String?
    }

    /// Describes a signer.
    public init(_ signer: SignerFacts, number: Int) {
        self.number = number
        identifier = Identifier(signer.identifier)
        certificate = signer.certificate.map(CertificateDocument.init)
        digestAlgorithm = NamedIdentifier(signer.digestAlgorithm.identifier)
        signatureAlgorithm = NamedIdentifier(signer.signatureAlgorithm.identifier)
        algorithm = signer.algorithm?.description
        signedAttributes = signer.signedAttributes?.map(AttributeInspection.init)
        unsignedAttributes = signer.unsignedAttributes.map(AttributeInspection.init)
        signatureByteCount = signer.signatureValue.count
        claimedSigningTime = signer.signingTime?.description
        signingCertificate = signer.signingCertificate.word
        contentMatches = signer.contentMatches
        signatureValueFits = signer.signatureIsValid
        findings = signer.findings.map(\.rawValue)
        countersignatures =
            signer.countersignatures.isEmpty
            ? nil : signer.countersignatures.enumerated().map { SignerInspection($1, number: $0 + 1) }
    }
}

extension SignerInspection.Identifier {
    init(_ identifier: SignerIdentifier) {
        switch identifier {
        case .issuerAndSerialNumber(let issuer, let serialNumber):
            var reader = DERReader(issuer)
            // A name that cannot be read is still shown, as what it is.
            self.issuer =
                (try? DistinguishedName(reading: &reader, "an issuer"))?.description ?? Hexadecimal.text(issuer)
            self.serialNumber = Hexadecimal.text(serialNumber)
            subjectKeyIdentifier = nil
        case .subjectKeyIdentifier(let key):
            issuer = nil
            serialNumber = nil
            subjectKeyIdentifier = Hexadecimal.text(key)
        }
    }
}
