/// What one reference of an XML signature covers, and whether it is what was signed.
public struct XMLReferenceFacts: Sendable {
    /// The URI, as named; `nil` if there is none.
    public let uri: String?
    /// The type, as named.
    public let type: String?
    /// The identifier of the reference.
    public let identifier: String?
    /// The digest algorithm; `nil` if this library does not know it.
    public let digestAlgorithm: DigestAlgorithm?
    /// What exactly is covered; `nil` if it was not found.
    public let coverage: Coverage?
    /// Whether it is the signer's own properties, the key, or a list of references, and no content.
    public let isAuxiliary: Bool
    /// Whether the digest is the one that was signed; `nil` if it could not be computed.
    public let matches: Bool?

    /// How the octets are made once more; `nil` if they were not.
    let selection: CanonicalSelection?
    let form: CanonicalJob.Form?

    /// Whether the whole document is covered; signatures may be left out.
    public var coversDocument: Bool {
        if case .document = coverage { true } else { false }
    }

    /// What a reference covers.
    public enum Coverage: Hashable, Sendable {
        /// The whole document, given by the path of its root; what the transforms leave out are signatures only.
        case document(String)
        /// An element with all it holds, by the names from the root to it.
        case element(String)
        /// Bytes from outside of the document, by their URI.
        case external(String)

        /// The path or the URI.
        public var text: String {
            switch self {
            case .document(let text), .element(let text), .external(let text): text
            }
        }
    }
}
