/// What a PDF says about itself, without any opinion.
public struct PDFSummary: Sendable, Hashable, Codable {
    /// The version in force: that of the catalogue if it is later than that of the header.
    public var version: String?
    /// How many pages the newest revision has.
    public var pages = 0
    /// The sizes of the pages, in points of 1/72 inch, at most 64 different ones.
    public var pageSizes: [PageSize] = []
    /// How many savings there are; 1 for a file that was not changed.
    public var revisions = 0
    /// The program that made the file, at most 200 characters.
    public var producer: String?
    /// What the file claims of PDF/A, such as `2B`; nothing is checked.
    public var archival: String?
    /// The signatures, which are not verified.
    public var signatures: [Signature] = []
    /// The embedded files of all revisions.
    public var embeddedFiles: [EmbeddedFile] = []
    /// Fonts that are used by name only, at most 64.
    public var fontsNotEmbedded: [String] = []
    /// How many links lead to the web.
    public var links = 0
    /// What is wrong in the structure: stable words for support staff, each with its offset.
    public var problems: [Problem] = []

    /// One size of pages.
    public struct PageSize: Sendable, Hashable, Codable {
        /// Points from left to right.
        public var width: Int
        /// Points from top to bottom.
        public var height: Int
        /// How many pages have it.
        public var count: Int
    }

    /// One signature.
    public struct Signature: Sendable, Hashable, Codable {
        /// Its object's number.
        public var object: Int
        /// How it is encoded, such as `ETSI.CAdES.detached`.
        public var encoding: String?
        /// Whether it is a timestamp.
        public var isTimestamp: Bool
        /// Whether it covers all bytes of its revision but its own value.
        public var coversRevision: Bool
        /// How many bytes were added behind what it covers.
        public var bytesAfter: Int
    }

    /// One embedded file.
    public struct EmbeddedFile: Sendable, Hashable, Codable {
        /// Its name, at most 200 characters.
        public var name: String?
        /// The number of the object that holds it; `nil` if it cannot be told.
        public var object: Int?
    }

    /// One thing that is wrong.
    public struct Problem: Sendable, Hashable, Codable {
        /// What, as a stable word.
        public var kind: String
        /// Where, in bytes.
        public var offset: Int
        /// The object's number.
        public var object: Int?
    }
}
