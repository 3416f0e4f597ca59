/// Writes CBOR in its deterministic form (RFC 8949 section 4.2.1): shortest heads, definite lengths, keys in order.
enum CBORWriter {
    /// The encoding of a value; the pairs of a map must be in order.
    static func encode(_ value: CBORValue) -> [UInt8] {
        var output: [UInt8] = []
        write(value, to: &output)
        return output
    }

    private static func write(_ value: CBORValue, to output: inout [UInt8]) {
        switch value {
        case .integer(let number) where number >= 0: head(0, UInt64(number), to: &output)
        case .integer(let number): head(1, UInt64(-1 - number), to: &output)
        case .bytes(let bytes):
            head(2, UInt64(bytes.count), to: &output)
            output += bytes
        case .text(let text):
            head(3, UInt64(text.utf8.count), to: &output)
            output += text.utf8
        case .array(let items):
            head(4, UInt64(items.count), to: &output)
            for item in items { write(item, to: &output) }
        case .map(let pairs):
            head(5, UInt64(pairs.count), to: &output)
            for pair in pairs {
                write(pair.key, to: &output)
                write(pair.value, to: &output)
            }
        case .tagged(let tag, let inner):
            head(6, tag, to: &output)
            write(inner, to: &output)
        case .boolean(let flag): output.append(flag ? 0xf5 : 0xf4)
        case .null: output.append(0xf6)
        }
    }

    /// A head with its argument in the fewest octets (RFC 8949 section 3).
    private static func head(_ major: UInt8, _ argument: UInt64, to output: inout [UInt8]) {
        func octets(_ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: argument >> UInt64(8 * (count - 1 - $0))) }
        }
        let type = major << 5
        switch argument {
        case ..<24: output.append(type | UInt8(argument))
        case ..<0x100: output += [type | 24] + octets(1)
        case ..<0x1_0000: output += [type | 25] + octets(2)
        case ..<0x1_0000_0000: output += [type | 26] + octets(4)
        default: output += [type | 27] + octets(8)
        }
    }
}
