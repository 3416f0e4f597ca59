/// What a document with XML signatures holds, and whether the mathematics of each signature hold. Facts only: no trust, no
/// policy.
public struct SignedXMLFacts: Sendable {
    /// The signatures, in the document's order.
    public let signatures: [XMLSignatureFacts]
    /// The first parts of the document that no signature covers, as paths; signatures themselves are not among them.
    public let unsignedParts: [String]
    /// How many such parts there are.
    public let unsignedPartCount: Int
    /// Whether an element that no signature covers has the name of one that is signed, as in every attack that moves a
    /// signed element away and puts another one in its place.
    public let hasUnsignedDouble: Bool
    /// What the document is by its root element.
    public let kind: Kind
    /// The body of a SOAP message that a reader will take: the only child of the envelope with that name.
    public let isBodySigned: Bool

    /// Kinds of documents.
    public enum Kind: Hashable, Sendable {
        /// A SOAP message.
        case soap
        /// Any other.
        case other
    }

    /// Whether a reference is to something outside of the document, be it handed in or not.
    public var hasExternalReferences: Bool {
        allSignatures.contains { signature in
            signature.findings.contains { $0.kind == .externalReference }
                || signature.references.contains { reference in
                    if case .external = reference.coverage { true } else { false }
                }
        }
    }

    /// All signatures, those over other signatures included.
    public var allSignatures: [XMLSignatureFacts] { signatures.flatMap(\.withCountersignatures) }
}
