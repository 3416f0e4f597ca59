internal import CPKCS11

extension SigningError.Code {
    /// The PKCS #11 module cannot be loaded or is none.
    public static let tokenModuleUnusable = SigningError.Code(rawValue: "TOKEN_MODULE_UNUSABLE")
    /// No token that is there is the one meant.
    public static let tokenAbsent = SigningError.Code(rawValue: "TOKEN_ABSENT")
    /// Several tokens, or several keys of a token, are what was named.
    public static let tokenAmbiguous = SigningError.Code(rawValue: "TOKEN_AMBIGUOUS")
    /// The token has no private key of that name.
    public static let tokenKeyAbsent = SigningError.Code(rawValue: "TOKEN_KEY_ABSENT")
    /// The token does not do what it must.
    public static let tokenFailure = SigningError.Code(rawValue: "TOKEN_FAILURE")
    /// The PIN is wrong.
    public static let pinRefused = SigningError.Code(rawValue: "PIN_REFUSED")
    /// The PIN is locked; nothing was tried.
    public static let pinLocked = SigningError.Code(rawValue: "PIN_LOCKED")
    /// One more wrong PIN would lock the token; nothing was tried.
    public static let pinFinalTry = SigningError.Code(rawValue: "PIN_FINAL_TRY")
}

extension SigningError {
    /// What a module's return value means.
    static func token(_ value: CK_RV, from function: StaticString) -> SigningError {
        switch value {
        case CKR_PIN_INCORRECT, CKR_PIN_INVALID, CKR_PIN_LEN_RANGE:
            SigningError(.pinRefused, "the token refuses the PIN; it was tried once and is not tried again")
        case CKR_PIN_LOCKED: .pinIsLocked
        case CKR_PIN_EXPIRED: SigningError(.pinRefused, "the PIN has expired; set a new one with the token's own tool")
        case CKR_USER_PIN_NOT_INITIALIZED: SigningError(.pinRefused, "the token has no user PIN yet")
        case CKR_DEVICE_REMOVED, CKR_TOKEN_NOT_PRESENT, CKR_TOKEN_NOT_RECOGNIZED:
            SigningError(.tokenAbsent, "the token is not there any more")
        default: SigningError(.tokenFailure, "\(function) returned 0x\(String(value, radix: 16))")
        }
    }

    static var pinIsLocked: SigningError {
        SigningError(.pinLocked, "the token's PIN is locked; unlock it with the token's own tool")
    }
}
