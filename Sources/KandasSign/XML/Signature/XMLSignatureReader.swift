/// Reads the XML signatures of a document (XML Signature 1.1, XAdES, WS-Security) and tells what is in them, without
/// judging them.
///
/// The document is read twice, in memory that does not grow with it: first for its signatures, then to digest what they
/// refer to. Every signature counts, wherever it stands. What the references cover is told exactly, by path, and
/// ``copySignedContent(of:in:content:to:)`` gives the very octets that were digested, so that nobody needs to read
/// anything else out of the document.
public struct XMLSignatureReader: Sendable {
    private let limits: Limits
    private let candidates: [Certificate]
    private let identifiers: Set<XMLIdentifierAttribute>

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - limits: Bounds on what is accepted.
    ///   - certificates: Further certificates among which a signer's may be found, for signatures that only name it.
    ///   - identifiers: The attributes that identify elements.
    public init(
        limits: Limits = Limits(),
        certificates: [Certificate] = [],
        identifiers: Set<XMLIdentifierAttribute> = XMLIdentifierAttribute.standard
    ) {
        self.limits = limits
        candidates = certificates
        self.identifiers = identifiers
    }

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - content: What references to something outside of it stand for.
    /// - Returns: The facts, which include signatures that do not hold.
    /// - Throws: ``SigningError`` if the document cannot be read as XML: ``SigningError/Code/documentTypeRefused``,
    ///   ``SigningError/Code/malformedInput``, ``SigningError/Code/unsupported``, ``SigningError/Code/limitExceeded``; with
    ///   code ``SigningError/Code/noXMLSignature`` if there is no signature in it; and what reading throws.
    public func read(
        _ document: any RandomAccessBytes,
        content: XMLDetachedContent = .none
    ) throws(SigningError) -> SignedXMLFacts {
        let survey = try XMLSurveyor.read(document.source(), limits: limits)
        guard !survey.signatures.isEmpty else {
            throw SigningError(.noXMLSignature, "the XML document has no signature")
        }
        let plan = XMLDigestPlan(limits: limits)
        let evaluator = XMLSignatureEvaluator(
            survey: survey,
            plan: plan,
            document: document,
            identifiers: identifiers,
            content: content,
            candidates: candidates,
            limits: limits
        )
        var planned: [PlannedXMLSignature] = []
        for found in survey.signatures { planned.append(try evaluator.plan(found)) }
        try evaluator.digestExternals(planned)
        let coverage = try plan.run(document.source(), identifiers: identifiers, limits: limits)
        var signatures: [XMLSignatureFacts] = []
        for one in planned { signatures.append(try evaluator.facts(of: one)) }
        return SignedXMLFacts(
            signatures: signatures,
            unsignedParts: coverage.uncovered,
            unsignedPartCount: coverage.uncoveredCount,
            hasUnsignedDouble: coverage.hasDouble,
            kind: survey.isEnvelope ? .soap : .other,
            isBodySigned: evaluator.isBodySigned(planned)
        )
    }

    /// What the signatures of a document refer to outside of it, as named; nothing is verified.
    ///
    /// - Throws: ``SigningError`` as ``read(_:content:)`` does.
    func outerReferences(
        of document: any RandomAccessBytes
    ) throws(SigningError) -> [(uri: String, digestMethod: String)] {
        let survey = try XMLSurveyor.read(document.source(), limits: limits)
        guard !survey.signatures.isEmpty else {
            throw SigningError(.noXMLSignature, "the XML document has no signature")
        }
        var references: [(uri: String, digestMethod: String)] = []
        for found in survey.signatures {
            // A signature without the form of one is reported when it is judged.
            guard let structure = try? XMLSignatureStructure(found.element) else { continue }
            for reference in structure.references {
                guard let uri = reference.uri, !uri.isEmpty, !uri.hasPrefix("#") else { continue }
                references.append((uri, reference.digestMethod))
            }
        }
        return references
    }

    /// Writes the octets that were digested for a reference.
    ///
    /// - Parameters:
    ///   - reference: A reference of this document whose digest matches.
    ///   - document: The document.
    ///   - content: What references to something outside of it stand for.
    ///   - sink: Takes the octets; it must not be acted on before this returns.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/contentMissing`` if the octets cannot be made,
    ///   ``SigningError/Code/inputChanged`` if they are not what was digested before, and what reading and writing throw.
    public func copySignedContent(
        of reference: XMLReferenceFacts,
        in document: any RandomAccessBytes,
        content: XMLDetachedContent = .none,
        to sink: any ByteSink
    ) throws(SigningError) {
        guard reference.matches == true, let selection = reference.selection, let form = reference.form else {
            throw SigningError(.contentMissing, "what the reference is to does not stand in the document")
        }
        let job = CanonicalJob(selection: selection, form: form, sink: sink, isCoverage: false)
        let outcome = try CanonicalPass([job], identifiers: identifiers).run(document.source(), limits: limits)
        guard let only = outcome.first, only.matches == 1, only.failure == nil else {
            throw SigningError(.inputUnavailable, "the document changed while it was read")
        }
    }
}

extension SigningError.Code {
    /// The XML document has no signature.
    public static let noXMLSignature = SigningError.Code(rawValue: "NO_XML_SIGNATURE")
}
