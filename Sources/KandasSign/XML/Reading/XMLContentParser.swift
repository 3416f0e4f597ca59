internal import CLibXML2

/// Reads an XML document from front to back and hands everything that canonical XML is made of to a handler.
///
/// It refuses what ``XMLStreamReader`` refuses (document type declarations, entities, other encodings, what passes
/// ``Limits``) by the same guard, and an undeclared prefix besides. Memory does not grow with the document. It is a
/// reader of its own because signatures need prefixes, comments and processing instructions, and because libxml2's SAX2
/// interface is several times as fast as its tree.
final class XMLContentParser {
    fileprivate let handler: any XMLContentHandler
    private let feed: XMLFeed
    @exclusivity(unchecked) private var failure: SigningError?
    @exclusivity(unchecked) private var context: xmlParserCtxtPtr?

    private init(source: any ByteSource, limits: Limits, handler: any XMLContentHandler) {
        self.handler = handler
        feed = XMLFeed(source: source, limits: limits)
    }

    /// Reads a whole document.
    ///
    /// - Throws: ``SigningError`` as ``XMLStreamReader/next()`` does, and what `handler` throws.
    static func parse(
        _ source: any ByteSource,
        limits: Limits,
        handler: any XMLContentHandler
    ) throws(SigningError) {
        _ = XMLLibrary.isReady
        try XMLContentParser(source: source, limits: limits, handler: handler).run()
    }

    private func run() throws(SigningError) {
        var callbacks = XMLContentParser.callbacks
        let context = xmlCreateIOParserCtxt(
            &callbacks,
            Unmanaged.passUnretained(self).toOpaque(),
            { context, buffer, length in
                guard let context, let buffer, length > 0 else { return -1 }
                let parser = Unmanaged<XMLContentParser>.fromOpaque(context).takeUnretainedValue()
                return CInt(parser.fill(UnsafeMutableRawBufferPointer(start: buffer, count: Int(length))))
            },
            nil,
            Unmanaged.passUnretained(self).toOpaque(),
            XML_CHAR_ENCODING_NONE
        )
        guard let context else { throw feed.failure ?? .malformed("XML: nothing can be read") }
        self.context = context
        defer {
            self.context = nil
            xmlFreeParserCtxt(context)
        }
        handler.begin(self)
        xmlCtxtUseOptions(context, CInt(XML_PARSE_NONET.rawValue))
        let status = xmlParseDocument(context)
        if let failure = feed.failure ?? failure { throw failure }
        guard status == 0, context.pointee.wellFormed == 1 else { throw .malformed("XML: not well-formed") }
    }

    /// How many bytes of the document have been read: at the end of an element those up to and with its last `>`, at a start
    /// tag those before its `>` or `/>`.
    var byteOffset: Int { Int(xmlByteConsumed(context)) }

    /// Fills a buffer as far as the source goes: libxml2 looks ahead within one, and takes a short one for the end.
    private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        var filled = 0
        while filled < buffer.count {
            let got = feed.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            guard got >= 0 else { return -1 }
            guard got > 0 else { break }
            filled += got
        }
        return filled
    }

    /// Runs a step of the handler; after a failure nothing more is handed over.
    fileprivate func deliver(_ step: () throws(SigningError) -> Void) {
        guard failure == nil else { return }
        do throws(SigningError) {
            try step()
        } catch {
            fail(error)
        }
    }

    fileprivate func fail(_ error: SigningError) {
        if failure == nil { failure = error }
        xmlStopParser(context)
    }

    fileprivate func report(_ error: xmlError) {
        guard error.level != XML_ERR_WARNING, failure == nil else { return }
        // An undeclared namespace prefix is no fatal error to libxml2. To us it is: such a name means nothing.
        if error.code == CInt(XML_ERR_NAME_TOO_LONG.rawValue) {
            fail(.limit("XML: a name is too long, line \(error.line)"))
        } else {
            fail(.malformed("XML: not well-formed, line \(error.line) (libxml2 code \(error.code))"))
        }
    }

    private static var callbacks: xmlSAXHandler {
        var sax = xmlSAXHandler()
        sax.initialized = CUnsignedInt(XML_SAX2_MAGIC)
        sax.startElementNs = { context, name, prefix, uri, namespaceCount, namespaces, attributeCount, _, attributes in
            guard let name, let parser = xmlContentParser(context) else { return }
            let tag = XMLStartTag(
                name: name,
                prefix: prefix,
                namespace: uri,
                namespaceCount: Int(namespaceCount),
                namespaces: namespaces,
                attributeCount: Int(attributeCount),
                attributes: attributes
            )
            parser.deliver { () throws(SigningError) in try parser.handler.startElement(tag) }
        }
        sax.endElementNs = { context, _, _, _ in
            guard let parser = xmlContentParser(context) else { return }
            parser.deliver { () throws(SigningError) in try parser.handler.endElement() }
        }
        sax.characters = { context, text, length in
            guard let text, length > 0, let parser = xmlContentParser(context) else { return }
            let bytes = UnsafeBufferPointer(start: text, count: Int(length))
            parser.deliver { () throws(SigningError) in try parser.handler.text(bytes) }
        }
        // White space between elements is text like any other; libxml2 tells by comparing the two callbacks.
        sax.ignorableWhitespace = sax.characters
        sax.comment = { context, text in
            guard let parser = xmlContentParser(context) else { return }
            parser.deliver { () throws(SigningError) in try parser.handler.comment(xmlBytes(text)) }
        }
        sax.processingInstruction = { context, target, data in
            guard let target, let parser = xmlContentParser(context) else { return }
            parser.deliver { () throws(SigningError) in
                try parser.handler.instruction(target: target, data: xmlBytes(data))
            }
        }
        // The guard lets no document type declaration through; should one come all the same, it ends here.
        sax.internalSubset = { context, _, _, _ in
            xmlContentParser(context)?.fail(SigningError(.documentTypeRefused, "XML: a document type declaration"))
        }
        sax.serror = { context, error in
            guard let error else { return }
            xmlContentParser(context)?.report(error.pointee)
        }
        return sax
    }
}

// Functions of the file, since a closure that becomes a C function may capture nothing, not even its type.

private func xmlContentParser(_ context: UnsafeMutableRawPointer?) -> XMLContentParser? {
    context.map { Unmanaged<XMLContentParser>.fromOpaque($0).takeUnretainedValue() }
}

private func xmlBytes(_ text: UnsafePointer<UInt8>?) -> UnsafeBufferPointer<UInt8> {
    text.map(XMLName.bytes) ?? UnsafeBufferPointer(start: nil, count: 0)
}
