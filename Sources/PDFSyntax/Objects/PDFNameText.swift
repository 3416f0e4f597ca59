/// Names as bytes, with `#xx` undone (ISO 32000-2, section 7.3.5).
enum PDFNameText {
    /// The bytes that a name stands for.
    ///
    /// A `#` without two hexadecimal digits behind it stands for itself, as readers take it.
    static func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x23, index + 2 < bytes.count, let high = PDFCharacter.hexadecimal(bytes[index + 1]),
                let low = PDFCharacter.hexadecimal(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}

extension PDFTape {
    /// The bytes that a name stands for, without its slash; `nil` if the value is no name.
    package func nameText(_ index: Int) -> String? {
        guard kind(index) == .name else { return nil }
        let range = range(index)
        let plain = PDFNameText.plain(view.pointer(range.lowerBound + 1..<range.upperBound))
        return String(decoding: plain.prefix(256), as: UTF8.self)
    }
}
