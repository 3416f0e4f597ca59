/// Values in the syntax of PDF (ISO 32000-2, section 7.3).
package enum PDFSpelling {
    /// A text string: ASCII as it is, anything else as UTF-16 (section 7.9.2.2), in hexadecimal digits so that no byte needs
    /// an escape.
    package static func text(_ text: String) -> [UInt8] {
        let isPlain = text.utf8.allSatisfy { 0x20..<0x7f ~= $0 && ![0x28, 0x29, 0x5c].contains($0) }
        guard !isPlain else { return [0x28] + Array(text.utf8) + [0x29] }
        var bytes: [UInt8] = [0xfe, 0xff]
        for unit in text.utf16 { bytes += [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)] }
        return hexadecimal(bytes)
    }

    /// A string of any bytes, in hexadecimal digits.
    package static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        var result: [UInt8] = [0x3c]
        result.reserveCapacity(bytes.count * 2 + 2)
        for octet in bytes {
            result.append(digits[Int(octet >> 4)])
            result.append(digits[Int(octet & 15)])
        }
        result.append(0x3e)
        return result
    }

    /// A name, with `#xx` for whatever cannot stand in one.
    package static func name(_ text: String) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = [0x2f]
        for octet in text.utf8 {
            if PDFCharacter.isRegular(octet), 0x21..<0x7f ~= octet, octet != 0x23 {
                result.append(octet)
            } else {
                result += [0x23, digits[Int(octet >> 4)], digits[Int(octet & 15)]]
            }
        }
        return result
    }

    /// A reference to an object.
    package static func reference(_ number: Int, generation: Int = 0) -> [UInt8] {
        Array("\(number) \(generation) R".utf8)
    }

    /// An array of values that are spelled already.
    package static func array(_ values: [[UInt8]]) -> [UInt8] {
        [0x5b] + Array(values.joined(separator: [0x20])) + [0x5d]
    }
}
