import KandasSign

/// The status lists in a trust folder: `status/*.p7s`.
public enum StatusFolder {
    /// The folder within a trust folder.
    public static let name = "status"

    /// Where the lists of trust folders are.
    ///
    /// - Parameter paths: The trust folders; files among them are passed over.
    /// - Returns: The paths of the lists, in order.
    public static func lists(in paths: [String]) -> [String] {
        paths.flatMap { path -> [String] in
            guard let names = try? Folder.files(in: "\(path)/\(name)") else { return [] }
            return names.filter { $0.hasSuffix(".p7s") }.map { "\(path)/\(name)/\($0)" }
        }
    }
}
