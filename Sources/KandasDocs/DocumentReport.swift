/// What a ``DocumentGate`` says about one document.
public struct DocumentReport: Sendable, Hashable {
    /// The kind by content, or `nil` if it is neither PDF nor JPEG.
    public let mediaType: DocumentMediaType?

    /// How many bytes were judged.
    public let size: Int

    /// What a PDF says about itself; `nil` for anything else, and for a PDF over the size limit.
    public let pdf: PDFSummary?

    /// The version of a PDF, such as `1.7`.
    public var pdfVersion: String? { pdf?.version }

    /// A JPEG's width in pixels, by its frame header.
    public let width: Int?

    /// A JPEG's height in pixels, by its frame header.
    public let height: Int?

    /// A checksum of all that a JPEG's picture is decoded from, as 32 hexadecimal digits; `nil` unless it is whole.
    ///
    /// The same picture under two names, with other data about it, has the same one. It is no cryptographic digest.
    public let pictureFingerprint: String?

    /// What was found, the most serious first, then by offset.
    public let findings: [DocumentFinding]

    /// Whether the document passes: it is of an accepted kind and no finding refuses it.
    public var isAcceptable: Bool { mediaType != nil && !findings.contains { $0.severity == .refuse } }

    /// The code of the verdict's own text in ``DocumentCatalogue``: `DOC_ACCEPTED` or `DOC_REFUSED`.
    ///
    /// The text of the first has the placeholders `format` and `size`.
    public var verdictCode: String { isAcceptable ? "DOC_ACCEPTED" : "DOC_REFUSED" }

    init(mediaType: DocumentMediaType?, size: Int, pdf: PDFSummary?, jpeg: JPEGWalk?, findings: [DocumentFinding]) {
        self.mediaType = mediaType
        self.size = size
        self.pdf = pdf
        width = jpeg?.frame?.width
        height = jpeg?.frame?.height
        pictureFingerprint = jpeg?.fingerprint?.text
        self.findings = findings.sorted { $0.rank < $1.rank }
    }
}

extension DocumentFinding {
    fileprivate var rank: (Int, Int, String) {
        let weight =
            switch severity {
            case .refuse: 0
            case .warning: 1
            case .note: 2
            }
        return (weight, offset ?? -1, code.rawValue)
    }
}
