extension PDFPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case links, embeddedFiles, pictures, maximumPages, maximumPicturePixels, maximumStreamBytes
        case maximumRatio, maximumTotalBytes, maximumObjects, maximumRevisions, maximumNesting
    }

    /// Reads a policy.
    ///
    /// - Parameter decoder: Where it stands.
    /// - Throws: `DecodingError` for an unknown property, a value of another type or a bound below 1.
    public init(from decoder: any Decoder) throws {
        try PolicyKey.refuseUnknown(CodingKeys.self, in: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func bound(_ key: CodingKeys, _ standard: Int) throws -> Int {
            guard let value = try container.decodeIfPresent(Int.self, forKey: key) else { return standard }
            guard value > 0 else {
                throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "must be above 0")
            }
            return value
        }
        self.init()
        links = try container.decodeIfPresent(LinkRule.self, forKey: .links) ?? links
        embeddedFiles = try container.decodeIfPresent(EmbeddedFileRule.self, forKey: .embeddedFiles) ?? embeddedFiles
        pictures = try container.decodeIfPresent(PictureRule.self, forKey: .pictures) ?? pictures
        maximumPages = try bound(.maximumPages, maximumPages)
        maximumPicturePixels = try bound(.maximumPicturePixels, maximumPicturePixels)
        maximumStreamBytes = try bound(.maximumStreamBytes, maximumStreamBytes)
        maximumRatio = try bound(.maximumRatio, maximumRatio)
        maximumTotalBytes = try bound(.maximumTotalBytes, maximumTotalBytes)
        maximumObjects = try bound(.maximumObjects, maximumObjects)
        maximumRevisions = try bound(.maximumRevisions, maximumRevisions)
        maximumNesting = try bound(.maximumNesting, maximumNesting)
    }
}
