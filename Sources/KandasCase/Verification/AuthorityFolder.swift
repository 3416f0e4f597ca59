public import KandasSign

/// The list of authorities in a trust folder: `authorities/list.p7s`, signed with a key of `authorities/key.sha256`.
public enum AuthorityFolder {
    /// The folder within a trust folder.
    public static let name = "authorities"

    /// Reads the list of the first trust folder that has one.
    ///
    /// - Parameters:
    ///   - paths: The trust folders; files among them are passed over.
    ///   - limits: The bounds within which it is read.
    /// - Returns: The list, or `nil` if no folder has one.
    /// - Throws: ``SigningError`` if there is one that is not authentic or cannot be read: a list that is broken is not the
    ///   same as none.
    public static func list(in paths: [String], limits: Limits = Limits()) throws(SigningError) -> AuthorityList? {
        for path in paths {
            let folder = "\(path)/\(name)"
            guard let names = try? Folder.files(in: folder), names.contains("list.p7s") else { continue }
            let pins = try InputFile(path: "\(folder)/key.sha256").contents(limit: limits.trustManifestBytes)
            let source = try InputFile(path: "\(folder)/list.p7s").source()
            return try AuthorityList(signed: source, by: try PinnedKeys(text: pins), limits: limits)
        }
        return nil
    }
}
