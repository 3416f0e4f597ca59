/// A document, and the one of its XAdES signatures that unsigned properties are added to.
///
/// Nothing that was signed is touched: after each addition all signatures are verified again.
struct XAdESDocument {
    private(set) var bytes: [UInt8]
    /// The signature's place among those of the document, from 0.
    let index: Int
    private(set) var facts: XMLSignatureFacts
    private(set) var structure: XMLSignatureStructure
    private(set) var properties: XAdESProperties
    let content: XMLDetachedContent
    /// Where a further unsigned property goes, and what must be put around it.
    private var holder: XMLElement
    private let limits: Limits

    /// - Parameters:
    ///   - bytes: The document.
    ///   - index: The signature's place.
    ///   - content: What signatures refer to outside of the document.
    ///   - limits: Bounds on what is read.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/noSuchSignature``,
    ///   ``SigningError/Code/earlierSignatureBroken`` if a signature does not hold, ``SigningError/Code/unsupported`` if this
    ///   one has no XAdES properties.
    init(_ bytes: [UInt8], index: Int, content: XMLDetachedContent, limits: Limits) throws(SigningError) {
        let document = MemoryBytes(bytes)
        let all = try XMLSignatureWriter(limits: limits).sound(document, content: content).signatures
        let survey = try XMLSurveyor.read(document.source(), limits: limits)
        guard all.indices.contains(index), survey.signatures.count == all.count else {
            throw SigningError(
                .noSuchSignature,
                "there is no signature \(index + 1); the document has \(all.count)"
            )
        }
        let structure = try XMLSignatureStructure(survey.signatures[index].element)
        guard let element = structure.qualifyingProperties.first, all[index].signingCertificate == .matches else {
            throw .unsupported("only a signature with XAdES properties can be added to")
        }
        self.bytes = bytes
        self.index = index
        self.content = content
        self.limits = limits
        self.structure = structure
        facts = all[index]
        properties = XAdESProperties(element)
        holder = element
    }

    /// Adds an unsigned property.
    ///
    /// - Parameter property: The element, which declares the namespaces that it uses.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/signedByLater`` if a later signature covers the properties of
    ///   this one.
    mutating func add(_ property: String) throws(SigningError) {
        let changed = try inserting(property)
        do throws(SigningError) {
            self = try XAdESDocument(changed, index: index, content: content, limits: limits)
        } catch {
            guard error.code == .earlierSignatureBroken else { throw error }
            throw SigningError(
                .signedByLater,
                "a later signature covers signature \(index + 1) with its properties, to which nothing can be added any more"
            )
        }
    }

    /// Whether a property can be added without breaking a later signature.
    func isOpen() throws(SigningError) -> Bool {
        // White space in place of a property changes the same octets.
        let changed = try inserting(" ")
        do throws(SigningError) {
            _ = try XMLSignatureWriter(limits: limits).sound(MemoryBytes(changed), content: content)
            return true
        } catch {
            guard error.code == .earlierSignatureBroken else { throw error }
            return false
        }
    }

    /// The digest of the canonical form of the signature's value, with its element.
    func valueDigest(
        _ algorithm: DigestAlgorithm,
        by method: CanonicalizationMethod
    ) throws(SigningError) -> [UInt8] {
        let plan = XMLDigestPlan(limits: limits)
        let selection = CanonicalSelection(apex: .element(structure.signatureValueNumber))
        let job = try plan.add(selection, .canonical(method), digest: algorithm, isCoverage: false)
        _ = try plan.run(MemoryBytes(bytes).source(), identifiers: [], limits: limits)
        guard let digest = plan.digest(job, algorithm) else { throw .malformed("the value was not digested") }
        return digest
    }

    private func inserting(_ property: String) throws(SigningError) -> [UInt8] {
        let namespace = holder.namespace
        let outer = holder.first("UnsignedProperties", namespace)
        let inner = outer?.first("UnsignedSignatureProperties", namespace)
        var text = property
        // The prefix is bound on what is added, whatever it stands for around.
        let binding = [("xmlns:xades", namespace)]
        if inner == nil { text = XMLMarkup.element("xades:UnsignedSignatureProperties", binding, text) }
        if outer == nil { text = XMLMarkup.element("xades:UnsignedProperties", binding, text) }
        let target = (inner ?? outer ?? holder).number
        let document = MemoryBytes(bytes)
        guard let point = try XMLInsertionFinder.find([target], in: document, limits: limits)[target] else {
            throw .malformed("the properties of the signature are gone")
        }
        let result = MemorySink()
        try point.write(Array(text.utf8), into: document, to: result)
        return result.bytes
    }
}

extension SigningError.Code {
    /// A later signature covers the one that is to be added to.
    public static let signedByLater = SigningError.Code(rawValue: "SIGNED_BY_LATER")
}
