extension DocumentFinding {
    /// What was found.
    ///
    /// The raw value is printed and stable.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The stable text, such as `DOC_TRUNCATED`.
        public let rawValue: String

        /// Creates a code from its stable text.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The stable text.
        public var description: String { rawValue }

        /// There are no bytes.
        public static let empty = Code(rawValue: "DOC_EMPTY")
        /// There are fewer bytes than the policy wants.
        ///
        /// Parameter: `size`.
        public static let tooSmall = Code(rawValue: "DOC_TOO_SMALL")
        /// There are more bytes than the policy accepts.
        ///
        /// Parameters: `limit` in bytes, `limitMB` in MiB.
        public static let tooLarge = Code(rawValue: "DOC_TOO_LARGE")

        /// Neither PDF nor JPEG, nor anything else that is known.
        public static let typeUnknown = Code(rawValue: "DOC_TYPE_UNKNOWN")
        /// A picture that is not JPEG.
        ///
        /// Parameter: `format`.
        public static let typeImage = Code(rawValue: "DOC_TYPE_IMAGE")
        /// A text or office document.
        ///
        /// Parameter: `format`.
        public static let typeOffice = Code(rawValue: "DOC_TYPE_OFFICE")
        /// An archive.
        ///
        /// Parameter: `format`.
        public static let typeArchive = Code(rawValue: "DOC_TYPE_ARCHIVE")
        /// A signature or a signed container.
        ///
        /// Parameter: `format`.
        public static let typeSigned = Code(rawValue: "DOC_TYPE_SIGNED")
        /// A private key.
        ///
        /// Parameter: `format`.
        public static let typeKey = Code(rawValue: "DOC_TYPE_KEY")
        /// A program.
        ///
        /// Parameter: `format`.
        public static let typeProgram = Code(rawValue: "DOC_TYPE_PROGRAM")
        /// Anything else that is known.
        ///
        /// Parameter: `format`.
        public static let typeOther = Code(rawValue: "DOC_TYPE_OTHER")
        /// PDF or JPEG, but the policy does not accept it.
        ///
        /// Parameters: `format`, `allowed`.
        public static let typeNotAllowed = Code(rawValue: "DOC_TYPE_NOT_ALLOWED")

        /// The name's ending stands for another kind than the content.
        ///
        /// Parameters: `name`, `format`, `extension`.
        public static let nameMismatch = Code(rawValue: "DOC_NAME_MISMATCH")
        /// The name has no ending.
        ///
        /// Parameters: `name`, `format`, `extension`.
        public static let nameWithoutExtension = Code(rawValue: "DOC_NAME_NO_EXTENSION")

        /// A PDF does not begin at the first byte.
        public static let leadingData = Code(rawValue: "DOC_LEADING_DATA")
        /// The document's end is missing.
        ///
        /// Parameter: `format`.
        public static let truncated = Code(rawValue: "DOC_TRUNCATED")
        /// Bytes follow the document's end.
        ///
        /// Parameter: `format`.
        public static let trailingData = Code(rawValue: "DOC_TRAILING_DATA")
        /// White space follows the document's end.
        ///
        /// Parameter: `count`.
        public static let padding = Code(rawValue: "DOC_PADDING")
        /// The same bytes are also a file of another kind.
        ///
        /// Parameters: `format`, `other`.
        public static let polyglot = Code(rawValue: "DOC_POLYGLOT")
        /// The structure is broken.
        ///
        /// Parameters: `format`, `detail`.
        public static let damaged = Code(rawValue: "DOC_DAMAGED")

        /// A PDF version that does not exist.
        ///
        /// Parameter: `version`.
        public static let pdfVersion = Code(rawValue: "DOC_PDF_VERSION")
        /// Lossless, hierarchical, 12-bit: JPEG that common programs do not open.
        ///
        /// Parameter: `detail`.
        public static let jpegKind = Code(rawValue: "DOC_JPEG_KIND")
        /// A JPEG with arithmetic coding, which browsers do not show.
        public static let jpegArithmetic = Code(rawValue: "DOC_JPEG_ARITHMETIC")
        /// A JPEG with more pixels than the policy accepts.
        ///
        /// Parameters: `width`, `height`.
        public static let tooManyPixels = Code(rawValue: "DOC_TOO_MANY_PIXELS")

        /// The same bytes came before under another name, see ``DuplicateFinder``.
        ///
        /// Parameter: `file`.
        public static let sameFile = Code(rawValue: "DOC_SAME_FILE")
        /// The same picture came before with other data about it, see ``DuplicateFinder``.
        ///
        /// Parameter: `file`.
        public static let samePicture = Code(rawValue: "DOC_SAME_PICTURE")
        /// What is to be stripped is no JPEG, see ``StrippedPicture``.
        public static let stripNotJPEG = Code(rawValue: "DOC_STRIP_NOT_JPEG")

        /// Every code that a ``DocumentGate`` gives.
        public static let all: [Code] =
            [
                .empty, .tooSmall, .tooLarge, .typeUnknown, .typeImage, .typeOffice, .typeArchive, .typeSigned,
                .typeKey,
                .typeProgram, .typeOther, .typeNotAllowed, .nameMismatch, .nameWithoutExtension, .leadingData,
                .truncated,
                .trailingData, .padding, .polyglot, .damaged, .pdfVersion,
            ] + allOfJPEG + allOfPDF
    }
}
