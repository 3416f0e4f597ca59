internal import Glibc

/// The beginning and the end of a PDF, which is what one pass can judge (ISO 32000-2, sections 7.5.2 and 7.5.5).
///
/// The header stands at byte 0. The last lines are `startxref`, a byte offset inside the file, and `%%EOF`, and at most
/// white space follows: whatever else did would be a second file in the same bytes. Where the offset leads to is for the
/// deep gate.
struct PDFEnds: Sendable {
    static let magic = Array("%PDF-".utf8)
    private static let marker = Array("%%EOF".utf8)
    private static let keyword = Array("startxref".utf8)
    private static let versions: Set<String> = ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0"]
    /// How much of what follows an end marker is looked at.
    private static let sequelLength = 48

    private var header: [UInt8] = []
    private var position = 0
    /// The last bytes of the earlier pieces, where a marker may have begun.
    private var carry: [UInt8] = []
    /// The offset behind the last end marker so far.
    private var lastEnd: Int?
    /// The first bytes behind it.
    private var sequel: [UInt8] = []

    /// The version in the header, such as `1.7`, or `nil` if none can be read there.
    var version: String? {
        let text = header.dropFirst(PDFEnds.magic.count)
        let digits = text.prefix { 0x30...0x39 ~= $0 || $0 == 0x2e }
        guard digits.count == 3, let first = digits.first, let last = digits.last, first != 0x2e, last != 0x2e,
            digits.contains(0x2e), text.count > 3
        else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }

    mutating func update(_ chunk: UnsafeRawBufferPointer) {
        if header.count < 12 { header += chunk.prefix(12 - header.count) }
        if let end = PDFEnds.endOfLastMarker(in: chunk) {
            found(end: position + end, in: chunk)
        } else if let end = endAcrossBoundary(chunk) {
            found(end: end, in: chunk)
        } else if lastEnd != nil, sequel.count < PDFEnds.sequelLength {
            sequel += chunk.prefix(PDFEnds.sequelLength - sequel.count)
        }
        let reach = PDFEnds.marker.count - 1
        carry = Array((carry + chunk[max(0, chunk.count - reach)...]).suffix(reach))
        position += chunk.count
    }

    func findings(size: Int, tail: TailBuffer, policy: DocumentPolicy) -> [DocumentFinding] {
        var findings: [DocumentFinding] = []
        if let version {
            if !PDFEnds.versions.contains(version) {
                findings.append(DocumentFinding(.pdfVersion, .refuse, offset: 5, parameters: ["version": version]))
            }
        } else if size >= 12 {
            findings.append(PDFEnds.damaged("header", at: 5))
        }
        findings += endFindings(size: size, tail: tail.bytes, policy: policy)
        return findings
    }

    private func endFindings(size: Int, tail: ArraySlice<UInt8>, policy: DocumentPolicy) -> [DocumentFinding] {
        guard let lastEnd else { return [PDFEnds.truncated(at: size)] }
        let tailStart = size - tail.count
        let blanks = tail.reversed().prefix { PDFEnds.isWhiteSpace($0) }.count
        guard size - blanks == lastEnd else {
            // A file that breaks off within its second revision, or within the main part of a linearized file, goes on
            // with PDF behind the first end.
            if PDFEnds.continuesAsPDF(sequel) { return [PDFEnds.truncated(at: size)] }
            return [DocumentFinding(.trailingData, .refuse, offset: lastEnd, parameters: ["format": "PDF"])]
        }
        var findings: [DocumentFinding] = []
        let newline = Array(tail.suffix(blanks))
        if blanks > policy.maximumPadding {
            findings.append(DocumentFinding(.trailingData, .refuse, offset: lastEnd, parameters: ["format": "PDF"]))
        } else if ![[], [0x0a], [0x0d], [0x0d, 0x0a]].contains(newline) {
            findings.append(DocumentFinding(.padding, .note, offset: lastEnd, parameters: ["count": "\(blanks)"]))
        }

        var rest = tail.dropLast(blanks + PDFEnds.marker.count)
        func dropBlanks() -> Int {
            let count = rest.reversed().prefix { PDFEnds.isWhiteSpace($0) }.count
            rest = rest.dropLast(count)
            return count
        }
        guard dropBlanks() > 0 else { return findings + [PDFEnds.damaged("end-marker", at: lastEnd - 5)] }
        let digits = rest.reversed().prefix { 0x30...0x39 ~= $0 }.count
        let offset = Int(String(decoding: rest.suffix(digits), as: UTF8.self))
        rest = rest.dropLast(digits)
        guard let offset, dropBlanks() > 0, rest.suffix(PDFEnds.keyword.count).elementsEqual(PDFEnds.keyword) else {
            return findings + [PDFEnds.damaged("startxref", at: lastEnd)]
        }
        // The header is at 0, so no cross-reference can begin there; a linearized file has 0 at its first end only.
        let keywordOffset = tailStart + rest.endIndex - rest.startIndex - PDFEnds.keyword.count
        guard offset > 0, offset < keywordOffset else {
            return findings + [PDFEnds.damaged("startxref-offset", at: keywordOffset)]
        }
        return findings
    }

