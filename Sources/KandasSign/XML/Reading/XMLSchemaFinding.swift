/// A place where a document does not fit its schema.
package struct XMLSchemaFinding: Hashable, Sendable {
    /// What does not fit.
    package enum Kind: String, Sendable {
        /// An element stands where the schema has none, or another one.
        case unexpectedElement
        /// An element ends before all its children have come.
        case missingElement
        /// An attribute that the schema does not have.
        case unexpectedAttribute
        /// A required attribute is missing.
        case missingAttribute
        /// A value is not of its type: a date, a number, one of a list, a pattern.
        case invalidValue
        /// Text stands where only elements may.
        case unexpectedText
        /// Anything else.
        case other
    }

    /// The line, from 1; beyond 65,535 only as near as libxml2 knows.
    package let line: Int
    /// The local name of the element concerned; empty if it is not known.
    package let element: String
    /// The local name of the attribute concerned.
    package let attribute: String?
    /// What does not fit.
    package let kind: Kind

    /// Reads a report of libxml2.
    ///
    /// Its text quotes values of the document, so only the names are taken from it:
    /// `Element '{urn:x}name', attribute 'kind': …`.
    init(_ entry: XMLErrorLog.Entry) {
        line = entry.line
        element = XMLSchemaFinding.name(after: "Element '", in: entry.message)
        let attribute = XMLSchemaFinding.name(after: ", attribute '", in: entry.message)
        self.attribute = attribute.isEmpty ? nil : attribute
        // The codes of xmlParserErrors: XML_SCHEMAV_…
        kind =
            switch entry.code {
            case 1871 where entry.message.contains("Missing child"): .missingElement
            case 1842, 1845, 1871: .unexpectedElement
            case 1866, 1867: .unexpectedAttribute
            case 1868: .missingAttribute
            case 1824...1840: .invalidValue
            case 1843: .unexpectedText
            default: .other
            }
    }

    private static func name(after prefix: String, in message: String) -> String {
        // Names come before the first colon that ends the place; a value never does.
        guard let place = message.firstRange(of: "': ").map({ message[..<$0.upperBound] }),
            let start = place.firstRange(of: prefix)?.upperBound,
            let end = place[start...].firstIndex(of: "'")
        else { return "" }
        let qualified = place[start..<end]
        guard let brace = qualified.lastIndex(of: "}") else { return String(qualified) }
        return String(qualified[brace...].dropFirst())
    }
}

extension XMLSchemaFinding: CustomStringConvertible {
    /// The place and the kind, in English; no value of the document.
    package var description: String {
        let place = attribute.map { "attribute \($0) of element \(element)" } ?? "element \(element)"
        let what =
            switch kind {
            case .unexpectedElement: "is not expected here"
            case .missingElement: "lacks an element"
            case .unexpectedAttribute: "is not allowed"
            case .missingAttribute: "is missing"
            case .invalidValue: "has a value that is not allowed"
            case .unexpectedText: "holds text where only elements may stand"
            case .other: "does not fit the schema"
            }
        return "line \(line): \(place) \(what)"
    }
}
