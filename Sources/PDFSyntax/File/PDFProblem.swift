/// Something in the structure of a PDF that readers disagree about, or that goes beyond the limits.
package struct PDFProblem: Sendable, Hashable {
    /// What is wrong.
    package let kind: Kind
    /// Where in the file, in bytes.
    package let offset: Int
    /// The object's number, where there is one.
    package let object: Int?

    /// What is wrong; the raw value is stable.
    package enum Kind: String, Sendable, CaseIterable {
        /// `startxref` leads to no cross-reference.
        case crossReferenceMissing = "xref-missing"
        /// A cross-reference table or stream cannot be read.
        case crossReference = "xref"
        /// Cross-references lead back to themselves.
        case crossReferenceLoop = "xref-loop"
        /// An entry leads to another object than it says, or to none.
        case entry = "xref-entry"
        /// A section lists an object twice.
        case entryTwice = "xref-entry-twice"
        /// The two cross-references of a hybrid file disagree.
        case hybrid = "xref-hybrid"
        /// The trailer cannot be read.
        case trailer = "trailer"
        /// A whole revision that no cross-reference leads to.
        case unlinkedRevision = "revision-unlinked"
        /// An object cannot be read.
        case object = "object"
        /// One revision has an object twice.
        case objectTwice = "object-twice"
        /// More than ``PDFLimits/strayBytes`` between objects that are nothing known.
        case unknownBytes = "unknown-bytes"
        /// A dictionary has a key twice.
        case keyTwice = "key-twice"
        /// `stream` is not followed by a line's end.
        case streamKeyword = "stream-keyword"
        /// A stream is not as long as it says.
        case streamLength = "stream-length"
        /// The filters of a stream cannot be told.
        case streamFilter = "stream-filter"
        /// A stream's data cannot be decoded.
        case streamData = "stream-data"
        /// An object stream cannot be read.
        case objectStream = "object-stream"
        /// The catalogue is missing.
        case catalog = "catalog"
        /// The page tree cannot be read.
        case pageTree = "page-tree"
        /// The page tree has another number of pages than it says.
        case pageCount = "page-count"

        /// Nested deeper than the limit.
        case nesting = "nesting"
        /// More objects, entries or sections than the limit.
        case objects = "objects"
        /// More pages than the limit.
        case pages = "pages"
        /// A picture with more pixels than the limit.
        case pixels = "pixels"
        /// A stream that becomes longer than the limits when decoded.
        case bomb = "bomb"
        /// More work than a file of this size can need.
        case work = "work"

        /// An entry lies beyond the number of objects that its trailer gives, as Poppler writes it; readers take it.
        case size = "xref-size"
        /// A few bytes between objects that are nothing known, as LibreOffice writes them; readers skip them.
        case strayBytes = "stray-bytes"

        /// Whether all readers make the same of it.
        package var isHarmless: Bool { self == .size || self == .strayBytes }

        /// Whether it goes beyond ``PDFLimits``.
        package var isLimit: Bool {
            switch self {
            case .nesting, .objects, .pages, .pixels, .bomb, .work: true
            default: false
            }
        }
    }
}
