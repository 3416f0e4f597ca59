/// The codes of findings about paper: pictures, codes and print forms.
///
/// The raw value is the code of a ``KandasSign/Reason``. It is printed and stable.
public enum PaperCode: String, Sendable, CaseIterable {
    /// A code is neither one of the national row nor a claim.
    case codeUnknown = "PAPER_CODE_UNKNOWN"
    /// There is no code.
    case codesMissing = "PAPER_CODES_MISSING"
    /// A PDF has no decision embedded.
    case documentMissing = "PAPER_DOCUMENT_MISSING"
    /// A PDF has several files embedded.
    case documentAmbiguous = "PAPER_DOCUMENT_AMBIGUOUS"
    /// What is printed is not what was signed. Parameter: `block`.
    case textDiffers = "PAPER_TEXT_DIFFERS"
    /// What is printed could not be read. Parameter: `cause`.
    case textUnreadable = "PAPER_TEXT_UNREADABLE"
    /// A PDF with a decision in it is not signed itself.
    case notSigned = "PAPER_NOT_SIGNED"
    /// The signature of a PDF is broken, or something was changed behind it.
    case signatureInvalid = "PAPER_SIGNATURE_INVALID"
    /// Whether the signature of a PDF holds is not known.
    case signatureNotProven = "PAPER_SIGNATURE_NOT_PROVEN"
    /// A PDF was signed by somebody else than the body that decided.
    case signedByAnother = "PAPER_SIGNED_BY_ANOTHER"
}
