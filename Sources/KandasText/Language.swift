/// A language that reports, rules and documents are written in.
///
/// The raw value is the ISO 639-1 code: `kk`, `ru` or `en`.
public enum Language: String, Sendable, CaseIterable, Codable {
    /// Kazakh, the state language.
    case kazakh = "kk"
    /// Russian, used officially beside Kazakh.
    case russian = "ru"
    /// English, for developers and for documents that travel.
    case english = "en"
}
