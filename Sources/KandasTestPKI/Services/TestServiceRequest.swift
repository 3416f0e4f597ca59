/// A question to a service of a throw-away PKI over HTTP.
package struct TestServiceRequest: Sendable {
    package let method: String
    /// Path and query.
    package let target: String
    package let body: [UInt8]

    package init(method: String, target: String, body: [UInt8]) {
        self.method = method
        self.target = target
        self.body = body
    }

    /// What came so far.
    enum Reading {
        case incomplete
        case malformed
        case whole(TestServiceRequest)
    }

    /// Reads a request with a body of known length, or none (RFC 9112 section 2.1).
    static func read(_ bytes: [UInt8]) -> Reading {
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: [13, 10, 13, 10]) }) else {
            return .incomplete
        }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return .malformed }
        var length = 0
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return .malformed }
            switch parts[0].lowercased() {
            case "content-length":
                guard let number = Int(parts[1].filter { $0 != " " }), 0...1_000_000 ~= number else {
                    return .malformed
                }
                length = number
            case "transfer-encoding": return .malformed
            default: continue
            }
        }
        let body = bytes[(end + 4)...]
        guard body.count >= length else { return .incomplete }
        return .whole(
            TestServiceRequest(method: String(words[0]), target: String(words[1]), body: Array(body.prefix(length)))
        )
    }
}

/// What a service answers.
package struct TestServiceAnswer: Sendable {
    package var status = 200
    package var phrase = "OK"
    package var mediaType: String
    package var body: [UInt8]

    package init(_ mediaType: String, _ body: [UInt8]) {
        self.mediaType = mediaType
        self.body = body
    }

    /// An answer that only says why there is none.
    package static func refusal(_ status: Int, _ phrase: String) -> TestServiceAnswer {
        var answer = TestServiceAnswer("text/plain; charset=utf-8", Array("\(phrase)\n".utf8))
        answer.status = status
        answer.phrase = phrase
        return answer
    }

    var bytes: [UInt8] {
        let lines = [
            "HTTP/1.1 \(status) \(phrase)", "Content-Type: \(mediaType)", "Content-Length: \(body.count)",
            "Connection: close", "", "",
        ]
        return Array(lines.joined(separator: "\r\n").utf8) + body
    }
}
