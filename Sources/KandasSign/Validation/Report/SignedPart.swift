/// Which signed part of an XML document is meant.
public struct SignedPart: Sendable, Hashable {
    /// The number of the signature, from 1.
    public var signature: Int
    /// The number of the part among those that the signature covers, from 1; `nil` if it covers one only.
    public var number: Int?

    /// Names a part.
    public init(signature: Int = 1, number: Int? = nil) {
        self.signature = signature
        self.number = number
    }

    /// The reference to the part.
    func reference(in facts: SignedXMLFacts) throws(SigningError) -> XMLReferenceFacts {
        guard 1...max(facts.signatures.count, 1) ~= signature, !facts.signatures.isEmpty else {
            throw SigningError(
                .noSuchSignature,
                "there is no signature \(signature); the document has \(facts.signatures.count)"
            )
        }
        let parts = facts.signatures[signature - 1].references.filter { !$0.isAuxiliary }
        guard let number else {
            guard let only = parts.first, parts.count == 1 else {
                throw .unsupported("the signature covers \(parts.count) parts; one must be chosen")
            }
            return only
        }
        guard 1...max(parts.count, 1) ~= number, !parts.isEmpty else {
            throw SigningError(.noSuchSignature, "the signature covers \(parts.count) parts, and not part \(number)")
        }
        return parts[number - 1]
    }
}
