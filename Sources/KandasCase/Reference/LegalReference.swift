public import KandasText

/// An act and the place in it: article, paragraph and subparagraph.
///
/// In data it is written as the act's short name and the place: `migration-law 21(2)`, `appc 73(2)(3)`, `order-329`.
public struct LegalReference: Hashable, Sendable {
    /// The act.
    public let act: LegalAct
    /// The place: article, paragraph, subparagraph; empty for the act as a whole.
    public let place: [String]

    /// Reads a reference, or gives `nil` if the act is not one of ``LegalAct/all`` or the place is not written so.
    public init?(_ text: String) {
        let parts = text.split(separator: " " as Character)
        guard let first = parts.first, parts.count <= 2, let act = LegalAct.named(first) else { return nil }
        self.act = act
        guard parts.count == 2 else {
            place = []
            return
        }
        place = parts[1].split { "()".contains($0) }.map { String($0) }
        guard 1...3 ~= place.count else { return nil }
    }

    /// The text that ``init(_:)`` reads.
    public var code: String {
        guard let article = place.first else { return act.id }
        return "\(act.id) \(article)" + place.dropFirst().map { "(\($0))" }.joined()
    }

    /// The reference in words: `Закон «О миграции населения» …, статья 21, пункт 2`.
    public func text(in language: Language) -> String {
        let keys = ["PLACE_ARTICLE", "PLACE_PARAGRAPH", "PLACE_SUBPARAGRAPH"]
        let words = zip(keys, place)
            .map { key, number in
                CaseCatalogue.shared.message(for: key, in: language, parameters: ["number": number]).text
            }
        return ([act.name[language]] + words).joined(separator: ", ")
    }
}

extension LegalReference: Decodable {
    /// Reads the text of a reference.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let reference = LegalReference(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "no such act or place: \(text)")
            )
        }
        self = reference
    }
}
