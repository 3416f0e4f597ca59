internal import CLibXML2

/// A compiled XML schema (W3C XML Schema 1.0), against which ``XMLStreamReader`` validates while it reads.
///
/// Compile it once, from bytes that are part of the program, and share it. A schema must not import or include another.
package final class XMLSchema {
    let pointer: xmlSchemaPtr

    /// Compiles a schema.
    ///
    /// - Parameter bytes: The schema document, in UTF-8. It must come from the program, never from a stranger.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if it is not a schema, or refers to a
    ///   further one.
    package init(_ bytes: [UInt8]) throws(SigningError) {
        _ = XMLLibrary.isReady
        // "import" without a location is harmless, but nothing of ours needs one.
        let text = String(decoding: bytes, as: UTF8.self)
        guard !text.contains("schemaLocation") else { throw .malformed("the XML schema refers to another one") }
        let log = XMLErrorLog()
        let compiled: xmlSchemaPtr? = bytes.withUnsafeBytes { raw in
            guard let start = raw.baseAddress?.assumingMemoryBound(to: CChar.self),
                let length = CInt(exactly: raw.count), let context = xmlSchemaNewMemParserCtxt(start, length)
            else { return nil }
            defer { xmlSchemaFreeParserCtxt(context) }
            xmlSchemaSetParserStructuredErrors(context, XMLErrorLog.handler, log.userData)
            return xmlSchemaParse(context)
        }
        withExtendedLifetime(log) {}
        guard let compiled else {
            throw .malformed("not an XML schema: \(log.entries.first?.message ?? "no reason given")")
        }
        pointer = compiled
    }

    deinit { xmlSchemaFree(pointer) }
}

// libxml2 only reads a compiled schema while it validates: every validation has a context of its own, and all that is
// computed lazily belongs to that context.
extension XMLSchema: @unchecked Sendable {}
