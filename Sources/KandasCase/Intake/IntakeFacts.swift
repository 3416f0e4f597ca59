public import KandasSign

/// What is known about an application that was handed in, without an opinion.
///
/// Readers of containers, signatures and documents fill it in; ``ApplicationIntake`` judges it. The same facts can be
/// judged again later.
public struct IntakeFacts: Sendable {
    /// The application document.
    public var document: Document
    /// The files beside the application document, by their names in the package: everything but `mimetype`, `META-INF`
    /// and application.xml.
    public var files: [String: File]
    /// The signatures, in the order of the report, numbered from 1.
    public var signatures: [Signature]
    /// What the reader of the container found.
    ///
    /// A failure means that the package is damaged or manipulated.
    public var containerReasons: [Reason]
    /// How the files came.
    public var form: Form
    /// The time that is judged at.
    public var judgedAt: Timestamp

    /// Creates facts.
    public init(
        document: Document,
        files: [String: File] = [:],
        signatures: [Signature] = [],
        containerReasons: [Reason] = [],
        form: Form = .container,
        judgedAt: Timestamp
    ) {
        self.document = document
        self.files = files
        self.signatures = signatures
        self.containerReasons = containerReasons
        self.form = form
        self.judgedAt = judgedAt
    }

    /// How the files came.
    public enum Form: String, Sendable {
        /// In a container: each signature must cover every file.
        case container
        /// Loose, around a signed application.xml: the digests in it cover the attachments.
        case loose
    }

    /// The application document.
    public enum Document: Sendable {
        /// There is none.
        case missing
        /// It could not be read.
        case unreadable(SigningError)
        /// It was read.
        case read(ApplicationDocument.Reading)
    }

    /// A file of the package.
    public struct File: Hashable, Sendable {
        /// Its size in bytes.
        public var size: Int
        /// Its SHA-256, computed from the bytes.
        public var sha256: [UInt8]
        /// What the document gate found.
        public var inspection: AttachmentInspection

        /// Creates facts about a file.
        public init(size: Int, sha256: [UInt8], inspection: AttachmentInspection) {
            self.size = size
            self.sha256 = sha256
            self.inspection = inspection
        }
    }
}
