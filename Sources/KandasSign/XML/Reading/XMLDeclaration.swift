/// The XML declaration (XML 1.0 section 2.8), looked at before libxml2 could switch to another encoding.
enum XMLDeclaration {
    /// Refuses a version other than 1.0 and an encoding other than UTF-8.
    ///
    /// - Parameter content: What stands between `<?` and `?>` at the start of the document.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` or, if it is not well-formed,
    ///   ``SigningError/Code/malformedInput``.
    static func check(_ content: ArraySlice<UInt8>) throws(SigningError) {
        var rest = content
        guard rest.starts(with: "xml".utf8), let blank = rest.dropFirst(3).first, isBlank(blank) else { return }
        rest = rest.dropFirst(3)
        while true {
            rest = rest.drop(while: isBlank)
            guard !rest.isEmpty else { return }
            guard let equals = rest.firstIndex(of: 0x3d) else { throw malformed }
            let name = rest[..<equals].filter { !isBlank($0) }
            rest = rest[equals...].dropFirst().drop(while: isBlank)
            guard let quote = rest.first, quote == 0x22 || quote == 0x27 else { throw malformed }
            rest = rest.dropFirst()
            guard let end = rest.firstIndex(of: quote) else { throw malformed }
            let value = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[end...].dropFirst()
            switch String(decoding: name, as: UTF8.self) {
            case "version":
                guard value == "1.0" else { throw .unsupported("XML of a version other than 1.0") }
            case "encoding":
                let isUTF8 = value.lowercased() == "utf-8" || value.lowercased() == "utf8"
                guard isUTF8 else { throw .unsupported("XML in an encoding other than UTF-8") }
            case "standalone": break
            default: throw malformed
            }
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }

    private static var malformed: SigningError { .malformed("XML: the XML declaration is not well-formed") }
}
