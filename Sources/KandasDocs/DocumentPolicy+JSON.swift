import FoundationEssentials

extension DocumentPolicy: Codable {
    /// The version of the form that is read and written.
    public static let formatVersion = 1

    enum CodingKeys: String, CodingKey, CaseIterable {
        case version, maximumBytes, minimumBytes, maximumBytesInMemory, maximumPadding, mediaTypes, jpeg, pdf
    }

    /// Why a policy document is not one.
    public struct FormError: Error, CustomStringConvertible {
        /// Where in the document and what is wrong there, in English.
        public let description: String
    }

    /// Reads a policy document.
    ///
    /// - Parameter json: UTF-8 JSON, an object with `version` 1 and the names of this type's properties; see the schema
    ///   `attachment-policy.schema.json`. What is left out keeps its default.
    /// - Throws: ``FormError`` for anything else: an unknown setting, a negative bound, another version.
    public init(json: [UInt8]) throws(FormError) {
        do {
            self = try JSONDecoder().decode(DocumentPolicy.self, from: Data(json))
        } catch let error as DecodingError {
            throw FormError(description: DocumentPolicy.text(of: error))
        } catch {
            throw FormError(description: "not JSON")
        }
    }

    /// The policy as JSON, for people too: indented, keys sorted, a newline at the end.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Numbers and words always have a JSON form.
        let data = (try? encoder.encode(self)) ?? Data()
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    /// Reads a policy.
    ///
    /// - Parameter decoder: Where it stands.
    /// - Throws: `DecodingError` for an unknown setting, a value of another type, a negative bound or another version.
    public init(from decoder: any Decoder) throws {
        try PolicyKey.refuseUnknown(CodingKeys.self, in: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard try container.decode(Int.self, forKey: .version) == DocumentPolicy.formatVersion else {
            throw DecodingError.dataCorruptedError(
                forKey: .version,
                in: container,
                debugDescription: "only version \(DocumentPolicy.formatVersion) is known"
            )
        }
        self.init()
        maximumBytes = try container.bound(.maximumBytes, maximumBytes)
        minimumBytes = try container.bound(.minimumBytes, minimumBytes)
        maximumBytesInMemory = try container.bound(.maximumBytesInMemory, maximumBytesInMemory)
        maximumPadding = try container.bound(.maximumPadding, maximumPadding)
        mediaTypes = try container.decodeIfPresent(Set<DocumentMediaType>.self, forKey: .mediaTypes) ?? mediaTypes
        jpeg = try container.decodeIfPresent(JPEGPolicy.self, forKey: .jpeg) ?? jpeg
        pdf = try container.decodeIfPresent(PDFPolicy.self, forKey: .pdf) ?? pdf
    }

    /// Writes the policy with every setting.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(DocumentPolicy.formatVersion, forKey: .version)
        try container.encode(maximumBytes, forKey: .maximumBytes)
        try container.encode(minimumBytes, forKey: .minimumBytes)
        try container.encode(maximumBytesInMemory, forKey: .maximumBytesInMemory)
        try container.encode(maximumPadding, forKey: .maximumPadding)
        try container.encode(mediaTypes.map(\.rawValue).sorted(), forKey: .mediaTypes)
        try container.encode(jpeg, forKey: .jpeg)
        try container.encode(pdf, forKey: .pdf)
    }

    private static func text(of error: DecodingError) -> String {
        switch error {
        case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
            .valueNotFound(_, let context):
            let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
            return (path.isEmpty ? "" : path.joined(separator: ".") + ": ") + context.debugDescription
        @unknown default: return "not readable"
        }
    }
}
