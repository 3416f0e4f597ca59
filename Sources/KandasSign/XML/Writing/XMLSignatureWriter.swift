/// Makes XML signatures (XML Signature 1.1, XAdES baseline B, the national form), and adds signatures to documents without
/// touching what is there.
///
/// A document is read in pieces and copied in pieces: memory does not grow with it.
public struct XMLSignatureWriter: Sendable {
    let limits: Limits
    private let identifiers: Set<XMLIdentifierAttribute>

    /// Creates a writer.
    public init(
        limits: Limits = Limits(),
        identifiers: Set<XMLIdentifierAttribute> = XMLIdentifierAttribute.standard
    ) {
        self.limits = limits
        self.identifiers = identifiers
    }

    /// Signs a document, or an element of it. Signatures that are there are signed, too.
    ///
    /// - Parameters:
    ///   - document: The document. It is read more than once.
    ///   - signer: Who signs.
    ///   - options: What goes into the signature.
    ///   - form: What it looks like, and what is signed.
    ///   - sink: Takes the signed document.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/noSuchElement`` or
    ///   ``SigningError/Code/elementAmbiguous`` if not exactly one element has the identifier; what reading the document,
    ///   the signer and writing throw.
    public func sign(
        _ document: any RandomAccessBytes,
        signer: any Signer,
        options: SignatureOptions,
        form: XMLSignatureForm,
        to sink: any ByteSink
    ) throws(SigningError) {
        guard let point = try XMLInsertionFinder.find([0], in: document, limits: limits)[0] else {
            throw .malformed("XML: no root element")
        }
        let builder = XMLSignatureBuilder(
            signer: signer,
            options: options,
            profile: form.profile,
            signedInfoMethod: form.signedInfoMethod,
            limits: limits
        )
        let reference = try reference(document, form, builder.digestAlgorithm)
        let signature = try builder.build([reference], mediaType: form.mediaType, at: point)
        try point.write(signature, into: document, to: sink)
    }

    /// Signs bytes that stay outside of the signature.
    ///
    /// - Parameters:
    ///   - content: The bytes, read once.
    ///   - name: The name under which the signature refers to them; it is escaped as a URI needs it.
    ///   - signer: Who signs.
    ///   - options: What goes into the signature.
    ///   - form: What it looks like.
    ///   - sink: Takes the signature, a document of its own.
    /// - Throws: ``SigningError``: what reading, the signer and writing throw.
    public func signDetached(
        _ content: any ByteSource,
        named name: String,
        signer: any Signer,
        options: SignatureOptions,
        form: XMLSignatureForm,
        to sink: any ByteSink
    ) throws(SigningError) {
        let builder = XMLSignatureBuilder(
            signer: signer,
            options: options,
            profile: form.profile,
            signedInfoMethod: form.signedInfoMethod,
            limits: limits
        )
        let digests = try ContentDigests([builder.digestAlgorithm], limits: limits)
        try digests.update(from: content)
        guard let digest = try digests.finish()[builder.digestAlgorithm] else {
            throw .malformed("the content was not digested")
        }
        let reference = XMLSignatureBuilder.Reference(uri: ContainerURI.encode(name), transforms: [], digest: digest)
        let signature = try builder.build([reference], mediaType: form.mediaType, at: XMLInsertionPoint())
        try sink.write(Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) + signature + [0x0a])
    }

    /// Adds a signature over the document with the signatures that are there, in the profile of the first of them.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/earlierSignatureBroken`` if a signature that is there does
    ///   not hold, and as ``sign(_:signer:options:form:to:)`` does.
    public func cosign(
        _ document: any RandomAccessBytes,
        signer: any Signer,
        options: SignatureOptions,
        to sink: any ByteSink
    ) throws(SigningError) {
        let facts = try sound(document)
        let isXAdES = facts.signatures.first?.signingCertificate != .absent
        try sign(
            document,
            signer: signer,
            options: options,
            form: XMLSignatureForm(isXAdES ? .xades : .national),
            to: sink
        )
    }

    /// The facts about a document all of whose signatures hold.
    func sound(
        _ document: any RandomAccessBytes,
        content: XMLDetachedContent = .none
    ) throws(SigningError) -> SignedXMLFacts {
        let facts = try XMLSignatureReader(limits: limits, identifiers: identifiers).read(document, content: content)
        let isBroken = facts.allSignatures.contains { $0.contentMatches != true || $0.signatureIsValid != true }
        guard !isBroken else {
            throw SigningError(.earlierSignatureBroken, "a signature that is there does not hold")
        }
        return facts
    }

    private func reference(
        _ document: any RandomAccessBytes,
        _ form: XMLSignatureForm,
        _ algorithm: DigestAlgorithm
    ) throws(SigningError) -> XMLSignatureBuilder.Reference {
        let apex: CanonicalSelection.Apex
        let uri: String
        switch form.target {
        case .document:
            apex = .document
            uri = ""
        case .element(let identifier):
            apex = .identifier(identifier)
            uri = "#\(identifier)"
        }
        return try reference(document, to: apex, uri: uri, by: form.contentMethod, algorithm)
    }

    /// A reference to a part of a document.
    func reference(
        _ document: any RandomAccessBytes,
        to apex: CanonicalSelection.Apex,
        uri: String,
        by named: CanonicalizationMethod,
        _ algorithm: DigestAlgorithm
    ) throws(SigningError) -> XMLSignatureBuilder.Reference {
        var method = named
        // A reference to a document or to a name leaves comments out, whatever the method says (XML Signature section
        // 4.4.3.3).
        method.withComments = false
        let plan = XMLDigestPlan(limits: limits)
        let job = try plan.add(
            CanonicalSelection(apex: apex),
            .canonical(method),
            digest: algorithm,
            isCoverage: false
        )
        _ = try plan.run(document.source(), identifiers: identifiers, limits: limits)
        let outcome = plan.outcome(job)
        guard outcome.matches <= 1 else {
            throw SigningError(.elementAmbiguous, "several elements have the identifier that is to be signed")
        }
        guard let target = outcome.target, let digest = plan.digest(job, algorithm) else {
            throw SigningError(.noSuchElement, "no element has the identifier that is to be signed")
        }
        return XMLSignatureBuilder.Reference(
            uri: uri,
            transforms: [named],
            // The signature will stand in the root element.
            isEnveloped: target.number == 0,
            digest: digest
        )
    }
}

extension SigningError.Code {
    /// No element of the document has the identifier.
    public static let noSuchElement = SigningError.Code(rawValue: "NO_SUCH_ELEMENT")
    /// Several elements of the document have the identifier.
    public static let elementAmbiguous = SigningError.Code(rawValue: "ELEMENT_AMBIGUOUS")
}
