/// What an XML document with signatures holds, in a JSON inspection.
public struct XMLInspection: Encodable, Sendable {
    /// The signatures, in the document's order.
    public let signatures: [Signature]
    /// The first parts that no signature covers, as paths.
    public let unsignedParts: [String]
    /// How many such parts there are.
    public let unsignedPartCount: Int

    /// A signature.
    public struct Signature: Encodable, Sendable {
        /// The place of the signature among those of the document, from 1.
        public let number: Int
        /// Where it stands: the names from the root to it.
        public let path: String
        /// The URI of the signature algorithm, as named.
        public let signatureMethod: String
        /// The signature algorithm, or `nil` if this library does not know it.
        public let algorithm: String?
        /// What it refers to.
        public let references: [Reference]
        /// The signer's certificate, if it was found.
        public let certificate: CertificateDocument?
        /// The time that the signer claims, RFC 3339.
        public let claimedSigningTime: String?
        /// What the signing-certificate property says: `absent`, `matches`, `differs` or `unreadable`.
        public let signingCertificate: String
        /// Whether every reference has the digest that was signed; `nil` if that could not be compared.
        public let contentMatches: Bool?
        /// Whether the signature value is one by the certificate's key; `nil` if that could not be computed.
        public let signatureValueFits: Bool?
        /// The codes of what is wrong, refused or noteworthy.
        public let findings: [String]
        /// Signatures over this signature.
        public let countersignatures: [Signature]?
    }

    /// A reference of a signature.
    public struct Reference: Encodable, Sendable {
        /// The URI, as named.
        public let uri: String?
        /// What exactly it covers: a path, or the URI of what lies outside.
        public let covers: String?
        /// Whether it is the signer's own properties, the key, or a list of references, and no content.
        public let isAuxiliary: Bool
        /// The digest algorithm.
        public let digestAlgorithm: String?
        /// Whether the digest is the one that was signed; `nil` if it could not be computed.
        public let matches: Bool?
    }

    /// Describes a document.
    public init(_ facts: SignedXMLFacts) {
        signatures = facts.signatures.enumerated().map { Signature($1, number: $0 + 1) }
        unsignedParts = facts.unsignedParts
        unsignedPartCount = facts.unsignedPartCount
    }
}

extension XMLInspection.Signature {
    init(_ facts: XMLSignatureFacts, number: Int) {
        self.number = number
        path = facts.path
        signatureMethod = facts.signatureMethod
        algorithm = facts.algorithm?.description
        references = facts.references.map(XMLInspection.Reference.init)
        certificate = facts.certificate.map(CertificateDocument.init)
        claimedSigningTime = facts.signingTime?.description
        signingCertificate = facts.signingCertificate.word
        contentMatches = facts.contentMatches
        signatureValueFits = facts.signatureIsValid
        findings = facts.findings.map(\.kind.rawValue)
        countersignatures =
            facts.countersignatures.isEmpty
            ? nil : facts.countersignatures.enumerated().map { XMLInspection.Signature($1, number: $0 + 1) }
    }
}

extension XMLInspection.Reference {
    init(_ facts: XMLReferenceFacts) {
        uri = facts.uri
        covers = facts.coverage?.text
        isAuxiliary = facts.isAuxiliary
        digestAlgorithm = facts.digestAlgorithm?.rawValue
        matches = facts.matches
    }
}

extension SignerFacts.SigningCertificateState {
    /// The word in inspections.
    var word: String {
        switch self {
        case .absent: "absent"
        case .matches: "matches"
        case .differs: "differs"
        case .unreadable: "unreadable"
        }
    }
}
