/// What goes into a new signature.
public struct SignatureOptions: Sendable, Hashable {
    /// The level: `basic` leaves the signing certificate unprotected, `b` is the default.
    public var level: SignatureLevel
    /// The time that the signer claims to sign at.
    public var signingTime: Timestamp
    /// Whether the certificates that lead to an anchor are put in, besides the signer's own.
    public var includesChain: Bool
    /// The type of the content: id-data for documents, id-ct-TSTInfo in a timestamp token (RFC 3161 section 2.4.2).
    package var contentType: ObjectIdentifier = CMSObjects.data
    /// Whether any certificate is put in; a timestamp token whose request asked for none has none.
    package var includesCertificates = true
    /// Whether the signing time is among the signed attributes; in a PDF it stands in the signature's dictionary instead
    /// (ETSI EN 319 142-1 section 6.3).
    package var statesSigningTime = true

    /// Creates options.
    public init(signingTime: Timestamp, level: SignatureLevel = .b, includesChain: Bool = true) {
        self.signingTime = signingTime
        self.level = level
        self.includesChain = includesChain
    }
}
