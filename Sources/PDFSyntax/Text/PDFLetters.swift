/// What the codes of a font stand for: the part of a ToUnicode map that Cairo writes (ISO 32000-2, section 9.10.3).
struct PDFLetters: Sendable {
    private let codeLength: Int
    private var letters: [Int: String] = [:]

    /// Reads a map.
    ///
    /// - Parameters:
    ///   - map: Its text.
    ///   - codeLength: The octets of a code.
    /// - Throws: ``PDFPrintedText/Refusal`` if it is of another form.
    init(_ map: [UInt8], codeLength: Int) throws(PDFPrintedText.Refusal) {
        self.codeLength = codeLength
        let words = String(decoding: map, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        var pairs: ArraySlice<Substring>?
        for index in words.indices {
            switch words[index] {
            case "beginbfchar": pairs = words[(index + 1)...].prefix { $0 != "endbfchar" }
            case "beginbfrange", "begincidchar", "begincidrange", "usecmap":
                throw PDFPrintedText.Refusal("a map of letters in another form")
            default: continue
            }
            try add(pairs ?? [])
        }
    }

    private mutating func add(_ words: ArraySlice<Substring>) throws(PDFPrintedText.Refusal) {
        guard words.count.isMultiple(of: 2) else { throw PDFPrintedText.Refusal("a map of letters that breaks off") }
        var index = words.startIndex
        while index < words.endIndex {
            guard let code = PDFLetters.octets(words[index]), code.count == codeLength,
                let units = PDFLetters.octets(words[index + 1]), !units.isEmpty, units.count.isMultiple(of: 2)
            else { throw PDFPrintedText.Refusal("a map of letters that cannot be read") }
            let number = code.reduce(0) { $0 << 8 | Int($1) }
            let text = PDFText.decode([0xfe, 0xff] + units)
            // One letter with two meanings would be read by one program so and by another otherwise.
            guard letters.updateValue(text, forKey: number) == nil else {
                throw PDFPrintedText.Refusal("a letter with two meanings")
            }
            index += 2
        }
    }

    private static func octets(_ word: Substring) -> [UInt8]? {
        guard word.first == "<", word.last == ">", word.utf8.count.isMultiple(of: 2) else { return nil }
        let digits = word.utf8.dropFirst().dropLast().compactMap { PDFCharacter.hexadecimal($0) }
        guard digits.count == word.utf8.count - 2 else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// The text of a string that is shown; `nil` if a code has no meaning.
    func text(_ codes: [UInt8]) -> String? {
        guard codes.count.isMultiple(of: codeLength) else { return nil }
        var text = ""
        for start in stride(from: 0, to: codes.count, by: codeLength) {
            let code = codes[start..<start + codeLength].reduce(0) { $0 << 8 | Int($1) }
            guard let letter = letters[code] else { return nil }
            text += letter
        }
        return text
    }
}
