/// A file of XML signatures in a container (ETSI EN 319 162-1 section 4.4), and what it refers to.
public struct ASiCXMLSignature: Hashable, Sendable {
    /// A file that a signature refers to.
    public struct Reference: Hashable, Sendable {
        /// The URI, as named.
        public let uri: String
        /// The name in the container, or `nil` if the URI names nothing inside one.
        public let name: String?
        /// The digest algorithm, or `nil` if this library does not compute it.
        public let digestAlgorithm: DigestAlgorithm?
    }

    /// The file's name in the container.
    public let name: String
    /// Its bytes, of which nothing has been verified.
    public let bytes: [UInt8]
    /// What its signatures refer to outside of themselves.
    public let references: [Reference]

    /// Reads a file.
    ///
    /// - Throws: ``SigningError`` if it is no XML with a signature.
    init(name: String, bytes: [UInt8], limits: Limits) throws(SigningError) {
        self.name = name
        self.bytes = bytes
        references = try XMLSignatureReader(limits: limits).outerReferences(of: MemoryBytes(bytes))
            .map { reference in
                Reference(
                    uri: reference.uri,
                    name: ContainerURI.decode(reference.uri),
                    digestAlgorithm: DigestAlgorithm(xmlURI: reference.digestMethod)
                )
            }
    }

    /// The names of the files that it refers to.
    public var namedFiles: Set<String> { Set(references.compactMap(\.name)) }
}
