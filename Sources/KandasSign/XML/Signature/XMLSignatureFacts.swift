/// What one XML signature says and whether the mathematics hold. Facts only: no trust, no policy.
public struct XMLSignatureFacts: Sendable {
    /// Where the signature stands: the names from the root to it.
    public let path: String
    /// The signature's identifier.
    public let identifier: String?
    /// The URI of the signature algorithm, as named; empty if the signature could not be read.
    public let signatureMethod: String
    /// The signature algorithm, or `nil` if this library does not know it.
    public let algorithm: SignatureAlgorithm?
    /// The references, those of covered manifests included.
    public let references: [XMLReferenceFacts]
    /// The signer's certificate, if it was found.
    public let certificate: Certificate?
    /// All certificates beside the signature.
    public let certificates: [Certificate]
    /// The signature value as it stands in XML.
    public let signatureValue: [UInt8]
    /// The time that the signer claims; it proves nothing.
    public let signingTime: Timestamp?
    /// What the signing-certificate property says about ``certificate``.
    public let signingCertificate: SignerFacts.SigningCertificateState
    /// The timestamps of the signature's XAdES properties, in their order.
    public let timestamps: [TimestampFacts]
    /// The certificates and answers about revocation in the signature's XAdES properties.
    public let evidence: Evidence
    /// Whether the signature value is one by the certificate's key, or without a certificate by a bare key in the document,
    /// over the canonical form of SignedInfo; `nil` if that could not be computed.
    public let signatureIsValid: Bool?
    /// Everything about the signature that is wrong, refused or noteworthy.
    public let findings: [XMLSignatureFinding]
    /// Signatures over this signature.
    public let countersignatures: [XMLSignatureFacts]

    /// Whether every reference is to what was signed; `nil` if that could not be computed for all of them.
    public var contentMatches: Bool? {
        if references.contains(where: { $0.matches == false }) { return false }
        return !references.isEmpty && references.allSatisfy { $0.matches == true } ? true : nil
    }

    /// The signature and those over it.
    var withCountersignatures: [XMLSignatureFacts] {
        [self] + countersignatures.flatMap(\.withCountersignatures)
    }
}
