/// Strings as they stand in a PDF (ISO 32000-2, section 7.3.4).
enum PDFString {
    /// The bytes of `(…)`.
    static func literal(_ view: ByteView, _ range: Range<Int>, limit: Int) -> [UInt8] {
        var result: [UInt8] = []
        var index = range.lowerBound + 1
        let end = range.upperBound - 1
        while index < end, result.count < limit {
            let octet = view[index]
            index += 1
            guard octet == 0x5c, index < end else {
                result.append(octet)
                continue
            }
            let escaped = view[index]
            index += 1
            switch escaped {
            case 0x6e: result.append(0x0a)
            case 0x72: result.append(0x0d)
            case 0x74: result.append(0x09)
            case 0x62: result.append(0x08)
            case 0x66: result.append(0x0c)
            // A line that goes on.
            case 0x0a: break
            case 0x0d: if index < end, view[index] == 0x0a { index += 1 }
            case 0x30...0x37:
                var value = Int(escaped - 0x30)
                var digits = 1
                while digits < 3, index < end, 0x30...0x37 ~= view[index] {
                    value = value * 8 + Int(view[index] - 0x30)
                    index += 1
                    digits += 1
                }
                result.append(UInt8(truncatingIfNeeded: value))
            default: result.append(escaped)
            }
        }
        return result
    }

    /// The bytes of `<…>`.
    static func hexadecimal(_ view: ByteView, _ range: Range<Int>, limit: Int) -> [UInt8] {
        var result: [UInt8] = []
        var pending: UInt8?
        for index in range where result.count < limit {
            guard let digit = PDFCharacter.hexadecimal(view[index]) else { continue }
            if let high = pending {
                result.append(high << 4 | digit)
                pending = nil
            } else {
                pending = digit
            }
        }
        if let high = pending, result.count < limit { result.append(high << 4) }
        return result
    }
}
