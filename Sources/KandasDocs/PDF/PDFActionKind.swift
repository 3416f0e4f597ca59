internal import PDFSyntax

/// What an action does (ISO 32000-2, table 201), as far as it matters here.
enum PDFActionKind {
    case script, launch, form, otherFile, media, link
    /// Moves within the document.
    case harmless
    /// Changes what is shown, prints or the like; harmless while somebody asks for it.
    case other

    init(_ name: PDFName) {
        self =
            switch name {
            case .javaScript: .script
            case .launch: .launch
            case .submitForm, .importData: .form
            case .goToRemote, .goToEmbedded: .otherFile
            case .rendition, .movie, .sound, .goTo3DView, .richMediaExecute: .media
            case .uri: .link
            case .goTo, .goToPart: .harmless
            default: .other
            }
    }

    /// The code of a finding; `nil` for what passes.
    var code: DocumentFinding.Code? {
        switch self {
        case .script: .pdfScript
        case .launch: .pdfLaunch
        case .form: .pdfFormAction
        case .otherFile: .pdfOtherFile
        case .media: .pdfMedia
        case .link: .pdfLinks
        case .harmless, .other: nil
        }
    }
}
