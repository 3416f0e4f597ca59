extension JPEGPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case maximumPixels, maximumScans, maximumMetadataBytes, maximumFurtherPictures, maximumBlanks
        case maximumTrailerBytes, maximumDecisions, arithmetic, furtherPictures, trailer, location, device, owner,
            fourColours
    }

    /// Reads a policy.
    ///
    /// - Parameter decoder: Where it stands.
    /// - Throws: `DecodingError` for an unknown property, a value of another type or a bound below 0.
    public init(from decoder: any Decoder) throws {
        try PolicyKey.refuseUnknown(CodingKeys.self, in: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        for (key, property) in JPEGPolicy.bounds {
            self[keyPath: property] = try container.bound(key, self[keyPath: property])
        }
        for (key, property) in JPEGPolicy.rules {
            self[keyPath: property] = try container.decodeIfPresent(Rule.self, forKey: key) ?? self[keyPath: property]
        }
    }

    private static var bounds: [(CodingKeys, WritableKeyPath<JPEGPolicy, Int>)] {
        [
            (.maximumPixels, \.maximumPixels), (.maximumScans, \.maximumScans),
            (.maximumMetadataBytes, \.maximumMetadataBytes), (.maximumFurtherPictures, \.maximumFurtherPictures),
            (.maximumBlanks, \.maximumBlanks), (.maximumTrailerBytes, \.maximumTrailerBytes),
            (.maximumDecisions, \.maximumDecisions),
        ]
    }

    private static var rules: [(CodingKeys, WritableKeyPath<JPEGPolicy, Rule>)] {
        [
            (.arithmetic, \.arithmetic), (.furtherPictures, \.furtherPictures), (.trailer, \.trailer),
            (.location, \.location), (.device, \.device), (.owner, \.owner), (.fourColours, \.fourColours),
        ]
    }
}
