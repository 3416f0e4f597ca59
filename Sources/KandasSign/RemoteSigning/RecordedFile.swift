internal import Glibc

/// A file that a signature depends on, as it was when its signing began.
public struct RecordedFile: Codable, Hashable, Sendable {
    /// The absolute path.
    public let path: String
    /// The size in bytes.
    public let size: Int
    /// The SHA-256, as hexadecimal digits.
    public let sha256: String

    /// Names a file whose digest is known.
    ///
    /// - Parameters:
    ///   - path: The path, absolute or from the working folder.
    ///   - size: The size in bytes.
    ///   - sha256: The SHA-256.
    public init(path: String, size: Int, sha256: [UInt8]) {
        self.path = RecordedFile.absolute(path)
        self.size = size
        self.sha256 = Hexadecimal.text(sha256)
    }

    /// Reads a file once.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if it cannot be read, or could not be
    ///   read a second time, as a pipe.
    public init(reading path: String, limits: Limits = Limits()) throws(SigningError) {
        let input = try InputFile(path: path)
        guard input.size != nil else {
            throw SigningError(.inputUnavailable, "\(path) is not a file that can be read again in the second step")
        }
        let digests = try ContentDigests([.sha256], limits: limits)
        try digests.update(from: input.source())
        self.init(path: path, size: digests.length, sha256: try digests.finish()[.sha256] ?? [])
    }

    /// Makes sure that the file is as it was.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputChanged``, and
    ///   ``SigningError/Code/inputUnavailable`` if it is gone.
    public func requireUnchanged(limits: Limits = Limits()) throws(SigningError) {
        // The size alone often tells, without reading.
        guard try InputFile(path: path).size == size, try RecordedFile(reading: path, limits: limits) == self else {
            throw .inputHasChanged(path)
        }
    }

    /// The path from the root, so that the second step may be taken in another folder. Links are kept as they are.
    private static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return "\(String(cString: folder))/\(path)"
    }
}

extension SigningError {
    /// A file is not what it was when the signing began.
    package static func inputHasChanged(_ path: String) -> SigningError {
        SigningError(.inputChanged, "\(path) was changed since the signing began; prepare it anew", file: path)
    }
}
