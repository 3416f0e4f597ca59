internal import PDFSyntax

/// The beginning and the end of a PDF (ISO 32000-2, sections 7.5.2 and 7.5.5).
///
/// The header stands at byte 0. The last lines are `startxref`, a byte offset inside the file, and `%%EOF`, and at most
/// white space follows: whatever else did would be a second file in the same bytes.
struct PDFEnds {
    static let magic = Array("%PDF-".utf8)
    static let versions: Set<String> = ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0"]
    private static let marker = "%%EOF".utf8.count

    let view: ByteView

    /// The version in the header, such as `1.7`, or `nil` if none can be read there.
    var version: String? {
        let text = view.bytes(PDFEnds.magic.count..<12)
        let digits = text.prefix { 0x30...0x39 ~= $0 || $0 == 0x2e }
        guard digits.count == 3, let first = digits.first, let last = digits.last, first != 0x2e, last != 0x2e,
            digits.contains(0x2e), text.count > 3
        else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }

    func findings(maximumPadding: Int) -> [DocumentFinding] {
        var findings: [DocumentFinding] = []
        if let version {
            if !PDFEnds.versions.contains(version) {
                findings.append(DocumentFinding(.pdfVersion, .refuse, offset: 5, parameters: ["version": version]))
            }
        } else if view.count >= 12 {
            findings.append(PDFEnds.damaged("header", at: 5))
        }
        return findings + endFindings(maximumPadding)
    }

    private func endFindings(_ maximumPadding: Int) -> [DocumentFinding] {
        guard let end = PDFFile.endOfLastMarker(in: view) else { return [truncated] }
        let blanks = view.count - dropBlanks(before: view.count)
        guard view.count - blanks == end else {
            // A file that breaks off within its second revision, or within the main part of a linearized file, goes on
            // with PDF behind the first end.
            if continuesAsPDF(from: end) { return [truncated] }
            return [DocumentFinding(.trailingData, .refuse, offset: end, parameters: ["format": "PDF"])]
        }
        var findings: [DocumentFinding] = []
        if blanks > maximumPadding {
            findings.append(DocumentFinding(.trailingData, .refuse, offset: end, parameters: ["format": "PDF"]))
        } else if ![[], [0x0a], [0x0d], [0x0d, 0x0a]].contains(view.bytes(end..<view.count)) {
            findings.append(DocumentFinding(.padding, .note, offset: end, parameters: ["count": "\(blanks)"]))
        }
        let marker = end - PDFEnds.marker
        let lastDigit = dropBlanks(before: marker)
        guard lastDigit < marker else { return findings + [PDFEnds.damaged("end-marker", at: marker)] }
        let firstDigit = drop(before: lastDigit) { 0x30...0x39 ~= $0 }
        let lastLetter = dropBlanks(before: firstDigit)
        guard let offset = Int(view.text(firstDigit..<lastDigit)), lastLetter < firstDigit,
            view.matches("startxref", at: lastLetter - 9)
        else { return findings + [PDFEnds.damaged("startxref", at: end)] }
        // The header is at 0, so no cross-reference can begin there; a linearized file has 0 at its first end only.
        guard offset > 0, offset < lastLetter - 9 else {
            return findings + [PDFEnds.damaged("startxref-offset", at: lastLetter - 9)]
        }
        return findings
    }

    /// The offset behind the last byte that is no white space, before an offset.
    private func dropBlanks(before end: Int) -> Int { drop(before: end) { PDFEnds.isWhiteSpace($0) } }

    private func drop(before end: Int, while condition: (UInt8) -> Bool) -> Int {
        var index = end
        while index > 0, condition(view[index - 1]) { index -= 1 }
        return index
    }

    /// Whether bytes behind an end marker go on as a further revision does: with an object, a table or a comment.
    private func continuesAsPDF(from end: Int) -> Bool {
        let text = view.bytes(end..<min(view.count, end + 48)).drop { PDFEnds.isWhiteSpace($0) }
        if text.starts(with: "xref".utf8) || text.starts(with: "%".utf8) { return true }
        let words = text.split(whereSeparator: { PDFEnds.isWhiteSpace($0) }).prefix(3)
        return !words.isEmpty
            && zip(words, [isNumber, isNumber, { $0.starts(with: "obj".utf8) }]).allSatisfy { $1($0) }
    }

    private func isNumber(_ word: ArraySlice<UInt8>) -> Bool { word.allSatisfy { 0x30...0x39 ~= $0 } }

    /// White space by ISO 32000-2, table 1.
    private static func isWhiteSpace(_ octet: UInt8) -> Bool {
        octet == 0 || octet == 9 || octet == 10 || octet == 12 || octet == 13 || octet == 32
    }

    private var truncated: DocumentFinding {
        DocumentFinding(.truncated, .refuse, offset: view.count, parameters: ["format": "PDF"])
    }

    private static func damaged(_ detail: String, at offset: Int) -> DocumentFinding {
        DocumentFinding(.damaged, .refuse, offset: offset, parameters: ["format": "PDF", "detail": detail])
    }
}
