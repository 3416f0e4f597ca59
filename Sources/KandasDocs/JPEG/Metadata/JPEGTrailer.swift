/// Bytes behind the last picture of a JPEG.
struct JPEGTrailer {
    enum Kind {
        /// Small notes that Samsung's phones leave.
        case phone
        /// A video: the picture is a motion photo.
        case video
        /// A picture that no index announces, or notes of a phone that are longer than the policy accepts.
        case addition
        case unknown
    }

    /// Tells them apart; `bytes` are all of them if `isWhole`, else the first ones.
    static func kind(_ bytes: [UInt8], isWhole: Bool) -> Kind {
        if bytes.dropFirst(4).starts(with: "ftyp".utf8) { return .video }
        if bytes.starts(with: JPEGWalk.magic) { return .addition }
        guard isWhole else {
            if bytes.starts(with: [0, 0]), contains("MotionPhoto_Data", bytes.prefix(256)) { return .video }
            return beginsLikePhone(bytes) ? .addition : .unknown
        }
        return phone(bytes) ?? .unknown
    }

    /// Whether bytes begin like a block of a Samsung phone: two zeros, its kind, and a name in letters.
    private static func beginsLikePhone(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 72, bytes.starts(with: [0, 0]), bytes[5...7] == [0, 0, 0] else { return false }
        let length = Int(bytes[4])
        return 4...64 ~= length && bytes[8..<8 + length].allSatisfy { 0x21...0x7e ~= $0 }
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0 || byte == 0x20 || byte == 0x0a || byte == 0x0d }

    /// Reads the trailer of a Samsung phone: blocks, and behind them a directory between `SEFH` and `SEFT`.
    ///
    /// The blocks must fill the bytes without gap, each with the kind that the directory gives it, and none may begin
    /// like a file of any kind.
    private static func phone(_ bytes: [UInt8]) -> Kind? {
        func number(_ offset: Int) -> Int {
            bytes[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        guard bytes.count >= 20, bytes.suffix(4).elementsEqual("SEFT".utf8) else { return nil }
        let length = number(bytes.count - 8)
        let start = bytes.count - 8 - length
        guard length >= 12, start >= 0, bytes[start...].starts(with: "SEFH".utf8) else { return nil }
        let count = number(start + 8)
        guard count > 0, count <= 100, length == 12 + 12 * count else { return nil }
        var blocks: [Range<Int>] = []
        for entry in stride(from: start + 12, to: start + 12 + 12 * count, by: 12) {
            let first = start - number(entry + 4)
            let size = number(entry + 8)
            guard first >= 0, size >= 8, size <= start - first, bytes[first..<first + 4] == bytes[entry..<entry + 4]
            else {
                return nil
            }
            let name = number(first + 4)
            guard name <= size - 8 else { return nil }
            let content = bytes[(first + 8 + name)..<(first + size)]
            if content.dropFirst(4).starts(with: "ftyp".utf8) { return .video }
            if let format = OtherFormat.recognize(Array(content.prefix(OtherFormat.headLength))), format.name != "TXT" {
                return nil
            }
            blocks.append(first..<first + size)
        }
        blocks.sort { $0.lowerBound < $1.lowerBound }
        let isGapless = zip(blocks, blocks.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound }
        return blocks.first?.lowerBound == 0 && blocks.last?.upperBound == start && isGapless ? .phone : nil
    }

    private static func contains(_ word: String, _ bytes: ArraySlice<UInt8>) -> Bool {
        let word = Array(word.utf8)
        return bytes.indices.contains { bytes[$0...].starts(with: word) }
    }
}
