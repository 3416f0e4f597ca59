/// What one saving added to a file (ISO 32000-2, section 7.5.6).
package struct PDFRevision: Sendable, Hashable {
    /// The bytes that it added, up to and with its end marker; the first revision begins at 0.
    package let range: Range<Int>
    /// The offset that its `startxref` gives.
    package let start: Int
    /// The offset of the keyword `startxref`.
    package let keyword: Int
}

/// A `startxref` with its end marker, as it stands in the file.
struct PDFEndMark {
    var keyword: Int
    var value: Int?
    /// The offset behind `%%EOF`, or behind the number if the marker is missing.
    var end: Int
    var hasMarker: Bool
}
