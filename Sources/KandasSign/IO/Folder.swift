internal import Glibc

/// Folders of the file system.
package enum Folder {
    /// The names of the files of a folder, in order; `nil` if `path` is no folder. Hidden files are left out.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if there is nothing at `path` or it
    ///   may not be read.
    package static func files(in path: String) throws(SigningError) -> [String]? {
        var status = stat()
        guard stat(path, &status) == 0 else { throw failure(path) }
        guard status.st_mode & S_IFMT == S_IFDIR else { return nil }
        guard let folder = opendir(path) else { throw failure(path) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix("."), stat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                continue
            }
            names.append(name)
        }
        return names.sorted()
    }

    /// The files of a folder and of the folders inside, by their paths below it, in order; `nil` if `path` is no folder.
    ///
    /// Hidden ones are left out, and links to folders are not followed, so that none leads in a circle.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if there is nothing at `path` or a
    ///   folder may not be read.
    package static func tree(in path: String) throws(SigningError) -> [String]? {
        guard var found = try files(in: path) else { return nil }
        for name in try folders(in: path) {
            found += (try tree(in: "\(path)/\(name)") ?? []).map { "\(name)/\($0)" }
        }
        return found.sorted()
    }

    /// The names of the folders in a folder that are no links and not hidden.
    private static func folders(in path: String) throws(SigningError) -> [String] {
        guard let folder = opendir(path) else { throw failure(path) }
        defer { closedir(folder) }
        var names: [String] = []
        var status = stat()
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix("."), lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFDIR
            else { continue }
            names.append(name)
        }
        return names
    }

    /// Makes a folder.
    ///
    /// - Parameters:
    ///   - path: The folder; the one above it must be there.
    ///   - mayBeFull: Whether a folder that is there and has files in it will do.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``.
    package static func make(_ path: String, mayBeFull: Bool = false) throws(SigningError) {
        guard mkdir(path, 0o777) != 0 else { return }
        let failure = SigningError(.outputUnwritable, "cannot make \(path): \(String(cString: strerror(errno)))")
        guard errno == EEXIST, let folder = opendir(path) else { throw failure }
        defer { closedir(folder) }
        while !mayBeFull, let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name == "." || name == ".." else {
                throw SigningError(.outputUnwritable, "\(path) is not empty")
            }
        }
    }

    private static func failure(_ path: String) -> SigningError {
        SigningError(.inputUnavailable, "cannot read \(path): \(String(cString: strerror(errno)))")
    }
}
