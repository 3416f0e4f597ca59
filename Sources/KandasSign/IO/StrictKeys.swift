/// Any key of a JSON object.
private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension Decoder {
    /// Refuses an object with a key that `Key` does not have: what is half understood is not what its author meant.
    package func refuseUnknownKeys<Key: CodingKey & CaseIterable>(but known: Key.Type) throws {
        let names = Set(Key.allCases.map(\.stringValue))
        for key in try container(keyedBy: AnyKey.self).allKeys where !names.contains(key.stringValue) {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: codingPath,
                    debugDescription: "the key \(String(reflecting: key.stringValue)) is not known"
                )
            )
        }
    }
}

extension DecodingError {
    /// Where and why, in English: `signer.roles.0: …`.
    package var place: String {
        switch self {
        case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
            .valueNotFound(_, let context):
            let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
            return path.isEmpty
                ? context.debugDescription : "\(path.joined(separator: ".")): \(context.debugDescription)"
        @unknown default: return "not readable"
        }
    }
}
