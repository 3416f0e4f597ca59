internal import PDFSyntax

/// What a ``DocumentGate`` lets pass in a PDF.
///
/// As JSON it is an object with the names of its properties; those that are left out keep their defaults, and unknown
/// ones are an error.
public struct PDFPolicy: Sendable, Hashable, Codable {
    /// What is made of links to the web.
    public var links = LinkRule.note

    /// What is made of embedded files.
    public var embeddedFiles = EmbeddedFileRule.decision

    /// What is made of JPEG pictures that are damaged or of a kind that viewers need not know.
    public var pictures = PictureRule.refuse

    /// The most pages.
    public var maximumPages = 2_000

    /// The most pixels of one picture, width times height.
    ///
    /// The default is an A1 sheet at 600 dpi.
    public var maximumPicturePixels = 400_000_000

    /// The longest stream that is no picture when it is decoded, in bytes.
    public var maximumStreamBytes = 134_217_728

    /// The highest ratio of decoded to stored size of a stream that is no picture, judged once more than 8 MiB come out.
    public var maximumRatio = 250

    /// The longest sum of all streams that are no pictures when they are decoded, in bytes.
    public var maximumTotalBytes = 536_870_912

    /// The most objects, those of earlier revisions included.
    public var maximumObjects = 2_000_000

    /// The most savings that are kept in one file.
    public var maximumRevisions = 256

    /// The deepest nesting of arrays and dictionaries.
    public var maximumNesting = 128

    /// The default policy.
    public init() {}

    /// What is made of links to the web.
    public enum LinkRule: String, Sendable, Codable {
        /// They pass without a word.
        case accept
        /// They pass with a note.
        case note
        /// They are refused.
        case refuse
    }

    /// What is made of JPEG pictures that are damaged.
    public enum PictureRule: String, Sendable, Codable {
        /// No JPEG within a PDF is opened.
        case accept
        /// They pass with a warning.
        case warning
        /// They are refused.
        case refuse
    }

    /// What is made of embedded files.
    public enum EmbeddedFileRule: String, Sendable, Codable {
        /// None passes.
        case refuse
        /// Exactly one passes, if it is a decision of the service that an ``EmbeddedDecisionVerifier`` vouches for.
        case decision
    }

    var limits: PDFLimits {
        var limits = PDFLimits()
        limits.pages = maximumPages
        limits.picturePixels = maximumPicturePixels
        limits.streamBytes = maximumStreamBytes
        limits.ratio = maximumRatio
        limits.totalBytes = maximumTotalBytes
        limits.objects = maximumObjects
        limits.revisions = maximumRevisions
        limits.nestingDepth = maximumNesting
        return limits
    }
}
