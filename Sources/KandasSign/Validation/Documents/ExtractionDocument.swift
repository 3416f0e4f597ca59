public import KandasText

/// What became of an extraction, as JSON: the report's members, and what was written.
public struct ExtractionDocument: Encodable, Sendable {
    /// The report on the signatures.
    public let report: ReportDocument
    /// Where the content was to go.
    public let output: String
    /// Whether it was written there.
    public let isExtracted: Bool
    /// Whether it was asked who the signers are.
    public let isSignerJudged: Bool
    /// The length of what was signed, in bytes.
    public let byteCount: Int

    /// Describes an extraction.
    public init(
        _ outcome: ContentExtractor.Outcome,
        file: String,
        output: String,
        isSignerJudged: Bool,
        catalogue: Catalogue,
        language: Language
    ) {
        report = ReportDocument(
            outcome.report,
            file: file,
            format: outcome.format,
            signedFiles: outcome.files,
            catalogue: catalogue,
            language: language
        )
        self.output = output
        isExtracted = outcome.isExtracted
        self.isSignerJudged = isSignerJudged
        byteCount = outcome.byteCount
    }

    private enum CodingKeys: String, CodingKey {
        case output, isExtracted, isSignerJudged, byteCount
    }

    /// Encodes everything into one object.
    public func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(output, forKey: .output)
        try container.encode(isExtracted, forKey: .isExtracted)
        try container.encode(isSignerJudged, forKey: .isSignerJudged)
        try container.encode(byteCount, forKey: .byteCount)
    }
}
