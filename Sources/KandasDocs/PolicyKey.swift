/// A key of a policy document, whatever it is called.
struct PolicyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }

    /// Refuses every key that is not one of `Known`.
    ///
    /// - Throws: `DecodingError`, since a misspelt switch would leave open what its author meant to close.
    static func refuseUnknown<Known: CodingKey & CaseIterable>(_: Known.Type, in decoder: any Decoder) throws {
        let known = Set(Known.allCases.map(\.stringValue))
        for key in try decoder.container(keyedBy: PolicyKey.self).allKeys where !known.contains(key.stringValue) {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath + [key], debugDescription: "there is no such setting")
            )
        }
    }
}

extension KeyedDecodingContainer {
    /// A whole number that is not negative, or `standard` without one.
    func bound(_ key: Key, _ standard: Int) throws -> Int {
        guard let value = try decodeIfPresent(Int.self, forKey: key) else { return standard }
        guard value >= 0 else {
            throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "must not be negative")
        }
        return value
    }
}
