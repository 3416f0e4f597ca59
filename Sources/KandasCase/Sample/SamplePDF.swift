/// A small PDF of one page with a line of text, as an attachment of a sample application.
enum SamplePDF {
    /// Makes a PDF 1.4 file (ISO 32000-1 section 7.5): the same bytes for the same line.
    ///
    /// - Parameter line: Text in ASCII; other characters become question marks.
    static func make(_ line: String) -> [UInt8] {
        let text = String(
            line.unicodeScalars.map { scalar -> Character in
                0x20..<0x7f ~= scalar.value ? Character(scalar) : "?"
            }
        )
        let escaped = text.map { "()\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
        let content = "BT /F1 16 Tf 72 770 Td (\(escaped)) Tj ET"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                + " /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        // Four bytes above 127 tell programs that the file is not text.
        var bytes = Array("%PDF-1.4\n%".utf8) + [0xe2, 0xe3, 0xcf, 0xd3, 0x0a]
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(bytes.count)
            bytes += "\(index + 1) 0 obj\n\(object)\nendobj\n".utf8
        }
        let table = bytes.count
        bytes += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8
        for offset in offsets {
            let digits = String(offset)
            bytes += "\(String(repeating: "0", count: max(0, 10 - digits.utf8.count)))\(digits) 00000 n \n".utf8
        }
        bytes += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n".utf8
        return bytes
    }
}
