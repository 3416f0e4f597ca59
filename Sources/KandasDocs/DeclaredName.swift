/// What the name of a document says about its kind.
struct DeclaredName {
    private let name: String
    /// The ending after the last dot, in lower case; `nil` without one.
    private let ending: String?

    init(_ name: String) {
        let last = name.unicodeScalars.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map { String($0) } ?? ""
        self.name = last
        // A leading dot hides a file and starts no ending.
        let parts = last.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        ending = parts.count > 1 ? parts.last.map { $0.lowercased() } : nil
    }

    func finding(for mediaType: DocumentMediaType) -> DocumentFinding? {
        let parameters = [
            "name": name, "format": mediaType.displayName, "extension": ".\(mediaType.nameExtensions.first ?? "")",
        ]
        guard let ending else { return DocumentFinding(.nameWithoutExtension, .warning, parameters: parameters) }
        guard !mediaType.nameExtensions.contains(ending) else { return nil }
        return DocumentFinding(.nameMismatch, .refuse, parameters: parameters)
    }
}
