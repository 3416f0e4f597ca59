/// Numbers as they stand in a PDF (ISO 32000-2, section 7.3.3).
enum PDFNumber {
    /// The integer in a range, or `nil` if it does not fit into 18 digits.
    static func integer(_ view: ByteView, _ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        guard index < range.upperBound else { return nil }
        let isNegative = view[index] == 0x2d
        if isNegative || view[index] == 0x2b { index += 1 }
        var value = 0
        var digits = 0
        while index < range.upperBound {
            let octet = view[index]
            guard PDFCharacter.isDigit(octet) else { return nil }
            value = value &* 10 &+ Int(octet &- 0x30)
            if value != 0 { digits += 1 }
            guard digits <= 18 else { return nil }
            index += 1
        }
        return isNegative ? -value : value
    }

    /// The number in a range; what follows a second point or sign is left out, as readers do.
    static func real(_ view: ByteView, _ range: Range<Int>) -> Double {
        var value = 0.0
        var scale = 0.0
        var isNegative = false
        for index in range {
            switch view[index] {
            case 0x2d where index == range.lowerBound: isNegative = true
            case 0x2b where index == range.lowerBound: break
            case 0x2e where scale == 0: scale = 1
            case let octet where PDFCharacter.isDigit(octet):
                value = value * 10 + Double(octet - 0x30)
                scale *= 10
            default: return finish(value, scale, isNegative)
            }
        }
        return finish(value, scale, isNegative)
    }

    private static func finish(_ value: Double, _ scale: Double, _ isNegative: Bool) -> Double {
        let result = scale > 1 ? value / scale : value
        return isNegative ? -result : result
    }
}
