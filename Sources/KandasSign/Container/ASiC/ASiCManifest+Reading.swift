import FoundationEssentials

extension ASiCManifest {
    /// Reads a manifest, strictly by its schema: nothing missing, nothing unknown, no file named twice.
    ///
    /// - Parameters:
    ///   - bytes: The XML document.
    ///   - limits: The bounds for XML, and `containerEntries` for references.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput``, ``SigningError/Code/limitExceeded``, or
    ///   ``SigningError/Code/unsupported`` for an extension that is marked critical, and others for XML that is refused.
    public init(reading bytes: [UInt8], limits: Limits = Limits()) throws(SigningError) {
        let reader = try XMLStreamReader(bytes: bytes, limits: limits)
        guard case .startElement(ASiCManifest.namespace, "ASiCManifest", let attributes) = try reader.next() else {
            throw .malformed("not an ASiCManifest")
        }
        _ = try Attributes(attributes, allowed: [])
        guard let start = try reader.nextChild(), start.isNamed("SigReference") else {
            throw .malformed("an ASiCManifest must begin with a SigReference")
        }
        let signature = try Attributes(start.attributes, allowed: ["URI", "MimeType"])
        let signatureURI = try signature.required("URI")
        guard try reader.nextChild() == nil else { throw .malformed("a SigReference must be empty") }

        var references: [Reference] = []
        var names: Set<String> = []
        var hasExtensions = false
        while let child = try reader.nextChild() {
            if child.isNamed("ASiCManifestExtensions"), !hasExtensions {
                hasExtensions = true
                try reader.skipExtensions()
                continue
            }
            guard child.isNamed("DataObjectReference"), !hasExtensions else {
                throw .malformed("element \(child.name) is not known in an ASiCManifest")
            }
            let reference = try ASiCManifest.reference(child, in: reader)
            guard names.insert(reference.name ?? reference.uri).inserted else {
                throw .malformed("an ASiCManifest names one file twice")
            }
            references.append(reference)
            guard references.count <= limits.containerEntries else { throw .limit("too many references") }
        }
        guard try reader.next() == nil else { throw .malformed("content after the ASiCManifest") }
        guard !references.isEmpty else { throw .malformed("an ASiCManifest that names no file") }
        self.init(
            signatureName: ContainerURI.decode(signatureURI),
            signatureMediaType: signature["MimeType"],
            references: references
        )
    }

    private static func reference(
        _ element: XMLStreamReader.Child,
        in reader: XMLStreamReader
    ) throws(SigningError) -> Reference {
        let attributes = try Attributes(element.attributes, allowed: ["URI", "MimeType", "Rootfile"])
        let uri = try attributes.required("URI")
        let isRootfile: Bool
        switch attributes["Rootfile"] {
        case nil, "false", "0": isRootfile = false
        case "true", "1": isRootfile = true
        default: throw .malformed("Rootfile is neither true nor false")
        }
        guard let method = try reader.nextChild(), method.isNamed("DigestMethod", signatureNamespace) else {
            throw .malformed("a DataObjectReference without DigestMethod")
        }
        let algorithm = try Attributes(method.attributes, allowed: ["Algorithm"]).required("Algorithm")
        guard try reader.nextChild() == nil else { throw .malformed("a DigestMethod with parameters") }
        guard let value = try reader.nextChild(), value.isNamed("DigestValue", signatureNamespace) else {
            throw .malformed("a DataObjectReference without DigestValue")
        }
        _ = try Attributes(value.attributes, allowed: [])
        let text = try reader.elementText().unicodeScalars.filter { !XMLStreamReader.isSpace($0) }
        guard let digest = Data(base64Encoded: String(String.UnicodeScalarView(text))), !digest.isEmpty else {
            throw .malformed("a DigestValue that is not base64")
        }
        if let rest = try reader.nextChild() {
            guard rest.isNamed("DataObjectReferenceExtensions") else {
                throw .malformed("element \(rest.name) is not known in a DataObjectReference")
            }
            try reader.skipExtensions()
            guard try reader.nextChild() == nil else { throw .malformed("content after the extensions") }
        }
        return Reference(
            uri: uri,
            mediaType: attributes["MimeType"],
            isRootfile: isRootfile,
            digestMethod: algorithm,
            digest: Array(digest)
        )
    }

    /// Attributes of an element that may have only some; those of other namespaces (`xsi`, `xml`) are passed over.
    private struct Attributes {
        private var values: [String: String] = [:]

        init(_ attributes: [XMLAttribute], allowed: Set<String>) throws(SigningError) {
            for attribute in attributes where attribute.namespace.isEmpty {
                guard allowed.contains(attribute.name) else {
                    throw .malformed("attribute \(attribute.name) is not known in an ASiCManifest")
                }
                values[attribute.name] = attribute.value
            }
        }

        subscript(_ name: String) -> String? { values[name] }

        func required(_ name: String) throws(SigningError) -> String {
            guard let value = values[name] else { throw .malformed("attribute \(name) is missing") }
            return value
        }
    }
}

extension XMLStreamReader {
    fileprivate struct Child {
        let namespace: String
        let name: String
        let attributes: [XMLAttribute]

        func isNamed(_ name: String, _ namespace: String = ASiCManifest.namespace) -> Bool {
            self.name == name && self.namespace == namespace
        }
    }

    /// The next child element of an element that may hold elements only, or `nil` at the element's end.
    fileprivate func nextChild() throws(SigningError) -> Child? {
        while let event = try next() {
            switch event {
            case .startElement(let namespace, let name, let attributes):
                return Child(namespace: namespace, name: name, attributes: attributes)
            case .text(let text):
                guard text.unicodeScalars.allSatisfy(XMLStreamReader.isSpace) else {
                    throw .malformed("text where only elements may stand")
                }
            case .endElement: return nil
            }
        }
        throw .malformed("the XML document ends too early")
    }

    /// Passes over extensions, none of which is known; one that is marked critical must be understood.
    fileprivate func skipExtensions() throws(SigningError) {
        while let child = try nextChild() {
            guard child.isNamed("Extension"),
                let critical = child.attributes.first(where: { $0.namespace.isEmpty && $0.name == "Critical" })
            else { throw .malformed("an extension of an ASiCManifest that does not say whether it is critical") }
            guard ["false", "0"].contains(critical.value) else {
                throw .unsupported("an ASiCManifest with a critical extension")
            }
            try skipElement()
        }
    }

    fileprivate static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }
}
