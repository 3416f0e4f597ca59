public import KandasSign

/// The form in which an application is signed and handed in: XML of the namespace `urn:kandas:application:1`.
public enum ApplicationDocument {
    /// The namespace.
    public static let namespace = "urn:kandas:application:1"

    /// The published schema, kandas-application-1.xsd.
    public static var schema: [UInt8] { PackageResources.kandas_application_1_xsd }

    private static let compiledSchema = Result { () throws(SigningError) in try XMLSchema(schema) }

    /// Writes an application: the same bytes for the same application, whatever the machine.
    ///
    /// Memory does not grow with the number of members beyond `application` itself.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable`` if `sink` refuses the bytes.
    public static func write(_ application: Application, to sink: any ByteSink) throws(SigningError) {
        let writer = XMLFormWriter(sink)
        writer.declaration()
        try writer.start("application", namespace: namespace)
        try Application.form.writeXML(application, to: writer)
        try writer.end("application")
        try writer.finish()
    }

    /// Reads an application, and checks it against the schema in the same pass.
    ///
    /// - Parameters:
    ///   - source: The document.
    ///   - limits: The bounds within which it is read.
    /// - Returns: What was read, and where it does not fit the schema.
    /// - Throws: ``SigningError`` if the document cannot be read: ``SigningError/Code/malformedInput`` if it is not
    ///   well-formed, another document, or does not fit the schema in more than twenty places,
    ///   ``SigningError/Code/documentTypeRefused``, ``SigningError/Code/limitExceeded``,
    ///   ``SigningError/Code/unsupported``, and what `source` throws.
    public static func read(_ source: any ByteSource, limits: Limits = Limits()) throws(SigningError) -> Reading {
        let read = try XMLFormReader.document(
            "application",
            Application.form,
            namespace: namespace,
            from: try XMLStreamReader(source, limits: limits, schema: try compiledSchema.get())
        )
        return Reading(
            application: read.root,
            findings: read.findings.map { Reading.Finding(line: $0.line, element: $0.element) },
            hasSignature: read.hasSignature
        )
    }

    /// What was read from an application document.
    public struct Reading: Hashable, Sendable {
        /// The application.
        ///
        /// It is only to be trusted if there are no findings.
        public let application: Application
        /// Where the document does not fit the schema; empty if it fits.
        public let findings: [Finding]
        /// Whether the document holds an enveloped XML signature, which has not been checked here.
        public let hasSignature: Bool

        /// A place where a document does not fit the schema.
        public struct Finding: Hashable, Sendable {
            /// The line, from 1.
            public let line: Int
            /// The name of the element.
            public let element: String
        }
    }
}
