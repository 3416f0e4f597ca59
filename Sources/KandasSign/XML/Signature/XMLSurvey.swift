/// What a first look at a document finds: every signature, wherever it stands, and what belongs to judging it.
struct XMLSurvey: Sendable {
    /// A signature as it stands in its document.
    struct Found: Sendable {
        /// The element, without objects that are data and not properties of the signature.
        let element: XMLElement
        /// The number of the element around it; `nil` for the root.
        let parent: Int?
        /// The names from the root to it.
        let path: String
    }

    /// The signatures, in the order of their start tags. Countersignatures inside XAdES properties are left in place.
    var signatures: [Found] = []
    /// The security tokens of WS-Security, which hold certificates.
    var tokens: [XMLElement] = []
    /// The root element's namespace and name.
    var root = XMLAttribute(name: "", value: "")
    /// The bodies of a SOAP message: the children of the envelope with that name, and their numbers.
    var bodies: [XMLTarget] = []
    /// The identifier of the first of them by `wsu:Id`.
    var bodyIdentifier: String?
    /// The number of the envelope's header.
    var header: Int?
    /// The number of the security header.
    var security: Int?
}

/// Looks for signatures in a document.
///
/// As with ``CanonicalPass``, its methods are called one after the other, by one thread.
final class XMLSurveyor: XMLContentHandler {
    private struct Capture {
        var elements: [XMLElement] = []
        /// How many elements are open inside a part that is not kept.
        var skipped = 0
        let parent: Int?
        let path: String
    }

    @exclusivity(unchecked) private(set) var survey = XMLSurvey()
    private let limits: Limits
    @exclusivity(unchecked) private var captures: [Capture] = []
    @exclusivity(unchecked) private var open: [(number: Int, prefix: XMLNamePointer?, name: XMLNamePointer)] = []
    @exclusivity(unchecked) private var scope = XMLNamespaceScope()
    @exclusivity(unchecked) private var number = -1
    @exclusivity(unchecked) private var kept = 0
    @exclusivity(unchecked) private var found = 0

    private init(limits: Limits) { self.limits = limits }

    /// Reads a document.
    ///
    /// - Throws: ``SigningError`` as ``XMLContentParser`` does, and ``SigningError/Code/limitExceeded`` for more
    ///   signatures than ``Limits/xmlSignatures``, or more in them than ``Limits/xmlSignatureBytes``.
    static func read(_ source: any ByteSource, limits: Limits) throws(SigningError) -> XMLSurvey {
        let surveyor = XMLSurveyor(limits: limits)
        try XMLContentParser.parse(source, limits: limits, handler: surveyor)
        // Captures end inside out.
        surveyor.survey.signatures.sort { $0.element.number < $1.element.number }
        return surveyor.survey
    }

    func startElement(_ tag: XMLStartTag) throws(SigningError) {
        number += 1
        try scope.enter(tag)
        lookAtEnvelope(tag)
        let isSignature = tag.isNamed("Signature", "http://www.w3.org/2000/09/xmldsig#")
        let isToken =
            XMLName.equals(tag.name, "BinarySecurityToken")
            && XMLName.text(tag.namespace) == XMLNamespace.webServiceSecurity
        if isSignature {
            found += 1
            guard found <= limits.xmlSignatures else {
                throw .limit("the XML document has more than \(limits.xmlSignatures) signatures")
            }
        }
        let around = captures.last?.elements.last
        let isCountersignature =
            isSignature && captures.last?.skipped == 0 && around?.name == "CounterSignature"
            && XAdESNamespace.contains(around?.namespace ?? "")
        if isSignature && !isCountersignature || isToken && captures.isEmpty {
            captures.append(Capture(parent: open.last?.number, path: path(to: tag)))
        } else if let last = captures.indices.last, !captures[last].elements.isEmpty {
            if captures[last].skipped > 0 || isData(tag, in: captures[last]) { captures[last].skipped += 1 }
        }
        if let last = captures.indices.last, captures[last].skipped == 0 {
            captures[last].elements.append(try element(tag))
        }
        open.append((number, tag.prefix, tag.name))
    }

