internal import Glibc

/// Bytes kept on the disk until it is decided whether anybody may see them.
///
/// The file has no name, so nobody else can open it and nothing is left behind however the process ends.
public final class SpoolFile: ByteSink {
    private let descriptor: CInt

    /// Makes an empty file in a folder.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``.
    init(in folder: String) throws(SigningError) {
        // O_TMPFILE (020000000 | O_DIRECTORY) is not imported.
        var descriptor = open(folder, 0o20_000_000 | O_DIRECTORY | O_RDWR | O_CLOEXEC, 0o600)
        if descriptor < 0 {
            // A file system without nameless files: the name is taken away at once.
            let path = "\(folder)/.kandas-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
            descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
            if descriptor >= 0 { unlink(path) }
        }
        guard descriptor >= 0 else { throw SpoolFile.failure("make a temporary file in \(folder)") }
        self.descriptor = descriptor
    }

    /// Makes an empty file in the folder where `path` is to appear, or in that for temporary files if `path` is `-`.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``.
    public convenience init(besides path: String) throws(SigningError) {
        guard path != "-" else {
            try self.init(in: "/tmp")
            return
        }
        let folder = path.utf8.lastIndex(of: 0x2f).map { String(path[...$0]) } ?? "."
        try self.init(in: folder)
    }

    deinit { close(descriptor) }

    /// Appends bytes.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``.
    public func write(_ bytes: ArraySlice<UInt8>) throws(SigningError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                throw SpoolFile.failure("write a temporary file")
            }
        }
    }

    /// Writes everything to another sink.
    func copy(to sink: any ByteSink) throws(SigningError) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw SpoolFile.failure("read a temporary file") }
        var chunk = [UInt8](repeating: 0, count: 262_144)
        while true {
            let got = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if got == 0 { return }
            if got > 0 {
                try sink.write(chunk[..<got])
            } else if errno != EINTR {
                throw SpoolFile.failure("read a temporary file")
            }
        }
    }

    private static func failure(_ action: String) -> SigningError {
        SigningError(.outputUnwritable, "cannot \(action): \(String(cString: strerror(errno)))")
    }
}

/// What was written, read anywhere once nothing more is written.
extension SpoolFile: RandomAccessBytes {
    /// How many bytes were written.
    public var count: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Reads bytes from `offset` on.
    public func read(at offset: Int, into buffer: inout [UInt8], length: Int) throws(SigningError) -> Int {
        var done = 0
        let wanted = min(length, buffer.count)
        while done < wanted {
            let got = buffer.withUnsafeMutableBytes { bytes in
                pread(descriptor, bytes.baseAddress?.advanced(by: done), wanted - done, off_t(offset + done))
            }
            if got == 0 { break }
            if got > 0 {
                done += got
            } else if errno != EINTR {
                throw SpoolFile.failure("read a temporary file")
            }
        }
        return done
    }
}
