/// What goes into a new signature in a PDF.
public struct PDFSignatureOptions: Sendable, Hashable {
    /// The time that the signer claims to sign at.
    public var signingTime: Timestamp
    /// Whether the certificates that lead to an anchor are put in, besides the signer's own.
    public var includesChain: Bool
    /// Why the document is signed, in the signer's words; `nil` to leave it out.
    public var reason: String?
    /// Where the document is signed, in the signer's words; `nil` to leave it out.
    public var location: String?
    /// Who signs, where it is to stand in other words than the certificate's; `nil` to leave it out.
    public var name: String?

    /// Creates options.
    public init(
        signingTime: Timestamp,
        includesChain: Bool = true,
        reason: String? = nil,
        location: String? = nil,
        name: String? = nil
    ) {
        self.signingTime = signingTime
        self.includesChain = includesChain
        self.reason = reason
        self.location = location
        self.name = name
    }
}
