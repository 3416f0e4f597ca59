/// A manifest of a container, and the signature over it.
public struct ASiCSignedManifest: Hashable, Sendable {
    /// The manifest's name in the container.
    public let name: String
    /// The manifest's bytes: the content that the signature is detached from.
    public let bytes: [UInt8]
    /// What the manifest says.
    public let manifest: ASiCManifest
    /// The name of the signature's file.
    public let signatureName: String
    /// The signature, a CMS message, of which nothing has been verified.
    public let signature: [UInt8]
}
