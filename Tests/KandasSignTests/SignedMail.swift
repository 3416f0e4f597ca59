import FoundationEssentials

/// A mail of type multipart/signed, taken apart: just enough MIME (RFC 1847, RFC 8551 section 3.5.3) for tests.
struct SignedMail {
    /// The first part as it is signed: with its own head, lines ending in CRLF.
    let content: [UInt8]
    /// The CMS message of the second part.
    let signature: [UInt8]

    init?(_ mail: [UInt8]) {
        // A mail's lines end in CRLF, however the file was stored.
        let lines = mail.filter { $0 != 0x0d }.split(separator: 0x0a, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard let head = lines.first(where: { $0.contains("boundary=") }),
            let boundary = head.split(separator: "boundary=").last.map({ $0.filter { $0 != "\"" && $0 != ";" } })
        else { return nil }
        let marks = lines.indices.filter { lines[$0].hasPrefix("--\(boundary)") }
        guard marks.count >= 3 else { return nil }
        content = Array(lines[(marks[0] + 1)..<marks[1]].joined(separator: "\r\n").utf8)
        let part = lines[(marks[1] + 1)..<marks[2]]
        guard let gap = part.firstIndex(of: ""), let data = Data(base64Encoded: part[gap...].joined()) else {
            return nil
        }
        signature = Array(data)
    }
}
