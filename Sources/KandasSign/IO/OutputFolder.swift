internal import Glibc

/// A folder of files that appears whole or not at all.
///
/// Files go to a folder of another name beside the destination, which only its owner may enter; ``commit()`` flushes it
/// to the disk and renames it. Without that it is removed when the object is released. A process that is killed before
/// leaves that folder behind, under a hidden name that ends with `.tmp`.
public final class OutputFolder {
    /// The path it was opened by.
    public let path: String
    private let parent: String
    private let destination: String
    private let temporary: String
    private let descriptor: CInt
    /// The permissions that a new folder gets here, kept until the folder is done.
    private let mode: mode_t
    private var created: [(name: String, isFolder: Bool)] = []
    private var folders: Set<String> = []
    private var file: CInt = -1
    private var isCommitted = false

    /// Begins a folder.
    ///
    /// - Parameter path: Where the folder is to appear. There must be nothing, or an empty folder.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable`` if there is something else, or nothing
    ///   can be written there.
    public init(path: String) throws(SigningError) {
        guard path != "-" else {
            throw SigningError(.outputUnwritable, "several files go into a folder, not to the standard output")
        }
        let destination = try OutputFolder.destination(of: path)
        let slash = destination.lastIndex(of: "/")
        let parent = slash.map { $0 == destination.startIndex ? "/" : String(destination[..<$0]) } ?? "."
        let temporary = "\(parent)/.kandas-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
        guard mkdir(temporary, 0o777) == 0 else { throw OutputFolder.failure("cannot write", path) }
        let descriptor = open(temporary, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, fchmod(descriptor, 0o700) == 0 else {
            let error = OutputFolder.failure("cannot write", path)
            if descriptor >= 0 { close(descriptor) }
            rmdir(temporary)
            throw error
        }
        self.path = path
        self.parent = parent
        self.destination = destination
        self.temporary = temporary
        self.descriptor = descriptor
        mode = status.st_mode & 0o7777
    }

    deinit {
        if file >= 0 { close(file) }
        if !isCommitted {
            for item in created.reversed() { unlinkat(descriptor, item.name, item.isFolder ? AT_REMOVEDIR : 0) }
            rmdir(temporary)
        }
        close(descriptor)
    }

    /// Begins a file; the one before is ended.
    ///
    /// - Parameter name: A relative path with `/`; folders above it are made.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if the name leads out of the folder,
    ///   ``SigningError/Code/outputUnwritable`` if the file cannot be made.
    public func begin(_ name: String) throws(SigningError) {
        try endFile()
        let parts = name[...].pathComponents
        // Readers of containers refuse such names already; whoever writes does not rely on it.
        guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) }) else {
            throw .malformed("a file name that leads out of its folder")
        }
        var folder = ""
        for part in parts.dropLast() {
            folder += folder.isEmpty ? part : "/\(part)"
            guard folders.insert(folder).inserted else { continue }
            guard mkdirat(descriptor, folder, 0o777) == 0 else {
                throw OutputFolder.failure("cannot make the folder \(folder) in", path)
            }
            created.append((folder, true))
        }
        file = openat(descriptor, name, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw OutputFolder.failure("cannot make \(name) in", path) }
        created.append((name, false))
    }

    /// Adds bytes to the file that was begun last.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``.
    public func write(_ bytes: ArraySlice<UInt8>) throws(SigningError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                throw OutputFolder.failure("cannot write into", path)
            }
        }
    }

    /// Puts the folder in its place. Call it once, after the last file.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``; the destination is then as it was.
    public func commit() throws(SigningError) {
        try endFile()
        for item in created where item.isFolder {
            let folder = openat(descriptor, item.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            if folder >= 0 {
                fsync(folder)
                close(folder)
            }
        }
        fsync(descriptor)
        // rename replaces an empty folder, and nothing else.
        guard fchmod(descriptor, mode) == 0, rename(temporary, destination) == 0 else {
            throw OutputFolder.failure("cannot write", path)
        }
        isCommitted = true
        let above = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if above >= 0 {
            fsync(above)
            close(above)
        }
    }

    private func endFile() throws(SigningError) {
        guard file >= 0 else { return }
        let isSafe = fsync(file) == 0
        let error = OutputFolder.failure("cannot write into", path)
        close(file)
        file = -1
        guard isSafe else { throw error }
    }

    /// The path to rename to: without slashes at its end, and what a link points at.
    private static func destination(of path: String) throws(SigningError) -> String {
        var destination = path
        while destination.count > 1, destination.hasSuffix("/") { destination.removeLast() }
        if let resolved = realpath(destination, nil) {
            defer { free(resolved) }
            destination = String(cString: resolved)
            guard let entries = opendir(destination) else { throw failure("cannot write", path) }
            defer { closedir(entries) }
            while let entry = readdir(entries) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                guard name == "." || name == ".." else {
                    throw SigningError(
                        .outputUnwritable,
                        "\(path) is not empty; the files go into a new or empty folder"
                    )
                }
            }
            // Its place would be taken by another folder, and whoever stands in it would stand nowhere.
            guard let current = realpath(".", nil) else { return destination }
            defer { free(current) }
            guard String(cString: current) != destination else {
                throw SigningError(.outputUnwritable, "\(path) is the current folder; name one inside it")
            }
        }
        return destination
    }

    private static func failure(_ action: String, _ path: String) -> SigningError {
        SigningError(.outputUnwritable, "\(action) \(path): \(String(cString: strerror(errno)))")
    }
}
