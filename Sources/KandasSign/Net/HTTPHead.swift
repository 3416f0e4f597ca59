/// The head of an HTTP answer (RFC 9112 sections 4 to 6), as far as this client needs it.
struct HTTPHead {
    /// The status code.
    let status: Int
    /// The length of the body, if the server says it.
    let contentLength: Int?
    /// Where the server sends the client to, for a redirecting status.
    let redirection: String?

    init(_ bytes: ArraySlice<UInt8>) throws(HTTPFailure) {
        var lines =
            bytes.split(separator: 0x0a, omittingEmptySubsequences: true)
            .map { $0.last == 0x0d ? $0.dropLast() : $0 }[...]
        guard let first = lines.popFirst() else { throw .malformed("no status line") }
        let words = first.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count >= 2, words[0].starts(with: "HTTP/1.".utf8), words[0].count == 8, words[1].count == 3,
            let status = HTTPHead.number(words[1]), 200...599 ~= status
        else { throw .malformed("no status line") }
        self.status = status
        var length: Int?
        var location: String?
        for line in lines where !line.isEmpty {
            guard let colon = line.firstIndex(of: 0x3a), colon > line.startIndex else {
                throw .malformed("a head line without a name")
            }
            let value = HTTPHead.trimmed(line[(colon + 1)...])
            switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
            case "content-length":
                // Two lengths that differ are two answers (RFC 9112 section 6.3).
                guard let number = HTTPHead.number(value), length == nil || length == number else {
                    throw .malformed("a Content-Length that is no number")
                }
                length = number
            case "transfer-encoding": throw .malformed("a transfer encoding, in an answer to version 1.0")
            case "content-encoding" where String(decoding: value, as: UTF8.self).lowercased() != "identity":
                throw .malformed("a content encoding that nobody asked for")
            case "location": location = HTTPHead.printable(value)
            default: continue
            }
        }
        contentLength = length
        redirection = 300...399 ~= status ? location ?? "nowhere (status \(status))" : nil
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard 1...18 ~= digits.count, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text.drop { $0 == 0x20 || $0 == 0x09 }
        while text.last == 0x20 || text.last == 0x09 { text = text.dropLast() }
        return text
    }

    /// A server's words for a message: short, and nothing that draws on a terminal.
    private static func printable(_ text: ArraySlice<UInt8>) -> String {
        String(decoding: text.prefix(200).map { 0x20...0x7e ~= $0 ? $0 : 0x3f }, as: UTF8.self)
    }
}
