extension SigningError.Code {
    /// What is to be signed was changed between the two steps.
    public static let inputChanged = SigningError.Code(rawValue: "INPUT_CHANGED")
    /// The second step was already taken with this state file.
    public static let alreadyCompleted = SigningError.Code(rawValue: "ALREADY_COMPLETED")
    /// Another process is taking the second step with this state file.
    public static let stateInUse = SigningError.Code(rawValue: "STATE_IN_USE")
    /// What the signer returned is no signature by the certificate's key over the bytes that were given out.
    public static let returnedSignatureInvalid = SigningError.Code(rawValue: "RETURNED_SIGNATURE_INVALID")
    /// The message that the signer returned is over other bytes.
    public static let returnedContentDiffers = SigningError.Code(rawValue: "RETURNED_CONTENT_DIFFERS")
    /// The signer returned a signature by another certificate than the one the signing began with.
    public static let returnedCertificateDiffers = SigningError.Code(rawValue: "RETURNED_CERTIFICATE_DIFFERS")
    /// The message that the signer returned does not hold the signer's certificate.
    public static let returnedCertificateMissing = SigningError.Code(rawValue: "RETURNED_CERTIFICATE_MISSING")
}
