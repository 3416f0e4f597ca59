/// A file to be embedded into a PDF, as PDF/A-3 wants it (ISO 19005-3, section 6.8): in the tree of names, and associated with
/// the document.
package struct PDFAttachment: Sendable {
    /// The file's name, without folders.
    package var name: String
    /// Its media type, such as `application/xml`.
    package var mediaType: String
    /// What it is, for people.
    package var description: String
    /// Its bytes.
    package var bytes: [UInt8]
    /// When it was changed last, as a date of PDF (`D:20260101120000Z`); `nil` to leave it out.
    package var modified: String?
    /// How it is related to the document, such as `Source` (ISO 32000-2, section 7.11.3).
    package var relationship: String

    /// Describes a file.
    package init(
        name: String,
        mediaType: String,
        description: String,
        bytes: [UInt8],
        modified: String? = nil,
        relationship: String = "Source"
    ) {
        self.name = name
        self.mediaType = mediaType
        self.description = description
        self.bytes = bytes
        self.modified = modified
        self.relationship = relationship
    }
}
