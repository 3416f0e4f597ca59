import KandasSign

/// The files that a verb for many files is to judge.
enum GivenPaths {
    /// Puts the files of folders in the folders' places, those of folders inside too; hidden ones are left out.
    ///
    /// What is not there stays, so that it gets its own line.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` for a folder without any file, since
    ///   nothing would be judged, and for one that cannot be read.
    static func expand(_ paths: [String]) throws(SigningError) -> [String] {
        var files: [String] = []
        for path in paths {
            guard path != "-", let names = try? Folder.tree(in: path) else {
                files.append(path)
                continue
            }
            guard !names.isEmpty else { throw SigningError(.inputUnavailable, "the folder \(path) has no files") }
            let folder = path.hasSuffix("/") ? path : path + "/"
            files += names.map { path == "." ? $0 : folder + $0 }
        }
        return files
    }
}
