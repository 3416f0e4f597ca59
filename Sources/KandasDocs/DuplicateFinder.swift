/// Finds the same file, and the same picture with other data about it, among many.
///
/// Memory grows with the number of files, some two hundred bytes each.
public struct DuplicateFinder: Sendable {
    private var files: [String: String] = [:]
    private var pictures: [String: String] = [:]

    /// Creates a finder that has seen nothing.
    public init() {}

    /// Notes a file and says whether it came before.
    ///
    /// - Parameters:
    ///   - name: What the file is called; it is named if the same comes again.
    ///   - digest: A digest of all its bytes, always of the same kind; `nil` if it was not read to its end.
    ///   - report: What the gate said about it.
    /// - Returns: A warning with the name of the first one like it, or `nil`.
    public mutating func add(_ name: String, digest: String?, report: DocumentReport) -> DocumentFinding? {
        let code: DocumentFinding.Code
        let first: String
        if let digest, report.size > 0, let known = files[digest] {
            (code, first) = (.sameFile, known)
        } else if let picture = report.pictureFingerprint, let known = pictures[picture] {
            (code, first) = (.samePicture, known)
        } else {
            if let picture = report.pictureFingerprint { pictures[picture] = name }
            if let digest { files[digest] = name }
            return nil
        }
        if let digest, files[digest] == nil { files[digest] = name }
        return DocumentFinding(code, .warning, parameters: ["file": first])
    }
}
