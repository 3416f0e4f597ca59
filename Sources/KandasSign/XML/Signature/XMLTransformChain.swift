/// What a reference and its transforms come to, if they are among those that are accepted.
///
/// The list is closed. No transform is a program: XPath expressions are compared with fixed forms and never evaluated, and
/// a chain that would need octets to be parsed once more is refused.
struct XMLTransformChain {
    /// Where the octets come from.
    enum Source {
        /// From the document that the signature stands in.
        case selection(CanonicalSelection)
        /// From outside of it.
        case external(String)
    }

    /// Where the octets come from.
    let source: Source
    /// How nodes become octets; `nil` for octets from outside that are taken as they are.
    let form: CanonicalJob.Form?
    /// Whether the signature itself is left out.
    let isEnveloped: Bool

    static let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
    private static let base64 = "http://www.w3.org/2000/09/xmldsig#base64"
    private static let xpath = "http://www.w3.org/TR/1999/REC-xpath-19991116"
    private static let xslt = "http://www.w3.org/TR/1999/REC-xslt-19991116"

    /// Reads the reference of a signature.
    ///
    /// - Parameters:
    ///   - reference: The reference.
    ///   - number: The number of the signature's element.
    /// - Throws: ``XMLRefusal`` for what is not on the list.
    init(_ reference: XMLReference, signature number: Int) throws(XMLRefusal) {
        guard let uri = reference.uri else { throw XMLRefusal(.referenceUnsupported, "") }
        var selection = CanonicalSelection(apex: .document)
        var isExternal = false
        // XML Signature section 4.4.3.3: a bare name and the empty URI leave comments out, an XPointer keeps them.
        var keepsComments = false
        if uri.isEmpty {
            selection.apex = .document
        } else if uri == "#xpointer(/)" {
            keepsComments = true
        } else if uri.hasPrefix("#xpointer(id(") {
            guard let name = XMLTransformChain.pointerName(uri) else { throw XMLRefusal(.referenceUnsupported, uri) }
            selection.apex = .identifier(name)
            keepsComments = true
        } else if uri.hasPrefix("#xpointer(") {
            throw XMLRefusal(.referenceUnsupported, uri)
        } else if uri.hasPrefix("#") {
            selection.apex = .identifier(String(uri.dropFirst()))
        } else {
            isExternal = true
        }

        var form: CanonicalJob.Form?
        var isEnveloped = false
        for transform in reference.transforms {
            guard form == nil else { throw XMLRefusal(.transformUnknown, transform.uri) }
            switch transform.uri {
            case XMLTransformChain.enveloped:
                guard !isExternal, transform.element.children.isEmpty else {
                    throw XMLRefusal(.transformUnknown, transform.uri)
                }
                isEnveloped = true
            case XMLTransformChain.base64: form = .base64
            case XMLTransformChain.xslt: throw XMLRefusal(.xsltRefused, transform.uri)
            case XMLTransformChain.xpath, XMLNamespace.filter2:
                guard !isExternal, let shape = XPathShape(transform) else {
                    throw XMLRefusal(.xpathRefused, transform.uri)
                }
                switch shape {
                case .withoutSignatures: selection.excludesSignatures = true
                case .withoutThisSignature: isEnveloped = true
                }
            default:
                guard var method = transform.canonicalization else {
                    let isKnown = CanonicalizationMethod(uri: transform.uri) != nil
                    throw XMLRefusal(isKnown ? .canonicalizationUnknown : .transformUnknown, transform.uri)
                }
                // What was left out of the nodes cannot be kept by the method.
                method.withComments = method.withComments && (keepsComments || isExternal)
                form = .canonical(method)
            }
        }
        if isEnveloped { selection.excluded.insert(number) }
        self.isEnveloped = isEnveloped
        if isExternal {
            source = .external(uri)
            self.form = form
        } else {
            source = .selection(selection)
            self.form = form ?? .canonical(.implied)
        }
    }

    /// The name in `#xpointer(id('name'))`.
    private static func pointerName(_ uri: String) -> String? {
        for quote in ["'", "\""] {
            let start = "#xpointer(id(\(quote)"
            let end = "\(quote)))"
            guard uri.hasPrefix(start), uri.hasSuffix(end), uri.utf8.count > start.utf8.count + end.utf8.count else {
                continue
            }
            let name = uri.dropFirst(start.count).dropLast(end.count)
            return name.contains("'") || name.contains("\"") ? nil : String(name)
        }
        return nil
    }
}

/// Why a reference is not followed.
struct XMLRefusal: Error {
    let finding: XMLSignatureFinding

    init(_ kind: XMLSignatureFinding.Kind, _ detail: String) { finding = XMLSignatureFinding(kind, detail) }
}

/// The XPath expressions that real signatures use, recognised by their shape.
enum XPathShape {
    /// Every signature is left out.
    case withoutSignatures
    /// The signature that the transform stands in is left out.
    case withoutThisSignature

    /// Recognises the expression of an XPath transform (XML Signature section 6.6.3) or of an XPath Filter 2.0.
    init?(_ transform: XMLAlgorithm) {
        let children = transform.element.children
        guard let only = children.first, children.count == 1, only.name == "XPath", only.children.isEmpty else {
            return nil
        }
        let expression = only.text.filter { !$0.isWhitespace }
        let isFilter2 = transform.uri == XMLNamespace.filter2
        guard only.namespace == (isFilter2 ? XMLNamespace.filter2 : XMLNamespace.signature) else { return nil }
        for (prefix, uri) in only.namespaces where uri == XMLNamespace.signature && !prefix.isEmpty {
            let name = "\(prefix):Signature"
            if isFilter2 {
                guard only[attribute: "Filter"] == "subtract" else { return nil }
                if expression == "/descendant::\(name)" || expression == "//\(name)" {
                    self = .withoutSignatures
                    return
                }
                if expression == "here()/ancestor::\(name)[1]" {
                    self = .withoutThisSignature
                    return
                }
            } else if expression == "not(ancestor-or-self::\(name))" {
                self = .withoutSignatures
                return
            } else if expression
                == "count(ancestor-or-self::\(name)|here()/ancestor::\(name)[1])>count(ancestor-or-self::\(name))"
            {
                self = .withoutThisSignature
                return
            }
        }
        return nil
    }
}
