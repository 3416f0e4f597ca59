public import KandasSign

/// The form in which a decision is signed and handed out: XML of the namespace `urn:kandas:decision:1`.
///
/// It is written without white space between elements, so that an enveloped signature survives signers and portals that
/// change it.
public enum DecisionDocument {
    /// The namespace.
    public static let namespace = "urn:kandas:decision:1"

    /// The published schema, kandas-decision-1.xsd.
    public static var schema: [UInt8] { PackageResources.kandas_decision_1_xsd }

    private static let compiledSchema = Result { () throws(SigningError) in try XMLSchema(schema) }

    /// Writes a decision: the same bytes for the same decision, whatever the machine.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable`` if `sink` refuses the bytes.
    public static func write(_ decision: Decision, to sink: any ByteSink) throws(SigningError) {
        let writer = XMLFormWriter(sink, isCompact: true)
        writer.declaration()
        try writer.start("decision", namespace: namespace)
        try Decision.form.writeXML(decision, to: writer)
        try writer.end("decision")
        try writer.finish()
    }

    /// Reads a decision, and checks it against the schema in the same pass.
    ///
    /// - Parameters:
    ///   - source: The document.
    ///   - limits: The bounds within which it is read; `decisionBytes` bounds its length.
    /// - Returns: What was read, and where it does not fit the schema.
    /// - Throws: ``SigningError`` as ``ApplicationDocument/read(_:limits:)`` does.
    public static func read(_ source: any ByteSource, limits: Limits = Limits()) throws(SigningError) -> Reading {
        var limits = limits
        limits.xmlBytes = min(limits.xmlBytes, limits.decisionBytes)
        let read = try XMLFormReader.document(
            "decision",
            Decision.form,
            namespace: namespace,
            from: try XMLStreamReader(source, limits: limits, schema: try compiledSchema.get())
        )
        return Reading(
            decision: read.root,
            findings: read.findings.map { Reading.Finding(line: $0.line, element: $0.element) },
            hasSignature: read.hasSignature
        )
    }

    /// What was read from a decision document.
    public struct Reading: Hashable, Sendable {
        /// The decision.
        ///
        /// It is only to be trusted if there are no findings, and after its signature was verified.
        public let decision: Decision
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