    func endElement() throws(SigningError) {
        open.removeLast()
        scope.leave()
        guard let last = captures.indices.last else { return }
        if captures[last].skipped > 0 {
            captures[last].skipped -= 1
            return
        }
        guard var element = captures[last].elements.popLast() else { return }
        element.last = number
        if let parent = captures[last].elements.indices.last {
            captures[last].elements[parent].children.append(element)
            return
        }
        let capture = captures.removeLast()
        if element.name == "Signature" {
            survey.signatures.append(
                XMLSurvey.Found(element: element, parent: capture.parent, path: capture.path)
            )
        } else {
            survey.tokens.append(element)
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SigningError) {
        guard let last = captures.indices.last, captures[last].skipped == 0,
            let element = captures[last].elements.indices.last
        else { return }
        try keep(bytes.count)
        captures[last].elements[element].text += String(decoding: bytes, as: UTF8.self)
    }

    func comment(_ bytes: UnsafeBufferPointer<UInt8>) throws(SigningError) {}
    func instruction(target: XMLNamePointer, data: UnsafeBufferPointer<UInt8>) throws(SigningError) {}

    /// Whether an element inside a signature is data that it carries: what an object holds, but for properties of the
    /// signature and lists of references.
    private func isData(_ tag: XMLStartTag, in capture: Capture) -> Bool {
        guard let around = capture.elements.last, around.isNamed("Object", XMLNamespace.signature) else { return false }
        if tag.isNamed("Manifest", "http://www.w3.org/2000/09/xmldsig#") { return false }
        return
            !(XMLName.equals(tag.name, "QualifyingProperties")
            && XAdESNamespace.contains(XMLName.text(tag.namespace)))
    }

    private func element(_ tag: XMLStartTag) throws(SigningError) -> XMLElement {
        var attributes: [XMLAttribute] = []
        for index in 0..<tag.attributeCount {
            guard let attribute = tag.attribute(index) else { continue }
            try keep(attribute.value.count)
            attributes.append(
                XMLAttribute(
                    namespace: XMLName.text(attribute.namespace),
                    name: XMLName.text(attribute.name),
                    value: attribute.text
                )
            )
        }
        try keep(128)
        var namespaces: [String: String] = [:]
        if XMLName.equals(tag.name, "XPath") {
            for binding in scope.effective {
                namespaces[XMLName.text(binding.prefix)] = XMLName.text(binding.uri)
            }
        }
        return XMLElement(
            namespace: XMLName.text(tag.namespace),
            name: XMLName.text(tag.name),
            number: number,
            last: number,
            attributes: attributes,
            namespaces: namespaces
        )
    }

    private func lookAtEnvelope(_ tag: XMLStartTag) {
        if open.isEmpty {
            survey.root = XMLAttribute(
                namespace: XMLName.text(tag.namespace),
                name: XMLName.text(tag.name),
                value: ""
            )
            return
        }
        guard survey.isEnvelope else { return }
        let namespace = XMLName.text(tag.namespace)
        if open.count == 1, namespace == survey.root.namespace, XMLName.equals(tag.name, "Header") {
            survey.header = number
        } else if open.count == 2, open.last?.number == survey.header, XMLName.equals(tag.name, "Security"),
            namespace == XMLNamespace.webServiceSecurity
        {
            survey.security = number
        } else if open.count == 1, namespace == survey.root.namespace, XMLName.equals(tag.name, "Body") {
            for index in 0..<tag.attributeCount where survey.bodies.isEmpty {
                guard let attribute = tag.attribute(index), XMLName.equals(attribute.name, "Id"),
                    XMLName.text(attribute.namespace) == XMLNamespace.webServiceUtility
                else { continue }
                survey.bodyIdentifier = attribute.text
            }
            survey.bodies.append(
                XMLTarget(
                    number: number,
                    last: number,
                    path: path(to: tag),
                    namespace: XMLName.text(tag.namespace),
                    name: "Body"
                )
            )
        }
    }

    private func keep(_ count: Int) throws(SigningError) {
        kept += count
        guard kept <= limits.xmlSignatureBytes else {
            throw .limit("the signatures of the XML document have more than \(limits.xmlSignatureBytes) bytes")
        }
    }

    private func path(to tag: XMLStartTag) -> String {
        open.map { "/" + XMLName.qualified($0.prefix, $0.name) }.joined()
            + "/" + XMLName.qualified(tag.prefix, tag.name)
    }
}

extension XMLSurvey {
    /// Whether the document is a SOAP message.
    var isEnvelope: Bool {
        root.name == "Envelope" && (root.namespace == XMLNamespace.soap || root.namespace == XMLNamespace.soap12)
    }
}