    private mutating func found(end: Int, in chunk: UnsafeRawBufferPointer) {
        lastEnd = end
        sequel = Array(chunk.dropFirst(end - position).prefix(PDFEnds.sequelLength))
    }

    /// The end of the last marker that lies wholly in `chunk`, from its start.
    private static func endOfLastMarker(in chunk: UnsafeRawBufferPointer) -> Int? {
        guard let base = chunk.baseAddress else { return nil }
        var last: Int?
        var index = 0
        let limit = chunk.count - marker.count + 1
        while index < limit, let hit = memchr(base + index, 0x25, limit - index) {
            index = base.distance(to: UnsafeRawPointer(hit))
            // %%EOF, compared from its rarest byte on, since a file may be full of percent signs.
            if chunk[index + 4] == 0x46, chunk[index + 3] == 0x4f, chunk[index + 2] == 0x45, chunk[index + 1] == 0x25 {
                last = index + marker.count
            }
            index += 1
        }
        return last
    }

    /// The end of a marker that began in an earlier piece.
    private func endAcrossBoundary(_ chunk: UnsafeRawBufferPointer) -> Int? {
        let count = PDFEnds.marker.count
        let joint = carry + chunk.prefix(count - 1)
        guard joint.count >= count else { return nil }
        for start in (0...joint.count - count).reversed()
        where joint[start..<start + count].elementsEqual(PDFEnds.marker) {
            return position - carry.count + start + count
        }
        return nil
    }

    /// Whether bytes behind an end marker go on as a further revision does: with an object, a table or a comment.
    private static func continuesAsPDF(_ bytes: [UInt8]) -> Bool {
        let text = bytes.drop { isWhiteSpace($0) }
        if text.starts(with: "xref".utf8) || text.starts(with: "%".utf8) { return true }
        let words = text.split(whereSeparator: { isWhiteSpace($0) }).prefix(3)
        return !words.isEmpty
            && zip(words, [isNumber, isNumber, { $0.starts(with: "obj".utf8) }]).allSatisfy { $1($0) }
    }

    private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool { word.allSatisfy { 0x30...0x39 ~= $0 } }

    /// White space by ISO 32000-2, table 1.
    private static func isWhiteSpace(_ octet: UInt8) -> Bool {
        octet == 0 || octet == 9 || octet == 10 || octet == 12 || octet == 13 || octet == 32
    }

    private static func truncated(at size: Int) -> DocumentFinding {
        DocumentFinding(.truncated, .refuse, offset: size, parameters: ["format": "PDF"])
    }

    private static func damaged(_ detail: String, at offset: Int) -> DocumentFinding {
        DocumentFinding(.damaged, .refuse, offset: offset, parameters: ["format": "PDF", "detail": detail])
    }
}
