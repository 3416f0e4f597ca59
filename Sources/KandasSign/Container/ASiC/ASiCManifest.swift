/// An ASiCManifest (ETSI EN 319 162-1 section A.4): the files that one signature covers, with their digests.
///
/// The manifest's bytes are what the signature is made over.
public struct ASiCManifest: Hashable, Sendable {
    /// The namespace of the manifest's elements.
    public static let namespace = "http://uri.etsi.org/02918/v1.2.1#"

    /// The name of the signature's file, or `nil` if its URI names nothing inside a container.
    public let signatureName: String?
    /// The media type that is stated for the signature's file.
    public let signatureMediaType: String?
    /// The files, in the manifest's order.
    public let references: [Reference]

    /// Creates a manifest.
    public init(signatureName: String?, signatureMediaType: String?, references: [Reference]) {
        self.signatureName = signatureName
        self.signatureMediaType = signatureMediaType
        self.references = references
    }

    /// One file that a manifest names.
    public struct Reference: Hashable, Sendable {
        /// The file's name in the container, or `nil` if the URI names nothing inside a container.
        public let name: String?
        /// The URI as it is written.
        public let uri: String
        /// The media type that is stated for the file.
        public let mediaType: String?
        /// Whether the file is declared as the one that leads to the others.
        public let isRootfile: Bool
        /// The digest's algorithm as it is written, a URI of XML Signature.
        public let digestMethod: String
        /// The digest that the file must have.
        public let digest: [UInt8]

        /// The digest's algorithm, or `nil` if this library does not compute it.
        ///
        /// Whether it is good enough is for the policy to say.
        public var digestAlgorithm: DigestAlgorithm? { DigestAlgorithm(xmlURI: digestMethod) }

        /// Creates a reference to a file by its name.
        public init(
            name: String,
            mediaType: String?,
            isRootfile: Bool = false,
            digestAlgorithm: DigestAlgorithm,
            digest: [UInt8]
        ) {
            self.init(
                uri: ContainerURI.encode(name),
                mediaType: mediaType,
                isRootfile: isRootfile,
                digestMethod: digestAlgorithm.xmlURI,
                digest: digest
            )
        }

        init(uri: String, mediaType: String?, isRootfile: Bool, digestMethod: String, digest: [UInt8]) {
            name = ContainerURI.decode(uri)
            self.uri = uri
            self.mediaType = mediaType
            self.isRootfile = isRootfile
            self.digestMethod = digestMethod
            self.digest = digest
        }
    }
}
