/// What one signer of a CMS message says and whether the mathematics hold. Facts only: no trust, no policy.
public struct SignerFacts: Sendable {
    /// How the signer names its certificate.
    public let identifier: SignerIdentifier
    /// The signer's certificate, if it was found.
    public let certificate: Certificate?
    /// The digest algorithm as named.
    public let digestAlgorithm: AlgorithmIdentifier
    /// The signature algorithm as named.
    public let signatureAlgorithm: AlgorithmIdentifier
    /// The signature algorithm with its digest, or `nil` if this library does not know it.
    public let algorithm: SignatureAlgorithm?
    /// The signed attributes; `nil` if there are none and the signature is over the content itself.
    public let signedAttributes: [CMSAttribute]?
    /// The unsigned attributes.
    public let unsignedAttributes: [CMSAttribute]
    /// The signature value.
    public let signatureValue: [UInt8]
    /// The time that the signer claims; it proves nothing.
    public let signingTime: Timestamp?
    /// What the signing-certificate attribute says about ``certificate``.
    public let signingCertificate: SigningCertificateState

    /// Whether the digest of the content is the one that was signed; `nil` if it could not be compared, because the
    /// content is not there, or the digest algorithm or the attribute is not usable.
    public let contentMatches: Bool?
    /// Whether the signature value is one by the certificate's key over what it must be over; `nil` if that could not
    /// be computed, because the certificate, the key or the algorithm is not usable.
    public let signatureIsValid: Bool?
    /// Everything about the structure that is wrong or noteworthy.
    public let findings: [CMSFinding]
    /// Signatures over this signature.
    public let countersignatures: [SignerFacts]
    /// Timestamps in or over this signature.
    public let timestamps: [TimestampFacts]

    /// What the signing-certificate attribute (RFC 5035, RFC 2634) says.
    public enum SigningCertificateState: Hashable, Sendable {
        /// There is no such attribute: the certificate beside the signature could be exchanged for another.
        case absent
        /// It names the certificate found.
        case matches
        /// It names another certificate.
        case differs
        /// It cannot be read, or uses a digest this library does not compute.
        case unreadable
    }
}
