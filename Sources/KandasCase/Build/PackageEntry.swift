public import KandasSign

/// A file that is to go into a package.
public struct PackageEntry: Sendable {
    /// Its name in the package.
    public let name: String
    /// Its media type.
    public let mediaType: String
    /// Its size in bytes.
    public let size: Int
    /// Its SHA-256.
    public let sha256: [UInt8]
    /// Where it lies, or `nil` if it was made here.
    public let path: String?

    private let opened: @Sendable () throws(SigningError) -> any RandomAccessBytes

    /// Creates an entry.
    public init(
        name: String,
        mediaType: String,
        size: Int,
        sha256: [UInt8],
        path: String? = nil,
        open: @escaping @Sendable () throws(SigningError) -> any RandomAccessBytes
    ) {
        self.name = name
        self.mediaType = mediaType
        self.size = size
        self.sha256 = sha256
        self.path = path
        opened = open
    }

    /// Opens the file's bytes, from the start.
    ///
    /// It may be called more than once.
    ///
    /// Whoever copies them must digest them and compare: a file may change between being listed and being copied.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if the file is gone.
    public func open() throws(SigningError) -> any RandomAccessBytes { try opened() }
}
