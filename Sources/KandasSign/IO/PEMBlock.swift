/// One block of a PEM file (RFC 7468) that holds nothing secret.
package struct PEMBlock: Sendable {
    /// What stands after BEGIN, such as `CERTIFICATE`.
    package let label: String
    /// The decoded bytes.
    package let bytes: [UInt8]

    /// All blocks of a text. What stands between blocks is explanatory text and is passed over.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if a block has no end, another end, or
    ///   is no base64.
    package static func all(in text: [UInt8]) throws(SigningError) -> [PEMBlock] {
        var blocks: [PEMBlock] = []
        var label: String?
        var body: [UInt8] = []
        for line in text.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) {
            let line = trim(line)
            if let open = label {
                if line.elementsEqual("-----END \(open)-----".utf8) {
                    let source = try TextArmorBody(body).decoded()
                    blocks.append(PEMBlock(label: open, bytes: source))
                    label = nil
                } else {
                    guard !line.starts(with: "-----".utf8) else { throw .malformed("a PEM block without its end") }
                    body += line
                }
            } else if line.starts(with: "-----BEGIN ".utf8), line.reversed().starts(with: "-----".utf8), line.count > 16
            {
                label = String(decoding: line.dropFirst(11).dropLast(5), as: UTF8.self)
                body = []
            }
        }
        guard label == nil else { throw .malformed("a PEM block without its end") }
        return blocks
    }

    private static func trim(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line.drop { TextArmor.isSpace($0) }
        while let last = line.last, TextArmor.isSpace(last) { line = line.dropLast() }
        return line
    }
}

/// The base64 text inside a PEM block.
private struct TextArmorBody {
    private let text: [UInt8]

    init(_ text: [UInt8]) { self.text = text }

    func decoded() throws(SigningError) -> [UInt8] {
        let source = Base64Source(MemoryBytes(text).source(), isPEM: false)
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let got = try source.read(into: &chunk), got > 0 { all += chunk[..<got] }
        return all
    }
}
