internal import Glibc

/// A file opened for reading, or the standard input.
///
/// The file stays open until the object is released. A file whose size changes while it is read yields the bytes that
/// were there when they were read; whoever digests them judges exactly those.
public final class InputFile: Sendable {
    /// The path it was opened by, or `-` for the standard input.
    public let path: String
    /// The size in bytes when it was opened, or `nil` if it is a pipe or a device.
    public let size: Int?
    private let descriptor: CInt

    /// Opens a file.
    ///
    /// - Parameter path: A path, or `-` for the standard input.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if it is missing, may not be read,
    ///   or is a folder.
    public convenience init(path: String) throws(SigningError) { try self.init(path: path, isNamedByStranger: false) }

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: A path, or `-` for the standard input.
    ///   - isNamedByStranger: Whether the path comes out of a document. Then only a file will do: a pipe, a terminal or
    ///     the standard input could be waited for without end, and a device gives bytes without end.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if it is missing, may not be read,
    ///   or is a folder.
    package init(path: String, isNamedByStranger: Bool) throws(SigningError) {
        self.path = path
        // Assigned once here: a class whose initialiser throws before all is set never runs deinit. Without O_NONBLOCK
        // a pipe would have to be waited for before it can be seen to be one; for a file it changes nothing.
        let mode = O_RDONLY | O_CLOEXEC | (isNamedByStranger ? O_NONBLOCK | O_NOCTTY : 0)
        let descriptor = path == "-" ? dup(0) : open(path, mode)
        guard descriptor >= 0 else {
            throw SigningError(.inputUnavailable, "cannot open \(path): \(String(cString: strerror(errno)))")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            close(descriptor)
            throw SigningError(.inputUnavailable, "cannot examine \(path): \(String(cString: strerror(errno)))")
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            close(descriptor)
            throw SigningError(.inputUnavailable, "\(path) is a folder, not a file")
        }
        guard !isNamedByStranger || path != "-" && status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw SigningError(.inputUnavailable, "\(path) is not a file")
        }
        self.descriptor = descriptor
        // A redirected standard input may stand anywhere in its file, so it is treated as a stream.
        size = path != "-" && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    deinit { close(descriptor) }

    /// The file as a stream from its start; the standard input from where it stands.
    public func source() -> any ByteSource { FileSource(file: self) }

    /// The file as random access.
    ///
    /// A pipe or device is first read whole into memory.
    ///
    /// - Parameter limit: The most bytes of a pipe that are taken into memory.
    /// - Returns: The bytes; a file's are read when they are asked for.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/limitExceeded`` if a pipe gives more than `limit` bytes,
    ///   ``SigningError/Code/inputUnavailable`` if reading fails.
    public func randomAccess(memoryLimit limit: Int) throws(SigningError) -> any RandomAccessBytes {
        if let size { return FileBytes(file: self, count: size) }
        return MemoryBytes(try contents(limit: limit))
    }

    /// All bytes of the file.
    ///
    /// - Parameter limit: The most bytes that are accepted.
    /// - Returns: The bytes.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/limitExceeded`` if the file is longer,
    ///   ``SigningError/Code/inputUnavailable`` if reading fails.
    public func contents(limit: Int) throws(SigningError) -> [UInt8] {
        if let size, size > limit { throw .limit("\(path) has \(size) bytes, more than \(limit)") }
        let source = self.source()
        var all: [UInt8] = []
        if let size { all.reserveCapacity(size) }
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let got = try source.read(into: &chunk), got > 0 {
            guard all.count + got <= limit else { throw .limit("\(path) has more than \(limit) bytes") }
            all += chunk[..<got]
        }
        return all
    }

    fileprivate func readNext(into buffer: inout [UInt8]) throws(SigningError) -> Int {
        while true {
            let got = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if got >= 0 { return got }
            guard errno == EINTR else { throw failure }
        }
    }

    fileprivate func readAt(_ offset: Int, into buffer: inout [UInt8], length: Int) throws(SigningError) -> Int {
        var done = 0
        let length = min(length, buffer.count)
        while done < length {
            let got = buffer.withUnsafeMutableBytes { bytes in
                pread(descriptor, bytes.baseAddress?.advanced(by: done), length - done, off_t(offset + done))
            }
            if got == 0 { break }
            if got > 0 { done += got } else if errno != EINTR { throw failure }
        }
        return done
    }

    private var failure: SigningError {
        SigningError(.inputUnavailable, "cannot read \(path): \(String(cString: strerror(errno)))")
    }
}

private final class FileSource: ByteSource {
    private let file: InputFile
    private var offset = 0

    init(file: InputFile) { self.file = file }

    var remaining: Int? { file.size.map { max($0 - offset, 0) } }

    func read(into buffer: inout [UInt8]) throws(SigningError) -> Int {
        guard file.size != nil else { return try file.readNext(into: &buffer) }
        let got = try file.readAt(offset, into: &buffer, length: buffer.count)
        offset += got
        return got
    }
}

private final class FileBytes: RandomAccessBytes {
    private let file: InputFile
    let count: Int

    init(file: InputFile, count: Int) {
        self.file = file
        self.count = count
    }

    func read(at offset: Int, into buffer: inout [UInt8], length: Int) throws(SigningError) -> Int {
        try file.readAt(offset, into: &buffer, length: length)
    }
}
