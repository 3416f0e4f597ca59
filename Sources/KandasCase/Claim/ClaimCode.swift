/// The codes of findings about a claim.
///
/// The raw value is the code of a ``KandasSign/Reason``. It is printed and stable.
public enum ClaimCode: String, Sendable, CaseIterable {
    /// No certificate at hand has the key that the claim names.
    case signerUnknown = "CLAIM_SIGNER_UNKNOWN"
    /// The signature is not one over this claim by the key that it names.
    case signatureInvalid = "CLAIM_SIGNATURE_INVALID"
    /// The algorithm or the key is too weak by the policy. Parameter: `algorithm`.
    case algorithmWeak = "CLAIM_ALGORITHM_WEAK"
    /// The signer's certificate was not valid on the day that the claim names. Parameter: `date`.
    case outsideCertificate = "CLAIM_OUTSIDE_CERTIFICATE"
    /// The day that the claim names is still to come. Parameter: `date`.
    case issuedLater = "CLAIM_ISSUED_LATER"
    /// A claim does not tell whether the document was replaced or annulled since.
    case statusUnknown = "CLAIM_STATUS_UNKNOWN"
}
