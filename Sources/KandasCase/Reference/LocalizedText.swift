public import KandasText

/// A text of data that ships with the library, in Kazakh, Russian and English.
public struct LocalizedText: Hashable, Sendable, Decodable {
    /// Kazakh.
    public let kk: String
    /// Russian.
    public let ru: String
    /// English.
    public let en: String

    /// The text in a language.
    public subscript(language: Language) -> String {
        switch language {
        case .kazakh: kk
        case .russian: ru
        case .english: en
        }
    }
}
