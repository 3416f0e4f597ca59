public import KandasSign

/// The identifier of an application: a UUID of version 7 (RFC 9562 section 5.7), in lower case.
public enum ApplicationIdentifier {
    /// Makes an identifier.
    ///
    /// - Parameters:
    ///   - time: The time it is made at, which stands in its first 48 bits.
    ///   - generator: Where its 74 random bits come from.
    /// - Returns: 36 characters.
    public static func make(at time: Timestamp, using generator: inout some RandomNumberGenerator) -> String {
        let milliseconds = UInt64(clamping: time.seconds).multipliedReportingOverflow(by: 1_000).partialValue
        let high = milliseconds << 16 | 0x7000 | generator.next() & 0x0fff
        let low = 0x8000_0000_0000_0000 | generator.next() & 0x3fff_ffff_ffff_ffff
        let digits = [high, low]
            .map { value -> String in
                let text = String(value, radix: 16)
                return String(repeating: "0", count: 16 - text.utf8.count) + text
            }
            .joined()
        var parts: [Substring] = []
        var rest = digits[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }

    /// Whether the text is a UUID of version 7 in lower case.
    public static func isVersion7(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return false }
        for (index, byte) in bytes.enumerated() {
            switch index {
            case 8, 13, 18, 23: guard byte == 0x2d else { return false }
            case 14: guard byte == 0x37 else { return false }
            case 19: guard [0x38, 0x39, 0x61, 0x62].contains(byte) else { return false }
            default: guard 0x30...0x39 ~= byte || 0x61...0x66 ~= byte else { return false }
            }
        }
        return true
    }
}
