/// Why a certificate was revoked (CRLReason, RFC 5280 section 5.3.1).
public enum RevocationReason: Int, Sendable {
    /// Not told.
    case unspecified = 0
    /// The key has, or may have, come into other hands.
    case keyCompromise = 1
    /// The CA's key has, or may have, come into other hands.
    case cACompromise = 2
    /// The holder's data or affiliation changed.
    case affiliationChanged = 3
    /// Another certificate takes its place.
    case superseded = 4
    /// It is no longer needed.
    case cessationOfOperation = 5
    /// Suspended.
    case certificateHold = 6
    /// Taken off the list again; in delta lists only.
    case removeFromCRL = 8
    /// A privilege it carries was withdrawn.
    case privilegeWithdrawn = 9
    /// The attribute authority's key has, or may have, come into other hands.
    case aACompromise = 10
}
