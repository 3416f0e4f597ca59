/// One element of BER (X.690) inside secret bytes.
///
/// Key files are BER in practice: the national CA writes indefinite lengths and octet strings in pieces. This reader
/// walks them where they lie, so that no unencrypted key is copied into memory that is not wiped.
struct SecretElement {
    let tag: UInt8
    /// The whole element, identifier and length octets included.
    let outer: Range<Int>
    let content: Range<Int>
    let source: SecretBytes

    /// The deepest nesting below this element that is followed.
    private let depth: Int

    /// Reads the one element that `source` consists of.
    init(whole source: SecretBytes, depth: Int) throws(SigningError) {
        try self.init(source, at: 0, end: source.count, depth: depth)
        guard outer.upperBound == source.count else {
            throw .malformed("\(source.count - outer.upperBound) bytes after the last element")
        }
    }

    private init(_ source: SecretBytes, at start: Int, end: Int, depth: Int) throws(SigningError) {
        guard depth > 0 else { throw .limit("elements are nested too deeply") }
        guard end - start >= 2 else { throw .malformed("truncated element") }
        self.source = source
        self.depth = depth
        tag = source[start]
        guard tag & 0x1f != 0x1f else { throw .malformed("a tag of several octets") }
        let first = source[start + 1]
        if first == 0x80 {
            guard tag & 0x20 != 0 else { throw .malformed("a primitive element of indefinite length") }
            var position = start + 2
            while true {
                guard end - position >= 2 else { throw .malformed("truncated element") }
                if source[position] == 0, source[position + 1] == 0 { break }
                position = try SecretElement(source, at: position, end: end, depth: depth - 1).outer.upperBound
            }
            content = start + 2..<position
            outer = start..<position + 2
            return
        }
        var header = 2
        var length = Int(first)
        if first > 0x80 {
            let octets = Int(first & 0x7f)
            guard octets <= 4, end - start - 2 >= octets else { throw .malformed("a length that cannot be") }
            length = 0
            for index in 0..<octets { length = length << 8 | Int(source[start + 2 + index]) }
            header += octets
        }
        guard end - start - header >= length else { throw .malformed("truncated element") }
        content = start + header..<start + header + length
        outer = start..<start + header + length
    }

    /// The elements inside this constructed one.
    func children() throws(SigningError) -> [SecretElement] {
        guard tag & 0x20 != 0 else { throw .malformed("a primitive element where a constructed one belongs") }
        var children: [SecretElement] = []
        var position = content.lowerBound
        while position < content.upperBound {
            let child = try SecretElement(source, at: position, end: content.upperBound, depth: depth - 1)
            children.append(child)
            position = child.outer.upperBound
        }
        return children
    }

    /// The elements inside this SEQUENCE.
    func sequence() throws(SigningError) -> Fields {
        guard tag == DER.Tag.sequence else { throw .malformed("not a SEQUENCE") }
        return Fields(try children()[...])
    }

    /// The single element inside an explicit context tag.
    func explicit(_ number: UInt8) throws(SigningError) -> SecretElement {
        guard tag == DER.Tag.explicit(number) else { throw .malformed("not a [\(number)]") }
        let children = try children()
        guard let only = children.first, children.count == 1 else { throw .malformed("not one element in [\(number)]") }
        return only
    }

    /// The octets of an OCTET STRING, put together if it comes in pieces.
    ///
    /// - Parameter tag: The tag of the whole, where it is an implicit one; pieces always carry the universal tag.
    /// - Returns: A copy, wiped when released.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if it is no OCTET STRING.
    func octets(tag: UInt8 = DER.Tag.octetString) throws(SigningError) -> SecretBytes {
        var pieces: [Range<Int>] = []
        try collect(&pieces, tag: tag)
        let total = pieces.reduce(0) { $0 + $1.count }
        let source = source
        return SecretBytes(capacity: total) { buffer in
            source.withUnsafeBytes { bytes in
                var position = 0
                for piece in pieces {
                    UnsafeMutableRawBufferPointer(rebasing: buffer[position..<position + piece.count])
                        .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[piece]))
                    position += piece.count
                }
            }
            return total
        }
    }

    private func collect(_ pieces: inout [Range<Int>], tag expected: UInt8) throws(SigningError) {
        guard tag & ~0x20 == expected & ~0x20 else { throw .malformed("not an OCTET STRING") }
        if tag & 0x20 == 0 {
            pieces.append(content)
        } else {
            for child in try children() { try child.collect(&pieces, tag: DER.Tag.octetString) }
        }
    }

    func objectIdentifier() throws(SigningError) -> ObjectIdentifier {
        guard tag == DER.Tag.objectIdentifier, content.count <= 64 else { throw .malformed("not an OBJECT IDENTIFIER") }
        return try ObjectIdentifier(content: copy(content)[...])
    }

    /// A small non-negative INTEGER; anything larger is over every limit it could be compared with.
    func unsignedInteger() throws(SigningError) -> Int {
        guard tag == DER.Tag.integer, !content.isEmpty else { throw .malformed("not an INTEGER") }
        var value = 0
        for (position, index) in content.enumerated() {
            let octet = source[index]
            if position == 0, octet & 0x80 != 0 { throw .malformed("a negative INTEGER") }
            guard value < 1 << 47 else { throw .limit("an INTEGER that is too large") }
            value = value << 8 | Int(octet)
        }
        return value
    }

    /// A copy of the whole element that is wiped when released.
    func secretCopy() -> SecretBytes {
        source.slice(outer)
    }

    /// A copy of the content as an array, for what is no secret: names, salts, certificates.
    func contentBytes() -> [UInt8] { copy(content) }

    private func copy(_ range: Range<Int>) -> [UInt8] {
        source.withSpan { span in range.map { span[$0] } }
    }
}

extension SecretElement {
    /// The elements of a SEQUENCE, taken one after the other.
    struct Fields {
        private(set) var rest: ArraySlice<SecretElement>

        init(_ elements: ArraySlice<SecretElement>) { rest = elements }

        /// The tag of the next element, or `nil` at the end.
        var nextTag: UInt8? { rest.first?.tag }

        /// The next element.
        mutating func next() throws(SigningError) -> SecretElement {
            guard let first = rest.popFirst() else { throw .malformed("an element is missing") }
            return first
        }

        /// The next element if it has a tag.
        mutating func next(ifTagged tag: UInt8) -> SecretElement? { nextTag == tag ? rest.popFirst() : nil }

        /// Makes sure that nothing is left.
        func end() throws(SigningError) {
            guard rest.isEmpty else { throw .malformed("an element too many") }
        }
    }
}

extension SecretBytes {
    /// One byte; the index is checked in every build.
    subscript(index: Int) -> UInt8 { withSpan { $0[index] } }

    /// A copy of a part.
    func slice(_ range: Range<Int>) -> SecretBytes {
        SecretBytes(capacity: range.count) { buffer in
            withUnsafeBytes { bytes in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
            }
            return range.count
        }
    }
}
