/// The classes of characters of ISO 32000-2, section 7.2.3.
enum PDFCharacter {
    /// White space by table 1.
    @inline(__always)
    static func isWhiteSpace(_ octet: UInt8) -> Bool {
        octet <= 0x20 && (1 << UInt64(octet)) & 0x1_0000_3601 != 0
    }

    /// Delimiters by table 2.
    @inline(__always)
    static func isDelimiter(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x28, 0x29, 0x3c, 0x3e, 0x5b, 0x5d, 0x7b, 0x7d, 0x2f, 0x25: true
        default: false
        }
    }

    @inline(__always)
    static func isRegular(_ octet: UInt8) -> Bool { !isWhiteSpace(octet) && !isDelimiter(octet) }

    @inline(__always)
    static func isDigit(_ octet: UInt8) -> Bool { octet &- 0x30 < 10 }

    /// The value of a hexadecimal digit.
    @inline(__always)
    static func hexadecimal(_ octet: UInt8) -> UInt8? {
        switch octet {
        case 0x30...0x39: octet - 0x30
        case 0x41...0x46: octet - 0x41 + 10
        case 0x61...0x66: octet - 0x61 + 10
        default: nil
        }
    }
}
