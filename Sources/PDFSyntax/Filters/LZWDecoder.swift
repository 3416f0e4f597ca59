/// Undoes LZW with codes of 9 to 12 bits (ISO 32000-2, section 7.4.4).
struct LZWDecoder {
    private let early: Int
    private var prefixes = [UInt16](repeating: 0, count: 4_096)
    private var suffixes = [UInt8](repeating: 0, count: 4_096)
    private var lengths = [UInt16](repeating: 0, count: 4_096)

    init(earlyChange: Bool) {
        early = earlyChange ? 1 : 0
        for code in 0..<256 {
            suffixes[code] = UInt8(code)
            lengths[code] = 1
        }
    }

    mutating func decode(_ input: UnsafeBufferPointer<UInt8>, into sink: inout PDFSink) -> PDFDecoded.Outcome {
        var buffer: UInt32 = 0
        var held = 0
        var width = 9
        var next = 258
        var previous: Int?
        var word = [UInt8](repeating: 0, count: 4_097)
        var position = 0
        while true {
            while held < width {
                // Some writers leave out the end-of-data code.
                guard position < input.count else { return .complete }
                buffer = buffer << 8 | UInt32(input[position])
                held += 8
                position += 1
            }
            let code = Int(buffer >> UInt32(held - width)) & (1 << width - 1)
            held -= width
            if code == 256 {
                width = 9
                next = 258
                previous = nil
                continue
            }
            if code == 257 { return .complete }
            guard let last = previous else {
                guard code < 256 else { return .damaged }
                guard sink.append(UInt8(code)) else { return .overLimit }
                previous = code
                continue
            }
            guard code < next || code == next && next < 4_096 else { return .damaged }
            // The code that is being made ends with its own first byte.
            let source = code < next ? code : last
            var length = Int(lengths[source])
            expand(source, length, &word)
            if code == next {
                word[length] = word[0]
                length += 1
            }
            if next < 4_096 {
                prefixes[next] = UInt16(last)
                suffixes[next] = word[0]
                lengths[next] = lengths[last] + 1
                next += 1
            }
            guard word.withUnsafeBufferPointer({ sink.append(UnsafeBufferPointer(rebasing: $0[..<length])) }) else {
                return .overLimit
            }
            previous = code
            width = next + early >= 2_048 ? 12 : next + early >= 1_024 ? 11 : next + early >= 512 ? 10 : 9
        }
    }

    private func expand(_ code: Int, _ length: Int, _ word: inout [UInt8]) {
        var code = code
        var index = length - 1
        while index > 0 {
            word[index] = suffixes[code]
            code = Int(prefixes[code])
            index -= 1
        }
        word[0] = suffixes[code]
    }
}
