import KandasSign

/// What one pass over a file tells.
struct FileReading {
    let size: Int
    let sha256: [UInt8]
    let inspection: AttachmentInspection

    /// Reads a file.
    ///
    /// - Throws: ``SigningError`` if it cannot be read, is no file or is longer than ``Limits/containerEntryBytes``.
    init(
        path: String,
        name: String,
        limits: Limits,
        inspector: consuming any AttachmentInspecting
    ) throws(SigningError) {
        let source = try InputFile(path: path, isNamedByStranger: true).source()
        let digester = try Digester(.sha256)
        var inspector = inspector
        var size = 0
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let got = try source.read(into: &chunk), got > 0 {
            size += got
            guard size <= limits.containerEntryBytes else {
                throw .limit("\(path) has more than \(limits.containerEntryBytes) bytes")
            }
            try digester.update(chunk[..<got])
            inspector.update(chunk[..<got])
        }
        self.size = size
        sha256 = try digester.finish()
        inspection = inspector.finish(name: name)
    }
}
