/// The parts of a `ds:Signature` (XML Signature section 4), read strictly: what is missing, repeated or in another order is
/// no signature.
struct XMLSignatureStructure: Sendable {
    /// The number of the element in its document.
    let number: Int
    /// The number of the last element in it.
    let last: Int
    /// The signature's identifier.
    let identifier: String?
    /// The number of the SignedInfo element.
    let signedInfo: Int
    /// The number of the SignatureValue element.
    let signatureValueNumber: Int
    /// The identifier of the SignatureValue element.
    let signatureValueIdentifier: String?
    /// The canonicalisation of SignedInfo, as named.
    let canonicalization: XMLAlgorithm
    /// The signature algorithm's URI.
    let signatureMethod: String
    /// The references.
    let references: [XMLReference]
    /// The signature value as it stands in XML.
    let signatureValue: [UInt8]
    /// What is said about the key.
    let keyInfo: XMLElement?
    /// The objects, by the numbers of their elements.
    let objects: [(number: Int, holdsProperties: Bool)]
    /// Lists of further references.
    let manifests: [XMLElement]
    /// XAdES properties.
    let qualifyingProperties: [XMLElement]

    /// Reads a signature.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput``.
    init(_ element: XMLElement) throws(SigningError) {
        guard element.trimmed.isEmpty else { throw .malformed("a signature with text between its parts") }
        number = element.number
        last = element.last
        identifier = element[attribute: "Id"]
        var rest = element.children[...]
        guard let info = rest.popFirst(), info.isNamed("SignedInfo", XMLNamespace.signature) else {
            throw .malformed("a signature does not begin with SignedInfo")
        }
        guard let value = rest.popFirst(), value.isNamed("SignatureValue", XMLNamespace.signature),
            value.children.isEmpty, let octets = value.octets, !octets.isEmpty
        else { throw .malformed("a signature without a value after SignedInfo") }
        signedInfo = info.number
        signatureValueNumber = value.number
        signatureValueIdentifier = value[attribute: "Id"]
        signatureValue = octets
        if let next = rest.first, next.isNamed("KeyInfo", XMLNamespace.signature) {
            keyInfo = next
            rest = rest.dropFirst()
        } else {
            keyInfo = nil
        }
        guard rest.allSatisfy({ $0.isNamed("Object", XMLNamespace.signature) }) else {
            throw .malformed("a signature with an element that does not belong there")
        }
        objects = rest.map { object in
            let holds = object.children.contains {
                $0.name == "QualifyingProperties" && XAdESNamespace.contains($0.namespace)
            }
            return (object.number, holds)
        }
        manifests = rest.flatMap { $0.all("Manifest", XMLNamespace.signature) }
        qualifyingProperties = rest.flatMap { object in
            object.children.filter { $0.name == "QualifyingProperties" && XAdESNamespace.contains($0.namespace) }
        }
        var parts = info.children[...]
        guard let method = parts.popFirst(), method.isNamed("CanonicalizationMethod", XMLNamespace.signature),
            let signing = parts.popFirst(), signing.isNamed("SignatureMethod", XMLNamespace.signature),
            let algorithm = signing[attribute: "Algorithm"]
        else { throw .malformed("SignedInfo without its two algorithms") }
        canonicalization = try XMLAlgorithm(method)
        signatureMethod = algorithm
        references = try XMLReference.all(in: parts)
    }
}

/// An algorithm with its parameters, as named.
struct XMLAlgorithm: Sendable {
    /// The URI.
    let uri: String
    /// The element, for its parameters.
    let element: XMLElement

    init(_ element: XMLElement) throws(SigningError) {
        guard let uri = element[attribute: "Algorithm"] else { throw .malformed("\(element.name) without Algorithm") }
        self.uri = uri
        self.element = element
    }

    /// The canonicalisation that is named, with its prefix list; `nil` if it is none that is known.
    var canonicalization: CanonicalizationMethod? {
        guard var method = CanonicalizationMethod(uri: uri) else { return nil }
        for child in element.children {
            guard method.family == .exclusive, child.isNamed("InclusiveNamespaces", XMLNamespace.exclusive) else {
                return nil
            }
            let list = child[attribute: "PrefixList"] ?? ""
            for prefix in list.split(whereSeparator: \.isWhitespace) {
                method.inclusivePrefixes.insert(prefix == "#default" ? "" : String(prefix))
            }
        }
        return method
    }
}

/// A `ds:Reference` (XML Signature section 4.4.3).
struct XMLReference: Sendable {
    /// What is referred to; `nil` if it is left to the reader to know.
    let uri: String?
    /// The type of what is referred to.
    let type: String?
    /// The identifier of the reference.
    let identifier: String?
    /// The transforms, in their order.
    let transforms: [XMLAlgorithm]
    /// The digest algorithm's URI.
    let digestMethod: String
    /// The digest.
    let digestValue: [UInt8]

    /// Reads a list of references, which must not be empty.
    static func all(in elements: some Collection<XMLElement>) throws(SigningError) -> [XMLReference] {
        guard !elements.isEmpty else { throw .malformed("a signature without a reference") }
        var references: [XMLReference] = []
        for element in elements { references.append(try XMLReference(element)) }
        return references
    }

    init(_ element: XMLElement) throws(SigningError) {
        guard element.isNamed("Reference", XMLNamespace.signature) else {
            throw .malformed("an element that is no reference stands among the references")
        }
        uri = element[attribute: "URI"]
        type = element[attribute: "Type"]
        identifier = element[attribute: "Id"]
        var rest = element.children[...]
        var transforms: [XMLAlgorithm] = []
        if let list = rest.first, list.isNamed("Transforms", XMLNamespace.signature) {
            rest = rest.dropFirst()
            for child in list.children {
                guard child.isNamed("Transform", XMLNamespace.signature) else {
                    throw .malformed("an element that is no transform stands among the transforms")
                }
                transforms.append(try XMLAlgorithm(child))
            }
        }
        self.transforms = transforms
        guard let method = rest.popFirst(), method.isNamed("DigestMethod", XMLNamespace.signature),
            let algorithm = method[attribute: "Algorithm"], let value = rest.popFirst(),
            value.isNamed("DigestValue", XMLNamespace.signature), value.children.isEmpty, rest.isEmpty,
            let digest = value.octets
        else { throw .malformed("a reference without its digest") }
        digestMethod = algorithm
        digestValue = digest
    }
}
