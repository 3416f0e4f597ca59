internal import CLibXML2

/// Reads an XML document from front to back, in memory that does not grow with it.
///
/// It is meant for documents of strangers. The document must be XML 1.0 in UTF-8 without a document type declaration
/// (``SigningError/Code/documentTypeRefused``), so there are no entities but the five predefined ones and character
/// references; nothing is ever fetched, expanded or printed. Size, depth, text and attributes are bounded by ``Limits``.
///
/// With a ``XMLSchema`` the document is validated in the same pass. What does not fit is kept in ``schemaFindings``;
/// reading goes on, so values may be seen before they are known to be invalid: judge the findings at the end. After
/// twenty findings reading fails.
///
/// The bytes after the root element count too: a document is whole only once ``next()`` has returned `nil`.
package final class XMLStreamReader {
    /// How deep the reader stands: 0 outside the root element, 1 in it.
    package private(set) var depth = 0
    /// Whether a comment has been passed over.
    package private(set) var sawComment = false
    /// Whether a processing instruction has been passed over.
    package private(set) var sawInstruction = false
    /// How many comments and processing instructions have been passed over.
    package private(set) var interruptions = 0

    private let reader: xmlTextReaderPtr
    private let feed: XMLFeed
    private let log: XMLErrorLog
    private let schema: XMLSchema?
    private let limits: Limits
    private var failure: SigningError?
    private var isAtEnd = false
    /// An empty element has been reported as started; its end is to be reported next.
    private var endsEmptyElement = false
    /// The namespace seen last, which most often is the next one too, and its bytes with a final NUL.
    private var lastNamespace = ""
    private var lastNamespaceBytes: [xmlChar] = [0]

    /// Starts reading.
    ///
    /// - Parameters:
    ///   - source: The document.
    ///   - limits: The bounds within which it is read.
    ///   - schema: A schema to validate against, or `nil`.
    /// - Throws: ``SigningError`` if nothing can be read from `source`, or the first bytes are refused.
    package init(_ source: any ByteSource, limits: Limits = Limits(), schema: XMLSchema? = nil) throws(SigningError) {
        _ = XMLLibrary.isReady
        let feed = XMLFeed(source: source, limits: limits)
        let options =
            CInt(XML_PARSE_NONET.rawValue) | CInt(XML_PARSE_NOERROR.rawValue) | CInt(XML_PARSE_NOWARNING.rawValue)
            | CInt(XML_PARSE_NOCDATA.rawValue)
        let reader = xmlReaderForIO(
            { context, buffer, length in
                guard let context, let buffer, length > 0 else { return -1 }
                let feed = Unmanaged<XMLFeed>.fromOpaque(context).takeUnretainedValue()
                return CInt(feed.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(length))))
            },
            nil,
            Unmanaged.passUnretained(feed).toOpaque(),
            nil,
            nil,
            options
        )
        guard let reader else { throw feed.failure ?? .malformed("XML: nothing can be read") }
        self.reader = reader
        self.feed = feed
        self.schema = schema
        self.limits = limits
        log = XMLErrorLog()
        xmlTextReaderSetStructuredErrorHandler(reader, XMLErrorLog.handler, log.userData)
        if let schema, xmlTextReaderSetSchema(reader, schema.pointer) != 0 {
            throw .malformed("XML: the schema cannot be used")
        }
    }

    /// Starts reading a document in memory.
    package convenience init(
        bytes: [UInt8],
        limits: Limits = Limits(),
        schema: XMLSchema? = nil
    ) throws(SigningError) {
        try self.init(MemoryBytes(bytes).source(), limits: limits, schema: schema)
    }

    deinit {
        // The callbacks borrow feed and log, which live until after this.
        xmlFreeTextReader(reader)
    }

    /// The line the reader stands at, from 1.
    ///
    /// libxml2 reads ahead a little, and is exact only up to line 65,535.
    package var line: Int {
        if let node = xmlTextReaderCurrentNode(reader), case let line = xmlGetLineNo(node), 1..<65_535 ~= line {
            return Int(line)
        }
        return Int(xmlTextReaderGetParserLineNumber(reader))
    }

    /// Where the part read so far does not fit the schema, in the order of the document; a place is listed once.
    package var schemaFindings: [XMLSchemaFinding] {
        var findings: [XMLSchemaFinding] = []
        for entry in log.entries where entry.isSchemaViolation {
            let finding = XMLSchemaFinding(entry)
            if findings.last != finding { findings.append(finding) }
        }
        return findings
    }

    /// The next event, or `nil` at the end of the document.
    ///
    /// - Throws: ``SigningError``: ``SigningError/Code/documentTypeRefused``, ``SigningError/Code/malformedInput`` with
    ///   the line if the document is not well-formed, ends too early or has too many schema findings,
    ///   ``SigningError/Code/unsupported`` for another encoding or version, ``SigningError/Code/limitExceeded``, and
    ///   what the source throws. After an error every further call throws it again.
    package func next() throws(SigningError) -> XMLEvent? {
        if let failure { throw failure }
        do {
            return try advance()
        } catch {
            failure = error
            throw error
        }
    }

    private func advance() throws(SigningError) -> XMLEvent? {
        if endsEmptyElement {
            endsEmptyElement = false
            return .endElement
        }
        while !isAtEnd {
            let status = xmlTextReaderRead(reader)
            if let failure = feed.failure { throw failure }
            guard status >= 0, log.syntaxErrors == 0 else { throw notWellFormed }
            guard log.schemaViolations < XMLErrorLog.capacity else {
                throw .malformed("the XML document does not fit its schema: \(schemaFindings.first?.description ?? "")")
            }
            if status == 0 {
                isAtEnd = true
                guard depth == 0 else { throw notWellFormed }
                break
            }
            if let event = try currentEvent() { return event }
        }
        return nil
    }

    private func currentEvent() throws(SigningError) -> XMLEvent? {
        switch xmlTextReaderNodeType(reader) {
        case CInt(XML_READER_TYPE_ELEMENT.rawValue):
            let namespace = currentNamespace()
            let local = XMLLibrary.text(xmlTextReaderConstLocalName(reader))
            let isEmpty = xmlTextReaderIsEmptyElement(reader) == 1
            let attributes = readAttributes()
            if isEmpty { endsEmptyElement = true } else { depth += 1 }
            return .startElement(namespace: namespace, name: local, attributes: attributes)
        case CInt(XML_READER_TYPE_END_ELEMENT.rawValue):
            depth -= 1
            return .endElement
        case CInt(XML_READER_TYPE_TEXT.rawValue), CInt(XML_READER_TYPE_CDATA.rawValue),
            CInt(XML_READER_TYPE_WHITESPACE.rawValue), CInt(XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue):
            let text = XMLLibrary.text(xmlTextReaderConstValue(reader))
            return text.isEmpty || depth == 0 ? nil : .text(text)
        case CInt(XML_READER_TYPE_COMMENT.rawValue):
            sawComment = true
            interruptions &+= 1
            return nil
        case CInt(XML_READER_TYPE_PROCESSING_INSTRUCTION.rawValue):
            sawInstruction = true
            interruptions &+= 1
            return nil
        case CInt(XML_READER_TYPE_DOCUMENT_TYPE.rawValue):
            throw SigningError(.documentTypeRefused, "XML: a document type declaration")
        case CInt(XML_READER_TYPE_ENTITY_REFERENCE.rawValue):
            throw .malformed("XML: a reference to an entity that is not predefined, near line \(line)")
        default:
            return nil
        }
    }

    private func readAttributes() -> [XMLAttribute] {
        guard xmlTextReaderHasAttributes(reader) == 1 else { return [] }
        var attributes: [XMLAttribute] = []
        while xmlTextReaderMoveToNextAttribute(reader) == 1 {
            guard xmlTextReaderIsNamespaceDecl(reader) != 1 else { continue }
            attributes.append(
                XMLAttribute(
                    namespace: currentNamespace(),
                    name: XMLLibrary.text(xmlTextReaderConstLocalName(reader)),
                    value: XMLLibrary.text(xmlTextReaderConstValue(reader))
                )
            )
        }
        xmlTextReaderMoveToElement(reader)
        return attributes
    }

    private func currentNamespace() -> String {
        guard let pointer = xmlTextReaderConstNamespaceUri(reader) else { return "" }
        if xmlStrcmp(pointer, lastNamespaceBytes) == 0 { return lastNamespace }
        lastNamespace = String(cString: pointer)
        lastNamespaceBytes = Array(lastNamespace.utf8) + [0]
        return lastNamespace
    }

    private var notWellFormed: SigningError {
        guard let entry = log.entries.first(where: { !$0.isSchemaViolation }) else {
            return .malformed("XML: the document ends too early")
        }
        if entry.code == Int(XML_ERR_NAME_TOO_LONG.rawValue) {
            return .limit("XML: a name is too long, line \(entry.line)")
        }
        return .malformed("XML: not well-formed, line \(entry.line) (libxml2 code \(entry.code))")
    }
}

extension XMLStreamReader {
    /// The text of the element that was just started, up to and with its end.
    ///
    /// Comments do not cut it.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if the element has a child element, and
    ///   what ``next()`` throws.
    package func elementText() throws(SigningError) -> String {
        var text = ""
        while let event = try next() {
            switch event {
            case .text(let piece): text += piece
            case .endElement: return text
            case .startElement(_, let name, _):
                throw .malformed("XML: element \(name) stands where only text may, line \(line)")
            }
        }
        throw .malformed("XML: the document ends too early")
    }

    /// Passes over the rest of the element that was just started, with all it holds.
    ///
    /// - Throws: ``SigningError`` as ``next()`` does.
    package func skipElement() throws(SigningError) {
        var open = 1
        while open > 0, let event = try next() {
            switch event {
            case .startElement: open += 1
            case .endElement: open -= 1
            case .text: break
            }
        }
    }
}
