/// What references to something outside of the document stand for. Only what is handed in is read: nothing is opened or
/// fetched because a document names it.
public struct XMLDetachedContent: Sendable {
    private enum Storage {
        case none
        case one(any RandomAccessBytes)
        case named([String: any RandomAccessBytes])
        case digested([String: [DigestAlgorithm: [UInt8]]])
    }

    private let storage: Storage

    /// Nothing is handed in.
    public static let none = XMLDetachedContent(storage: .none)

    /// Everything that is referred to is this content, whatever it is called. With a second name in the document nothing
    /// is found.
    public static func one(_ content: any RandomAccessBytes) -> XMLDetachedContent {
        XMLDetachedContent(storage: .one(content))
    }

    /// Contents by the URI that refers to them, as it stands in the document.
    public static func named(_ contents: [String: any RandomAccessBytes]) -> XMLDetachedContent {
        XMLDetachedContent(storage: .named(contents))
    }

    /// Digests of contents by the URI that refers to them, where the contents have been read already.
    static func digested(_ digests: [String: [DigestAlgorithm: [UInt8]]]) -> XMLDetachedContent {
        XMLDetachedContent(storage: .digested(digests))
    }

    /// The digest of a content that has been read already.
    func digest(for uri: String, _ algorithm: DigestAlgorithm) -> [UInt8]? {
        if case .digested(let digests) = storage { digests[uri]?[algorithm] } else { nil }
    }

    /// A file that is handed in, if one is.
    ///
    /// - Throws: ``SigningError``: what reading a pipe throws.
    package init(_ file: InputFile?, limits: Limits) throws(SigningError) {
        guard let file else {
            self = .none
            return
        }
        self = .one(try file.randomAccess(memoryLimit: limits.pipedContainerBytes))
    }

    private init(storage: Storage) { self.storage = storage }

    /// The content for a URI; `all` are the URIs of the whole document.
    func content(for uri: String, among all: Set<String>) -> (any RandomAccessBytes)? {
        switch storage {
        case .none, .digested: nil
        case .one(let content): all.count == 1 ? content : nil
        case .named(let contents): contents[uri]
        }
    }
}
