internal import Glibc

/// Watches the bytes of an XML document before libxml2 sees them, and stops what must not reach it.
///
/// It follows the lexical structure only (tags, attribute values, comments, CDATA, processing instructions) and refuses
/// document type declarations, encodings other than UTF-8, XML versions other than 1.0, NUL bytes, and whatever passes
/// ``Limits``. libxml2 reads a document type declaration before it can be asked not to, and compares the attributes of a
/// tag pairwise, so neither can be left to it. Where the document is not well-formed the two may read it differently;
/// libxml2 stops there.
struct XMLLexicalGuard {
    private enum State {
        case text
        case lessThan
        /// After `<!`, with what has come since in `expected`.
        case declaration
        case comment
        case commentDash
        case commentEnd
        case characterData
        case characterDataBracket
        case characterDataEnd
        case instruction
        case instructionEnd
        case endTag
        case tag
        case tagSlash
        case value(quote: UInt8)
    }

    private let limits: Limits
    private var state = State.text
    private var offset = 0
    private var depth = 0
    /// Bytes of text since the last tag, over comments and CDATA sections.
    private var textRun = 0
    /// Bytes of the tag, comment or instruction at hand.
    private var markup = 0
    private var attributes = 0
    /// The letters after `<!` that were read and fit `--` or `[CDATA[`.
    private var opening: [UInt8] = []
    /// The XML declaration while it is read; `nil` once it cannot come any more.
    private var xmlDeclaration: [UInt8]? = []

    init(limits: Limits) { self.limits = limits }

    /// Looks at the next bytes.
    ///
    /// The chunks must join to the document, cut anywhere.
    mutating func scan(_ chunk: ArraySlice<UInt8>) throws(SigningError) {
        do {
            try chunk.withUnsafeBufferPointer { bytes in try scan(bytes) }
        } catch let error as SigningError {
            throw error
        } catch {
            throw .malformed("XML: \(error)")
        }
    }

    private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        guard bytes.distance(to: 0, from: 0) == bytes.count else { throw SigningError.malformed("XML: a NUL byte") }
        var index = 0
        while index < bytes.count {
            index += try run(bytes, from: index)
            guard index < bytes.count else { break }
            try step(bytes[index], at: offset + index)
            index += 1
        }
        offset += bytes.count
        guard offset <= limits.xmlBytes else {
            throw SigningError.limit("the XML document has more than \(limits.xmlBytes) bytes")
        }
    }

    /// Passes over the bytes that change nothing but counts, which are most of a document, without the state machine.
    ///
    /// - Returns: How many there are; a byte after them is for ``step(_:at:)``.
    private mutating func run(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) throws(SigningError) -> Int {
        let length: Int
        switch state {
        case .text:
            length = bytes.distance(to: 0x3c, from: start)
            textRun += length
            guard textRun <= limits.xmlTextBytes else { throw longText }
            if length > 0, offset + start > 0 || bytes[start] != 0xef { xmlDeclaration = nil }
            return length
        case .tag:
            var index = start
            while index < bytes.count, !XMLLexicalGuard.endsRun(bytes[index]) { index += 1 }
            length = index - start
        case .value(let quote): length = bytes.distance(to: quote, from: start)
        case .endTag: length = bytes.distance(to: 0x3e, from: start)
        case .comment: length = bytes.distance(to: 0x2d, from: start)
        case .characterData:
            length = bytes.distance(to: 0x5d, from: start)
            textRun += length
        default: return 0
        }
        markup += length
        guard markup <= limits.xmlTextBytes else { throw longText }
        return length
    }

    /// Whether a byte inside a tag, outside the values of its attributes, is one of `"`, `'`, `/`, `<` and `>`.
    private static func endsRun(_ byte: UInt8) -> Bool {
        byte == 0x22 || byte == 0x27 || byte == 0x2f || byte == 0x3c || byte == 0x3e
    }

    private mutating func step(_ byte: UInt8, at position: Int) throws(SigningError) {
        markup += 1
        guard markup <= limits.xmlTextBytes else { throw longText }
        switch state {
        case .text:
            state = .lessThan
            markup = 1
        case .lessThan:
            switch byte {
            case 0x21:
                state = .declaration
                opening = []
                xmlDeclaration = nil
            case 0x3f: state = .instruction
            case 0x2f: state = .endTag
            default:
                state = .tag
                attributes = 0
                textRun = 0
                xmlDeclaration = nil
            }
        case .declaration: try readOpening(byte)
        case .comment: if byte == 0x2d { state = .commentDash }
        case .commentDash: state = byte == 0x2d ? .commentEnd : .comment
        case .commentEnd:
            // "--" inside a comment is not well-formed (XML 1.0 section 2.5).
            guard byte == 0x3e else { throw .malformed("XML: two hyphens inside a comment") }
            state = .text
        case .characterData:
            textRun += 1
            if byte == 0x5d { state = .characterDataBracket }
        case .characterDataBracket:
            textRun += 1
            state = byte == 0x5d ? .characterDataEnd : .characterData
        case .characterDataEnd:
            textRun += 1
            if byte == 0x3e { state = .text } else if byte != 0x5d { state = .characterData }
        case .instruction, .instructionEnd: try readInstruction(byte)
        case .endTag:
            if byte == 0x3e {
                depth -= 1
                textRun = 0
                state = .text
            }
        case .tag, .tagSlash: try readTag(byte)
        case .value(let quote): if byte == quote { state = .tag }
        }
    }

    private mutating func readOpening(_ byte: UInt8) throws(SigningError) {
        opening.append(byte)
        if opening == Array("--".utf8) {
            state = .comment
        } else if opening == Array("[CDATA[".utf8) {
            state = .characterData
        } else if !"--".utf8.starts(with: opening), !"[CDATA[".utf8.starts(with: opening) {
            throw SigningError(.documentTypeRefused, "XML: a document type declaration")
        }
    }

    private mutating func readInstruction(_ byte: UInt8) throws(SigningError) {
        if let soFar = xmlDeclaration {
            guard soFar.count < 256 else { throw .malformed("XML: the first declaration is too long") }
            xmlDeclaration?.append(byte)
        }
        if case .instructionEnd = state, byte == 0x3e {
            state = .text
            if let content = xmlDeclaration?.dropLast(2) { try XMLDeclaration.check(content) }
            xmlDeclaration = nil
        } else {
            state = byte == 0x3f ? .instructionEnd : .instruction
        }
    }

    private mutating func readTag(_ byte: UInt8) throws(SigningError) {
        switch byte {
        case 0x22, 0x27:
            attributes += 1
            guard attributes <= limits.xmlAttributes else {
                throw .limit("an XML element has more than \(limits.xmlAttributes) attributes")
            }
            state = .value(quote: byte)
        case 0x3e:
            if case .tagSlash = state {
                state = .text
                return
            }
            depth += 1
            guard depth <= limits.xmlDepth else {
                throw .limit("XML elements are nested more than \(limits.xmlDepth) deep")
            }
            state = .text
        case 0x3c: throw .malformed("XML: '<' inside a tag")
        case 0x2f: state = .tagSlash
        default: state = .tag
        }
    }

    private var longText: SigningError {
        .limit("text or markup of the XML document has more than \(limits.xmlTextBytes) bytes")
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// How many bytes stand between `start` and the next `byte`, or the end.
    fileprivate func distance(to byte: UInt8, from start: Int) -> Int {
        guard let base = baseAddress, start < count else { return 0 }
        let from = UnsafeRawPointer(base + start)
        return memchr(from, CInt(byte), count - start).map { UnsafeRawPointer($0) - from } ?? count - start
    }
}
