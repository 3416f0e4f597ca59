public import KandasSign

/// A decision as it was read: what it says, and what its signatures cover.
///
/// What it says is read out of the very octets that were digested, so that nobody can show one decision and sign another.
public struct SignedDecision: Sendable {
    /// What the document says.
    public let reading: DecisionDocument.Reading
    /// Its signatures; `nil` if there are none.
    public let signatures: SignedXMLFacts?
    /// Whether there is exactly one signature, last in the root element, over the whole document (KND-SG-05).
    public let coversWholeDocument: Bool

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - certificates: Certificates among which the signer's may be found.
    ///   - limits: The bounds within which it is read.
    /// - Throws: ``SigningError`` if it cannot be read as XML or is over a limit. A document that is no decision, or no
    ///   sound one, is not an error: ``DecisionDocument/Reading/findings`` tell.
    public init(
        _ document: any RandomAccessBytes,
        certificates: [Certificate] = [],
        limits: Limits = Limits()
    ) throws(SigningError) {
        guard document.count <= limits.decisionBytes else {
            throw SigningError(.limitExceeded, "the decision is longer than \(limits.decisionBytes) bytes")
        }
        let reader = XMLSignatureReader(limits: limits, certificates: certificates)
        let whole = try SignedDecision.read(document, limits: limits)
        do throws(SigningError) {
            signatures = try reader.read(document)
        } catch  where error.code == .noXMLSignature {
            signatures = nil
        }
        guard let reference = signatures?.onlyReferenceToDocument, whole.hasSignature else {
            reading = whole
            coversWholeDocument = false
            return
        }
        let signed = MemorySink(limit: limits.decisionBytes)
        try reader.copySignedContent(of: reference, in: document, to: signed)
        let content = try SignedDecision.read(MemoryBytes(signed.bytes), limits: limits)
        reading = DecisionDocument.Reading(
            decision: content.decision,
            findings: whole.findings.isEmpty ? content.findings : whole.findings,
            hasSignature: true
        )
        coversWholeDocument = whole.findings.isEmpty && content.findings.isEmpty && !content.hasSignature
    }

    private static func read(
        _ document: any RandomAccessBytes,
        limits: Limits
    ) throws(SigningError) -> DecisionDocument.Reading {
        do throws(SigningError) {
            return try DecisionDocument.read(document.source(), limits: limits)
        } catch  where error.code == .malformedInput {
            // Well-formed XML that is something else is for the report, what is no XML is an error.
            let stream = try XMLStreamReader(document.source(), limits: limits)
            var root: String?
            while let event = try stream.next() {
                if root == nil, case .startElement(_, let name, _) = event { root = name }
            }
            return DecisionDocument.Reading(
                decision: Decision(),
                findings: [.init(line: 1, element: root ?? "–")],
                hasSignature: false
            )
        }
    }
}

extension SignedXMLFacts {
    /// The reference to the whole document of the only signature, if there is exactly one signature with exactly one such
    /// reference, which stands in the root element.
    fileprivate var onlyReferenceToDocument: XMLReferenceFacts? {
        guard allSignatures.count == 1, let signature = allSignatures.first,
            signature.path.split(separator: "/").count == 2, unsignedPartCount == 0
        else { return nil }
        let contents = signature.references.filter { !$0.isAuxiliary }
        guard contents.count == 1, let reference = contents.first, reference.coversDocument, reference.uri == "",
            reference.matches == true
        else { return nil }
        return reference
    }
}
