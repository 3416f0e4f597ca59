/// Text strings (ISO 32000-2, section 7.9.2.2).
package enum PDFText {
    /// The text that bytes stand for: UTF-16 or UTF-8 with a mark in front, else Latin letters.
    package static func decode(_ bytes: [UInt8]) -> String {
        if bytes.starts(with: [0xfe, 0xff]) { return utf16(bytes.dropFirst(2), isBig: true) }
        if bytes.starts(with: [0xff, 0xfe]) { return utf16(bytes.dropFirst(2), isBig: false) }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
        // Strict readers aside, many writers put UTF-8 here.
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isBig: Bool) -> String {
        let octets = Array(bytes)
        var units: [UInt16] = []
        for index in stride(from: 0, to: octets.count - 1, by: 2) {
            let (one, two) = (UInt16(octets[index]), UInt16(octets[index + 1]))
            units.append(isBig ? one << 8 | two : two << 8 | one)
        }
        return String(decoding: units, as: UTF16.self)
    }
}
