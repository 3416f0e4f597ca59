internal import PDFSyntax

/// Where a link leads to.
enum PDFLink {
    /// Whether it leads to a script or a file instead of the web.
    static func isUnsafe(_ tape: PDFTape, _ value: Int, _ file: PDFFile) -> Bool {
        if let number = tape.reference(value) {
            let other = PDFTape(view: file.view)
            return file.load(number, onto: other) != nil && other.reference(0) == nil && isUnsafe(other, 0, file)
        }
        guard let bytes = tape.string(value, limit: 64) else { return false }
        // Browsers leave control characters and blanks out of the scheme.
        let text = PDFText.decode(bytes).unicodeScalars.filter { $0.value > 0x20 }.map { Character($0) }
        let start = String(text).lowercased()
        return ["javascript:", "vbscript:", "data:", "file:", "smb:", "\\\\"].contains { start.hasPrefix($0) }
    }
}
