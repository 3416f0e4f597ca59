public import KandasText

/// A text that stands in a document in Kazakh and Russian, side by side in the same signed bytes.
public struct BilingualText: Hashable, Sendable {
    /// Kazakh.
    public var kazakh: String?
    /// Russian.
    public var russian: String?

    /// Creates an empty text.
    public init() {}

    /// Creates a text.
    public init(kazakh: String, russian: String) {
        self.kazakh = kazakh
        self.russian = russian
    }

    /// The text of a code in both languages, with its placeholders filled in.
    init(code: String, _ parameters: [String: String] = [:]) {
        func text(_ language: Language) -> String {
            CaseCatalogue.shared.message(for: code, in: language, parameters: parameters).text
        }
        self.init(kazakh: text(.kazakh), russian: text(.russian))
    }

    /// The reference to an act in both languages.
    init(_ reference: LegalReference) {
        self.init(kazakh: reference.text(in: .kazakh), russian: reference.text(in: .russian))
    }

    /// The text for a reader of a language; who reads English gets Russian.
    public subscript(language: Language) -> String? { language == .kazakh ? kazakh : russian }

    /// Whether both languages have a text.
    var isComplete: Bool { kazakh?.isEmpty == false && russian?.isEmpty == false }

    /// The numbers that stand in each text, sorted: dates, document numbers, articles. Where they differ, the two texts do
    /// not say the same.
    var numbersAgree: Bool {
        func numbers(_ text: String?) -> [String] {
            (text ?? "").split { !("0"..."9" ~= $0) }.map { String($0) }.sorted()
        }
        return numbers(kazakh) == numbers(russian)
    }
}
