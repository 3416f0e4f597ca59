/// A SignerInfo (RFC 5652 section 5.3) as it stands in a message: read, not judged.
struct SignerInfo {
    /// The whole element as received.
    let bytes: [UInt8]
    /// The elements before the unsigned attributes, as received: all that a rewriting must keep.
    let signedPart: [[UInt8]]
    let version: Int
    let identifier: SignerIdentifier
    let digestAlgorithm: AlgorithmIdentifier
    let signedAttributes: SignedAttributes?
    let signatureAlgorithm: AlgorithmIdentifier
    let signatureValue: [UInt8]
    let unsignedAttributes: [CMSAttribute]
    /// The unsigned attributes as received, each a whole element.
    private let unsignedElements: [[UInt8]]

    /// The signed attributes with the octets that the signature is over.
    struct SignedAttributes {
        let attributes: [CMSAttribute]
        /// As a SET OF with DER lengths, in the order received.
        let asReceived: [UInt8]
        /// As a SET OF in DER.
        let sorted: [UInt8]
        /// Whether what was received is what DER prescribes.
        let isDER: Bool
    }

    init(_ element: DERElement, parent: DERReader, limits: Limits) throws(SigningError) {
        bytes = Array(element.bytes)
        var reader = try parent.entering(element)
        let all = try reader.all(atMost: 7, "elements of a signer")
        signedPart = all.filter { $0.tag != DER.Tag.explicit(1) }.map { Array($0.bytes) }

        var fields = try parent.entering(element)
        version = try fields.next().smallInteger("a signer's version")
        identifier = try SignerIdentifier(reading: &fields)
        digestAlgorithm = try AlgorithmIdentifier(reading: &fields, "a signer's digest algorithm")
        if let set = try fields.optional(DER.Tag.explicit(0)) {
            signedAttributes = try SignedAttributes(set, reader: fields, limits: limits)
        } else {
            signedAttributes = nil
        }
        signatureAlgorithm = try AlgorithmIdentifier(reading: &fields, "a signer's signature algorithm")
        signatureValue = try fields.next().octets("a signature value", reader: fields)
        if let set = try fields.optional(DER.Tag.explicit(1)) {
            var attributes = try fields.entering(set)
            unsignedAttributes = try SignerInfo.attributes(&attributes, limits: limits)
            var elements = try fields.entering(set)
            unsignedElements = try elements.all(atMost: limits.attributes, "attributes of one signer")
                .map { Array($0.bytes) }
        } else {
            unsignedAttributes = []
            unsignedElements = []
        }
        try fields.end("a signer")
        let isByKey = if case .subjectKeyIdentifier = identifier { true } else { false }
        guard version == (isByKey ? 3 : 1) else { throw .malformed("a signer of version \(version)") }
    }

    /// The element with further unsigned attributes; every byte of what is there is kept, and where the attributes stand
    /// in the order of DER, so do the new ones.
    func adding(_ attributes: [CMSAttribute]) -> [UInt8] {
        let added = attributes.map(\.der)
        let isSorted = DER.sorted(unsignedElements) == unsignedElements
        let all = isSorted ? DER.sorted(unsignedElements + added) : unsignedElements + added
        return DER.element(DER.Tag.sequence, signedPart + [DER.element(DER.Tag.explicit(1), all)])
    }

    /// Reads a signer that stands alone.
    init(_ bytes: [UInt8], limits: Limits) throws(SigningError) {
        var reader = DERReader(bytes[...], rules: .ber, depth: limits.nestingDepth)
        try self.init(try reader.next(DER.Tag.sequence, "a signer"), parent: reader, limits: limits)
    }

    static func attributes(_ reader: inout DERReader, limits: Limits) throws(SigningError) -> [CMSAttribute] {
        var attributes: [CMSAttribute] = []
        while !reader.isAtEnd {
            guard attributes.count < limits.attributes else {
                throw .limit("more than \(limits.attributes) attributes of one signer")
            }
            attributes.append(try CMSAttribute(reading: &reader))
        }
        return attributes
    }
}

extension SignerInfo.SignedAttributes {
    init(_ set: DERElement, reader: DERReader, limits: Limits) throws(SigningError) {
        var fields = try reader.entering(set)
        attributes = try SignerInfo.attributes(&fields, limits: limits)
        var parts = try reader.entering(set)
        let elements: [[UInt8]]
        let hasDERLengths = DERNormalizer.hasDERLengths(set.bytes)
        if hasDERLengths {
            elements = try parts.all(atMost: limits.attributes, "attributes of one signer").map { Array($0.bytes) }
        } else {
            elements = try DERNormalizer.normalized(&parts)
        }
        // RFC 5652 section 5.4: signed with the tag of SET OF, not with the [0] it is sent with.
        asReceived = DER.element(DER.Tag.set, elements)
        sorted = DER.set(of: elements)
        isDER = hasDERLengths && asReceived == sorted
    }

    func all(_ type: ObjectIdentifier) -> [CMSAttribute] { attributes.filter { $0.type == type } }
}
