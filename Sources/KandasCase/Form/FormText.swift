@_spi(_Unicode) import Swift

/// Text as forms keep it.
enum FormText {
    /// The text in normalisation form C, without white space around it, and with single spaces in it.
    static func normalized(_ text: String) -> String {
        if isPlain(text) { return text }
        var result = String.UnicodeScalarView()
        var spacePending = false
        for scalar in text._nfc {
            if scalar.properties.isWhitespace {
                spacePending = !result.isEmpty
            } else {
                if spacePending { result.append(" ") }
                spacePending = false
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// A file's name without the characters that have no place in a form, cut to 255 characters.
    static func fileName(_ name: String) -> String {
        let kept = normalized(name).unicodeScalars.filter { !isForbidden($0) }.prefix(255)
        return String(String.UnicodeScalarView(kept))
    }

    /// Whether the text holds a character that has no place in a form: control characters, characters that reverse the
    /// direction of writing or show nothing, and those that are none.
    static func hasForbiddenCharacter(_ text: String) -> Bool {
        text.utf8.contains { $0 < 0x20 || $0 >= 0x7f } && text.unicodeScalars.contains(where: isForbidden)
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00..<0x20, 0x7f..<0xa0: true
        // Zero width, direction marks and overrides, invisible operators, byte order mark, interlinear marks, tags.
        case 0x00ad, 0x061c, 0x180e, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff, 0xfff0...0xfffb,
            0xe0000...0xe0fff:
            true
        case let value: value & 0xfffe == 0xfffe || 0xfdd0...0xfdef ~= value
        }
    }

    /// Whether the text is ASCII with single spaces inside only, as most is.
    private static func isPlain(_ text: String) -> Bool {
        var previous: UInt8 = 0x20
        for byte in text.utf8 {
            guard 0x20..<0x7f ~= byte, byte != 0x20 || previous != 0x20 else { return false }
            previous = byte
        }
        return previous != 0x20 || text.isEmpty
    }
}
