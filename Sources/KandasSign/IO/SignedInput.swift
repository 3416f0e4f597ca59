/// A signed file that is read more than once: its kind, and its bytes as random access.
public struct SignedInput: Sendable {
    /// What kind of file it is.
    public let format: SignedFileFormat
    /// Its bytes.
    public let bytes: any RandomAccessBytes

    /// Opens and recognises a file.
    ///
    /// - Parameters:
    ///   - path: A path, or `-` for the standard input, which is taken into memory up to
    ///     ``Limits/pipedContainerBytes``.
    ///   - limits: Bounds.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` if it is not recognised, and what opening
    ///   and reading throw.
    public init(path: String, limits: Limits = Limits()) throws(SigningError) {
        let bytes = try InputFile(path: path).randomAccess(memoryLimit: limits.pipedContainerBytes)
        let start = try bytes.bytes(in: 0..<min(64, bytes.count))
        guard let format = SignedFileFormat(firstBytes: start[...]) else {
            throw .unsupported("\(path) is neither a CMS message nor an ASiC-E container, XML or a PDF")
        }
        self.format = format
        self.bytes = bytes
    }

    /// A signed file whose kind is known.
    public init(format: SignedFileFormat, bytes: any RandomAccessBytes) {
        self.format = format
        self.bytes = bytes
    }
}
