/// The codes of findings about the status of a certificate and about status lists.
///
/// The raw value is the code of a ``KandasSign/Reason``. It is printed and stable.
public enum StatusCode: String, Sendable, CaseIterable {
    /// There is no status list at hand.
    case listMissing = "STATUS_LIST_MISSING"
    /// The list's signature did not pass.
    case listNotAuthentic = "STATUS_LIST_NOT_AUTHENTIC"
    /// The list is signed by another authority than the one it is of. Parameter: `bin`.
    case listOfAnother = "STATUS_LIST_OF_ANOTHER"
    /// The list's signer is not the head of the authority, nor signs for it.
    case listSignerRole = "STATUS_LIST_SIGNER_ROLE"
    /// There should be a newer list. Parameter: `nextUpdate`.
    case listStale = "STATUS_LIST_STALE"
    /// The list is newer than the time judged at. Parameter: `issuedAt`.
    case listLater = "STATUS_LIST_LATER"
    /// The certificate names no place in a list, or one that the list does not have.
    case notListed = "STATUS_NOT_LISTED"
    /// The certificate was annulled. Parameter: `date`.
    case annulled = "STATUS_ANNULLED"
    /// Another document took the certificate's place. Parameter: `date`.
    case replaced = "STATUS_REPLACED"
    /// The status ended early. Parameter: `date`.
    case ended = "STATUS_ENDED"
    /// The status has passed its last day. Parameter: `date`.
    case expired = "STATUS_EXPIRED"
    /// The status has passed its last day, and nobody has said whether it was extended. Parameter: `date`.
    case expiredUnlessExtended = "STATUS_EXPIRED_UNLESS_EXTENDED"
    /// The status begins later. Parameter: `date`.
    case notYet = "STATUS_NOT_YET"
    /// The status was extended. Parameter: `date`.
    case extended = "STATUS_EXTENDED"
}
