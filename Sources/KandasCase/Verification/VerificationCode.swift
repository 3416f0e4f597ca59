/// The codes of findings about a decision's signature and signer.
///
/// The raw value is the code of a ``KandasSign/Reason``. It is printed and stable.
public enum VerificationCode: String, Sendable, CaseIterable {
    /// The document holds no signature: whoever made it proves nothing.
    case notSigned = "DECISION_NOT_SIGNED"
    /// A signature is broken. Parameter: `cause`.
    case signatureInvalid = "DECISION_SIGNATURE_INVALID"
    /// Whether the signature holds is not known. Parameter: `cause`.
    case signatureNotProven = "DECISION_SIGNATURE_NOT_PROVEN"
    /// The document does not fit its schema. Parameters: `line`, `element`.
    case unfit = "DECISION_UNFIT"
    /// The signature must be valid before this can be answered.
    case needsSignature = "DECISION_NEEDS_SIGNATURE"
    /// The signer's certificate has no role that may sign for a body.
    case signerRole = "DECISION_SIGNER_ROLE"
    /// The signer's BIN is not the one of the body that the document names. Parameters: `signer`, `body`.
    case signerBody = "DECISION_SIGNER_BODY"
    /// The body was not on the list of authorities on the day of the decision. Parameters: `bin`, `date`.
    case bodyNotListed = "DECISION_BODY_NOT_LISTED"
    /// There is no list of authorities at hand.
    case authoritiesMissing = "DECISION_AUTHORITIES_MISSING"
    /// The list of authorities is out of date. Parameter: `nextUpdate`.
    case authoritiesStale = "DECISION_AUTHORITIES_STALE"
    /// The document says itself that it is a draft.
    case draft = "DECISION_IS_DRAFT"
    /// A decision on extension was left aside, since it is not genuine or another's. Parameter: `number`.
    case prolongationLeftAside = "DECISION_EXTENSION_LEFT_ASIDE"
    /// What a decision on extension is about, the certificate, has to be judged itself.
    case certificateApart = "DECISION_CERTIFICATE_APART"
}
