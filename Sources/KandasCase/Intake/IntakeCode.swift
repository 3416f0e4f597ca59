/// The codes that intake and ``ApplicationBuilder`` give besides those of rules, forms, signatures and documents.
///
/// The raw value is the code of a ``KandasSign/Reason``. It is printed and stable.
public enum IntakeCode: String, Sendable, CaseIterable {
    /// The package holds no application.xml.
    case applicationMissing = "APPLICATION_MISSING"
    /// application.xml cannot be read. Parameter: `cause`.
    case applicationUnreadable = "APPLICATION_UNREADABLE"
    /// application.xml does not fit its schema. Parameters: `line`, `element`.
    case applicationInvalid = "APPLICATION_INVALID"
    /// application.xml holds an XML signature, which is not read yet: nobody has said whether it holds.
    case xmlSignatureNotRead = "XML_SIGNATURE_NOT_READ"
    /// No signature that counts covers application.xml.
    case applicationNotSigned = "APPLICATION_NOT_SIGNED"
    /// There is no signature at all.
    case notSigned = "NOT_SIGNED"
    /// The application was confirmed by an SMS password, which is no signature.
    case notSignedSMS = "NOT_SIGNED_SMS_CHANNEL"
    /// A signature is broken. Parameter: `cause`.
    case signatureInvalid = "SIGNATURE_INVALID"
    /// A certificate was revoked or has ended, and nothing proves that the signature is older. Parameter: `cause`.
    case signAgain = "SIGN_AGAIN"
    /// What a signature needs to be judged is not at hand. Parameter: `cause`.
    case evidenceMissing = "EVIDENCE_MISSING"
    /// The signer is not the applicant. Parameters: `signer`, `applicant`, masked.
    case signerNotApplicant = "SIGNER_NOT_APPLICANT"
    /// The signer's body is not on the list of authorised operators. Parameter: `bin`.
    case signerBodyNotAllowed = "SIGNER_BODY_NOT_ALLOWED"
    /// Another person signed too. Parameter: `signer`, masked.
    case additionalSigner = "ADDITIONAL_SIGNER"
    /// The signer's certificate is one of the national test kit.
    case testSigner = "TEST_SIGNER"
    /// A file that the application names is not there. Parameter: `file`.
    case attachmentMissing = "ATTACHMENT_MISSING"
    /// A file is there that the application does not name. Parameter: `file`.
    case attachmentExtra = "ATTACHMENT_EXTRA"
    /// The application names the same file twice. Parameter: `file`.
    case attachmentDuplicate = "ATTACHMENT_DUPLICATE"
    /// No signature that counts covers a file. Parameter: `file`.
    case attachmentNotSigned = "ATTACHMENT_NOT_SIGNED"
    /// A file is not the one that was described. Parameter: `file`.
    case attachmentChanged = "ATTACHMENT_CHANGED"
    /// A file is not a sound PDF or JPEG. Parameters: `file`, `cause`.
    case attachmentRejected = "ATTACHMENT_REJECTED"
    /// Further findings of a rule are not listed. Parameters: `rule`, `count`.
    case findingsOmitted = "FINDINGS_OMITTED"
}
