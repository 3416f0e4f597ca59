/// A file whose kind was seen by its first bytes; a pipe's bytes are not lost by that.
///
/// It is for one task.
package final class RecognisedFile {
    /// The file.
    package let file: InputFile
    /// What kind of file it is.
    package let format: SignedFileFormat
    private let stream: LookaheadSource
    private var bytes: (any RandomAccessBytes)?
    private let limits: Limits

    /// Looks at the first bytes.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` if the file is not one that is recognised,
    ///   and what reading throws.
    package init(_ file: InputFile, limits: Limits = Limits()) throws(SigningError) {
        let stream = LookaheadSource(file.source())
        guard let format = SignedFileFormat(firstBytes: try stream.peek(64)) else {
            throw .unsupported("\(file.path) is neither a CMS message nor an ASiC-E container, XML or a PDF")
        }
        self.file = file
        self.format = format
        self.stream = stream
        self.limits = limits
    }

    /// The file from its first byte on. A pipe can be read once.
    package func source() -> any ByteSource { bytes?.source() ?? stream }

    /// The file as random access; a pipe is taken into memory, once.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/limitExceeded``, and what reading throws.
    package func randomAccess() throws(SigningError) -> any RandomAccessBytes {
        if let bytes { return bytes }
        let taken = try SignedFileVerifier.randomAccess(file, stream, limits)
        bytes = taken
        return taken
    }
}
