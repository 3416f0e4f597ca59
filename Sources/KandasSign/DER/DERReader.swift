/// Reads a series of DER or BER elements from bytes in memory, without copying them.
///
/// DER is read strictly: definite and minimal lengths only. Under BER, lengths may be indefinite or longer than needed.
package struct DERReader {
    /// The encoding rules that the input must follow (X.690).
    package enum Rules: Sendable {
        /// Distinguished: one encoding for each value.
        case der
        /// Basic: what streaming producers write.
        case ber
    }

    /// What was not read yet.
    package private(set) var rest: ArraySlice<UInt8>
    private let rules: Rules
    /// How many more levels of elements may be entered.
    private let depth: Int

    /// Starts at the front of `bytes`.
    package init(_ bytes: ArraySlice<UInt8>, rules: Rules = .der, depth: Int = Limits().nestingDepth) {
        rest = bytes
        self.rules = rules
        self.depth = depth
    }

    package init(_ bytes: [UInt8], rules: Rules = .der) { self.init(bytes[...], rules: rules) }

    /// Whether everything has been read.
    package var isAtEnd: Bool { rest.isEmpty }

    /// The identifier octet of the next element, without reading it; `nil` at the end.
    package var nextTag: UInt8? { rest.first }

    /// Reads the next element, whatever its tag.
    package mutating func next() throws(SigningError) -> DERElement {
        let header = try DERHeader(rest, rules: rules)
        let body = rest.dropFirst(header.byteCount)
        if let length = header.length {
            guard length <= body.count else { throw .malformed("an element is longer than what holds it") }
            let element = DERElement(
                tag: header.tag,
                content: body.prefix(length),
                bytes: rest.prefix(header.byteCount + length)
            )
            rest = body.dropFirst(length)
            return element
        }
        let length = try DERReader.lengthToEndOfContents(body, depth: depth)
        let element = DERElement(
            tag: header.tag,
            content: body.prefix(length),
            bytes: rest.prefix(header.byteCount + length + 2)
        )
        rest = body.dropFirst(length + 2)
        return element
    }

    /// Reads the next element, which must have the tag `tag`.
    package mutating func next(_ tag: UInt8, _ what: StaticString) throws(SigningError) -> DERElement {
        guard nextTag == tag else { throw .malformed("\(what) is missing or of another type") }
        return try next()
    }

    /// Reads the next element if it has the tag `tag`.
    package mutating func optional(_ tag: UInt8) throws(SigningError) -> DERElement? {
        nextTag == tag ? try next() : nil
    }

    /// A reader of an element's content, one level deeper.
    package func entering(_ element: DERElement) throws(SigningError) -> DERReader {
        guard depth > 0 else { throw .limit("elements are nested too deeply") }
        return DERReader(element.content, rules: rules, depth: depth - 1)
    }

    /// Reads the next element, which must be a constructed one with the tag `tag`, and gives a reader of its content.
    package mutating func enter(_ tag: UInt8, _ what: StaticString) throws(SigningError) -> DERReader {
        try entering(next(tag, what))
    }

    private mutating func skip(_ count: Int) { rest = rest.dropFirst(count) }

    /// Makes sure that nothing is left.
    package func end(_ what: StaticString) throws(SigningError) {
        guard isAtEnd else { throw .malformed("\(rest.count) bytes after \(what)") }
    }

    /// All elements that are left.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/limitExceeded`` if there are more than `most`.
    package mutating func all(atMost most: Int, _ what: StaticString) throws(SigningError) -> [DERElement] {
        var elements: [DERElement] = []
        while !isAtEnd {
            guard elements.count < most else { throw .limit("more than \(most) \(what)") }
            elements.append(try next())
        }
        return elements
    }

    /// Finds the end-of-contents octets of an element of indefinite length, in one pass without recursion.
    ///
    /// - Returns: How many octets stand before them.
    private static func lengthToEndOfContents(_ body: ArraySlice<UInt8>, depth: Int) throws(SigningError) -> Int {
        var rest = body
        var open = 1
        while true {
            if rest.starts(with: [0, 0]) {
                open -= 1
                if open == 0 { return rest.startIndex - body.startIndex }
                rest = rest.dropFirst(2)
                continue
            }
            let header = try DERHeader(rest, rules: .ber)
            rest = rest.dropFirst(header.byteCount)
            if let length = header.length {
                guard length <= rest.count else { throw .malformed("an element is longer than what holds it") }
                rest = rest.dropFirst(length)
            } else {
                open += 1
                guard open <= depth else { throw .limit("elements are nested too deeply") }
            }
        }
    }
}

extension DERReader {
    /// Reads end-of-contents octets (X.690 section 8.1.5).
    package mutating func endOfContents(_ what: StaticString) throws(SigningError) {
        guard rest.starts(with: [0, 0]) else { throw .malformed("\(what) does not end where it should") }
        skip(2)
    }
}
