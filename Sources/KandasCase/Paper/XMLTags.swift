import KandasSign

/// The tags of a well-formed XML document by their places in its bytes. Whether it is well-formed is for others to see.
struct XMLTags {
    struct Tag {
        let kind: Kind
        /// The name without its prefix.
        let name: String
        let range: Range<Int>
    }

    enum Kind { case start, end, empty }

    private let document: [UInt8]
    private var position = 0

    init(_ document: [UInt8]) { self.document = document }

    /// The next tag; `nil` at the end.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if the document breaks off in a tag,
    ///   ``SigningError/Code/documentTypeRefused`` for a document type.
    mutating func next() throws(SigningError) -> Tag? {
        while let start = document[position...].firstIndex(of: 0x3c) {
            position = start
            if starts("<!--") {
                try skip(past: "-->")
            } else if starts("<![CDATA[") {
                try skip(past: "]]>")
            } else if starts("<?") {
                try skip(past: "?>")
            } else if starts("<!") {
                throw SigningError(.documentTypeRefused, "the document has a document type")
            } else {
                return try tag()
            }
        }
        return nil
    }

    private mutating func tag() throws(SigningError) -> Tag {
        let start = position
        var quote: UInt8?
        var end = start + 1
        while end < document.count, quote != nil || document[end] != 0x3e {
            let octet = document[end]
            if let open = quote {
                if octet == open { quote = nil }
            } else if octet == 0x22 || octet == 0x27 {
                quote = octet
            }
            end += 1
        }
        guard end < document.count else { throw .malformed("XML that breaks off in a tag") }
        position = end + 1
        let isEnd = document[start + 1] == 0x2f
        let name =
            document[(start + (isEnd ? 2 : 1))..<end]
            .prefix { $0 > 0x20 && $0 != 0x2f }
            .split(separator: 0x3a, omittingEmptySubsequences: false).last ?? []
        let kind: Kind = isEnd ? .end : document[end - 1] == 0x2f ? .empty : .start
        return Tag(kind: kind, name: String(decoding: name, as: UTF8.self), range: start..<end + 1)
    }

    private func starts(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { document[position...].starts(with: $0) }
    }

    private mutating func skip(past text: StaticString) throws(SigningError) {
        while position < document.count {
            if starts(text) {
                position += text.utf8CodeUnitCount
                return
            }
            position += 1
        }
        throw .malformed("XML that breaks off")
    }
}
