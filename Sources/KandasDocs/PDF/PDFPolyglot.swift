internal import PDFSyntax

/// Looks for a second format in the bytes of a PDF: an archive or a page of the web.
enum PDFPolyglot {
    static func findings(_ view: ByteView) -> [DocumentFinding] {
        var findings: [DocumentFinding] = []
        func found(_ other: String, at offset: Int) {
            findings.append(
                DocumentFinding(.polyglot, .refuse, offset: offset, parameters: ["format": "PDF", "other": other])
            )
        }
        if let offset = archive(view) { found("ZIP", at: offset) }
        if let offset = webPage(view) { found("HTML", at: offset) }
        return findings
    }

    /// Programs look for an archive's end record in the last bytes, whatever its comment's length (APPNOTE 4.3.16), and
    /// find the directory before it by its size.
    private static func archive(_ view: ByteView) -> Int? {
        var index = view.count - 22
        let first = max(0, view.count - ZIPEnd.reach)
        while index >= first {
            if view[index] == 0x50, view.matches("PK\u{05}\u{06}", at: index) {
                let size = (0..<4).reduce(0) { $0 | Int(view[index + 12 + $1]) << (8 * $1) }
                if size > 0, size <= index, view.matches("PK\u{01}\u{02}", at: index - size) { return index }
            }
            index -= 1
        }
        return nil
    }

    /// Browsers that guess look for tags within the first bytes.
    private static func webPage(_ view: ByteView) -> Int? {
        (0..<min(1_024, PDFFile.endOfLastMarker(in: view) ?? view.count))
            .first { offset in
                view[offset] == 0x3c && tags.contains { view.matches($0, at: offset + 1, ignoringCase: true) }
            }
    }

    private static let tags: [StaticString] = ["html", "!doctype html", "script", "body", "iframe"]
}
