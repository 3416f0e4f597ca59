internal import Glibc

/// A file that appears whole or not at all.
///
/// Bytes go to a nameless temporary file in the destination's folder; ``commit()`` flushes it to the disk and puts it in
/// the destination's place in one step. A process that ends before that leaves the destination as it was. The standard
/// output, a pipe or a device cannot be replaced and is written straight to.
public final class OutputFile: ByteSink {
    /// The path it was opened by, or `-` for the standard output.
    public let path: String
    private let descriptor: CInt
    private var placement: Placement

    private enum Placement {
        case direct
        case nameless(folder: String, destination: String)
        case named(temporary: String, folder: String, destination: String)
        case committed
    }

    /// Opens an output.
    ///
    /// - Parameters:
    ///   - path: A path, or `-` for the standard output.
    ///   - isPrivate: Whether only the owner may read the file (mode 0600), as for keys and passwords.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable`` if nothing can be written there.
    public init(path: String, isPrivate: Bool = false) throws(SigningError) {
        self.path = path
        if path == "-" {
            let descriptor = dup(1)
            guard descriptor >= 0 else { throw OutputFile.failure("cannot write", path) }
            self.descriptor = descriptor
            placement = .direct
            return
        }
        var status = stat()
        let isThere = stat(path, &status) == 0
        if isThere, status.st_mode & S_IFMT != S_IFREG {
            guard status.st_mode & S_IFMT != S_IFDIR else {
                throw SigningError(.outputUnwritable, "cannot write \(path): it is a folder")
            }
            let descriptor = open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw OutputFile.failure("cannot write", path) }
            self.descriptor = descriptor
            placement = .direct
            return
        }
        // A link stays a link: what it points at is replaced.
        let destination = OutputFile.resolve(path)
        let slash = destination.lastIndex(of: "/")
        let folder = slash.map { $0 == destination.startIndex ? "/" : String(destination[..<$0]) } ?? "."
        // Who could not read the file that is replaced cannot read the new one.
        let mode: mode_t = isPrivate ? 0o600 : isThere ? status.st_mode & 0o666 : 0o666
        // O_TMPFILE (020000000 | O_DIRECTORY) is not imported.
        let nameless = open(folder, 0o20_000_000 | O_DIRECTORY | O_RDWR | O_CLOEXEC, mode)
        if nameless >= 0 {
            descriptor = nameless
            placement = .nameless(folder: folder, destination: destination)
            return
        }
        let temporary = OutputFile.temporaryName(in: folder)
        let descriptor = open(temporary, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw OutputFile.failure("cannot write", path) }
        self.descriptor = descriptor
        placement = .named(temporary: temporary, folder: folder, destination: destination)
    }

    deinit {
        if case .named(let temporary, _, _) = placement { unlink(temporary) }
        close(descriptor)
    }

    /// Whether what is written is seen at once and cannot be taken back: the standard output, a pipe, a device.
    public var isDirect: Bool {
        if case .direct = placement { true } else { false }
    }

    /// Writes all of `bytes`.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``, for example when the disk is full.
    public func write(_ bytes: ArraySlice<UInt8>) throws(SigningError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                throw OutputFile.failure("cannot write", path)
            }
        }
    }

    /// Puts the file in its place. Call it once, after the last byte; without it nothing appears.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``; the destination is then as it was.
    public func commit() throws(SigningError) {
        let folder: String
        switch placement {
        case .committed: return
        case .direct:
            placement = .committed
            return
        case .nameless(let parent, let destination):
            guard fsync(descriptor) == 0 else { throw OutputFile.failure("cannot write", path) }
            let own = "/proc/self/fd/\(descriptor)"
            if linkat(AT_FDCWD, own, AT_FDCWD, destination, AT_SYMLINK_FOLLOW) != 0 {
                guard errno == EEXIST else { throw OutputFile.failure("cannot write", path) }
                // linkat never replaces, rename does.
                let temporary = OutputFile.temporaryName(in: parent)
                guard linkat(AT_FDCWD, own, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0 else {
                    throw OutputFile.failure("cannot write", path)
                }
                guard rename(temporary, destination) == 0 else {
                    let error = OutputFile.failure("cannot write", path)
                    unlink(temporary)
                    throw error
                }
            }
            folder = parent
        case .named(let temporary, let parent, let destination):
            guard fsync(descriptor) == 0, rename(temporary, destination) == 0 else {
                throw OutputFile.failure("cannot write", path)
            }
            folder = parent
        }
        placement = .committed
        // The name itself is only safe once the folder is on the disk; a file system that cannot do this is no error.
        let folderDescriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folderDescriptor >= 0 {
            fsync(folderDescriptor)
            close(folderDescriptor)
        }
    }

    /// Writes a whole file.
    public static func write(_ bytes: [UInt8], to path: String, isPrivate: Bool = false) throws(SigningError) {
        let file = try OutputFile(path: path, isPrivate: isPrivate)
        try file.write(bytes)
        try file.commit()
    }

    private static func resolve(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func temporaryName(in folder: String) -> String {
        "\(folder)/.kandas-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
    }

    private static func failure(_ action: String, _ path: String) -> SigningError {
        SigningError(.outputUnwritable, "\(action) \(path): \(String(cString: strerror(errno)))")
    }
}
