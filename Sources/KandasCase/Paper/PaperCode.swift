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
}
