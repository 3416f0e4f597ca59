public import KandasSign

/// A decision that keeps every rule and has its numbers, and is still to be signed.
public struct PlannedDecision: Sendable {
    /// The person's ``Person/id`` in the application.
    public let person: String
    /// The decision.
    public let checked: CheckedDecision
    /// What the official should look at, besides what the decision's own rules say.
    let remarks: [Reason]

    /// Has the decision signed.
    ///
    /// - Throws: ``SigningError`` as ``CheckedDecision/signed(by:)`` does; with code
    ///   ``SigningError/Code/timestampMissing`` if it came back without trusted time and is no draft.
    public func issued(by signing: some DecisionSigning) throws(SigningError) -> IssuedDecision {
        let document = try checked.signed(by: signing)
        let facts = try XMLSignatureReader().read(MemoryBytes(document))
        let time = facts.signatures.first?.timestamps
            .filter { $0.kind == .signature && $0.imprint == .matches }
            .compactMap { try? $0.token.get().info.time }
            .min()
        guard time != nil || checked.decision.isDraft == true else {
            throw SigningError(.timestampMissing, "a decision without trusted time is not issued")
        }
        return IssuedDecision(
            person: person,
            decision: checked.decision,
            document: document,
            trustedTime: time,
            remarks: remarks + checked.remarks
        )
    }
}

extension SigningError.Code {
    /// A decision came back from its signer without trusted time.
    public static let timestampMissing = SigningError.Code(rawValue: "TIMESTAMP_MISSING")
}
