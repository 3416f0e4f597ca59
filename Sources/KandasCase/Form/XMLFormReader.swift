import KandasSign

/// Reads a form in XML through tables of fields, keeping a list of what does not fit.
final class XMLFormReader {
    /// A value or an element that the tables do not take.
    struct Finding: Hashable {
        let line: Int
        let element: String
    }

    /// How many findings are kept.
    static let capacity = 20

    private(set) var findings: [Finding] = []
    /// Whether an enveloped signature was passed over.
    private(set) var hasSignature = false

    private let reader: XMLStreamReader
    private let namespace: String
    static let signatureNamespace = "http://www.w3.org/2000/09/xmldsig#"

    init(_ reader: XMLStreamReader, namespace: String) {
        self.reader = reader
        self.namespace = namespace
    }

    /// Reads a whole document, and checks it against the stream's schema in the same pass.
    ///
    /// - Returns: What was read, where it does not fit tables and schema, and whether it holds an enveloped signature.
    static func document<Root>(
        _ name: String,
        _ table: FormTable<Root>,
        namespace: String,
        from stream: XMLStreamReader
    ) throws(SigningError) -> (root: Root, findings: [Finding], hasSignature: Bool) {
        let reader = XMLFormReader(stream, namespace: namespace)
        guard try reader.enterRoot(name) else {
            throw .malformed("the XML document is no \(name) of the namespace \(namespace)")
        }
        let root = try table.readXML(from: reader)
        // The document counts as read only when its end has been seen.
        while try stream.next() != nil {}
        var seen: Set<Finding> = []
        let findings = stream.schemaFindings.map { Finding(line: $0.line, element: $0.element) } + reader.findings
        return (root, findings.filter { seen.insert($0).inserted }, reader.hasSignature)
    }

    /// Goes to the start of the root element.
    ///
    /// - Returns: `false` if it is another one.
    func enterRoot(_ name: String) throws(SigningError) -> Bool {
        guard case .startElement(let namespace, name, let attributes)? = try reader.next() else { return false }
        return namespace == self.namespace && attributes.isEmpty
    }

    /// The name of the next child of the open element, or `nil` at the open element's end.
    func nextChild() throws(SigningError) -> String? {
        while let event = try reader.next() {
            switch event {
            case .endElement: return nil
            case .text(let text):
                if !text.utf8.allSatisfy({ $0 <= 0x20 }) { report("text()") }
            case .startElement(let namespace, let name, let attributes):
                guard namespace == self.namespace else {
                    // Its place, last in the root element, is the schema's to judge.
                    if namespace == XMLFormReader.signatureNamespace, name == "Signature", reader.depth == 2 {
                        hasSignature = true
                    } else {
                        report(name)
                    }
                    try reader.skipElement()
                    continue
                }
                // Nothing of ours has attributes; those that XML Schema allows everywhere could only mislead.
                if !attributes.isEmpty { report(name) }
                return name
            }
        }
        return nil
    }

    /// The text of the open element, which is called `name`.
    ///
    /// A comment or processing instruction within it does not fit: other readers end the text there, and would see
    /// another number than the one that is judged here.
    func text(_ name: String) throws(SigningError) -> String {
        let line = reader.line
        let before = reader.interruptions
        let text = try reader.elementText()
        if reader.interruptions != before { report(name, line: line) }
        return text
    }

    /// Passes over the open element, which has no place here.
    func skip(_ name: String) throws(SigningError) {
        report(name)
        try reader.skipElement()
    }

    /// Notes that an element does not fit.
    func report(_ name: String, line: Int? = nil) {
        guard findings.count < XMLFormReader.capacity else { return }
        findings.append(Finding(line: line ?? reader.line, element: name))
    }
}
