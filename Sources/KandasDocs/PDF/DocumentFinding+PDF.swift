extension DocumentFinding.Code {
    /// The file is encrypted, even if it opens without a password.
    public static let pdfEncrypted = Self(rawValue: "DOC_PDF_ENCRYPTED")
    /// There is a script.
    public static let pdfScript = Self(rawValue: "DOC_PDF_SCRIPT")
    /// There is an action that starts a program or opens a file.
    public static let pdfLaunch = Self(rawValue: "DOC_PDF_LAUNCH")
    /// Something happens by itself when the document or a page is opened or closed.
    public static let pdfAutomaticAction = Self(rawValue: "DOC_PDF_AUTOMATIC_ACTION")
    /// A form sends its data away or takes data in.
    public static let pdfFormAction = Self(rawValue: "DOC_PDF_FORM_ACTION")
    /// Something leads to another file or takes its content from there.
    public static let pdfOtherFile = Self(rawValue: "DOC_PDF_OTHER_FILE")
    /// There are links to the web.
    ///
    /// Parameter: `count`.
    public static let pdfLinks = Self(rawValue: "DOC_PDF_LINKS")
    /// A link leads to a file or a script instead of a page of the web.
    public static let pdfUnsafeLink = Self(rawValue: "DOC_PDF_UNSAFE_LINK")
    /// Files are embedded.
    ///
    /// Parameters: `count`, `names`.
    public static let pdfEmbeddedFile = Self(rawValue: "DOC_PDF_EMBEDDED_FILE")
    /// The one file that is embedded is a decision of the service, and was verified.
    public static let pdfDecision = Self(rawValue: "DOC_PDF_DECISION")
    /// There is sound, video, 3D or another medium.
    public static let pdfMedia = Self(rawValue: "DOC_PDF_MEDIA")
    /// The form is made in XFA.
    public static let pdfXFA = Self(rawValue: "DOC_PDF_XFA")
    /// There is no page.
    public static let pdfNoPages = Self(rawValue: "DOC_PDF_NO_PAGES")
    /// There are more pages than the policy accepts.
    ///
    /// Parameter: `limit`.
    public static let pdfTooManyPages = Self(rawValue: "DOC_PDF_TOO_MANY_PAGES")
    /// A few bytes become very many when they are decoded.
    public static let pdfBomb = Self(rawValue: "DOC_PDF_BOMB")
    /// A picture has more pixels than the policy accepts.
    public static let pdfPicture = Self(rawValue: "DOC_PDF_PICTURE")
    /// A JPEG picture is damaged, or of a kind that viewers need not know.
    ///
    /// Parameters: `count`, `object` of the first one, `detail`.
    public static let pdfPictureDamaged = Self(rawValue: "DOC_PDF_PICTURE_DAMAGED")
    /// The structure goes beyond the limits.
    ///
    /// Parameter: `detail`.
    public static let pdfTooComplex = Self(rawValue: "DOC_PDF_TOO_COMPLEX")
    /// There are signatures, which are not verified here.
    ///
    /// Parameter: `count`.
    public static let pdfSigned = Self(rawValue: "DOC_PDF_SIGNED")
    /// Something was added behind the last signature, or it does not cover all that is before its end.
    public static let pdfChangedAfterSigning = Self(rawValue: "DOC_PDF_CHANGED_AFTER_SIGNING")
    /// Fonts are not embedded: the text looks different elsewhere.
    ///
    /// Parameters: `count`, `names`.
    public static let pdfFontNotEmbedded = Self(rawValue: "DOC_PDF_FONT_NOT_EMBEDDED")
    /// Pages do not say how large they are.
    ///
    /// Parameter: `count`.
    public static let pdfPageSize = Self(rawValue: "DOC_PDF_PAGE_SIZE")

    /// The codes that are about PDF alone.
    static let allOfPDF: [DocumentFinding.Code] = [
        .pdfEncrypted, .pdfScript, .pdfLaunch, .pdfAutomaticAction, .pdfFormAction, .pdfOtherFile, .pdfLinks,
        .pdfUnsafeLink, .pdfEmbeddedFile, .pdfDecision, .pdfMedia, .pdfXFA, .pdfNoPages, .pdfTooManyPages, .pdfBomb,
        .pdfPicture, .pdfPictureDamaged, .pdfTooComplex, .pdfSigned, .pdfChangedAfterSigning, .pdfFontNotEmbedded,
        .pdfPageSize,
    ]
}
