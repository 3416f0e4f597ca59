import FoundationEssentials

/// The texts behind stable codes, in Kazakh, Russian and English.
///
/// A catalogue is read from JSON of the shape `{"CODE": {"kk": {"text": …, "action": …}, "ru": …, "en": …}}`. A text may
/// hold placeholders in braces, `{iin}`, which ``message(for:in:parameters:)`` fills in.
public struct Catalogue: Sendable {
    private let entries: [String: [String: Message]]

    /// The codes that have a text, in no particular order.
    public var codes: some Collection<String> { entries.keys }

    /// Reads a catalogue.
    ///
    /// - Parameter json: UTF-8 JSON of the shape above.
    /// - Throws: `DecodingError` if `json` has another shape.
    public init(json: [UInt8]) throws {
        entries = try JSONDecoder().decode([String: [String: Message]].self, from: Data(json))
    }

    private init(entries: [String: [String: Message]]) {
        self.entries = entries
    }

    /// Reads a catalogue that was built into the program.
    ///
    /// An unreadable one yields an empty catalogue, so that a report still appears, with bare codes; a test makes sure
    /// that the built-in ones are readable and complete.
    public init(builtIn json: [UInt8]) {
        self = (try? Catalogue(json: json)) ?? Catalogue(entries: [:])
    }

    /// A catalogue with the entries of both; where both have a code, the other one's entry is kept.
    public func merging(_ other: Catalogue) -> Catalogue {
        Catalogue(entries: entries.merging(other.entries) { _, new in new })
    }

    /// The languages in which `code` has a text.
    public func languages(for code: String) -> Set<Language> {
        Set((entries[code] ?? [:]).keys.compactMap(Language.init(rawValue:)))
    }

    /// The message of a code in a language, with its placeholders filled in.
    ///
    /// - Parameters:
    ///   - code: A stable code, such as `HASH_FAILURE`.
    ///   - language: The language wanted; English is the fallback.
    ///   - parameters: What stands for `{name}`. A placeholder without a value stays as it is.
    /// - Returns: The message; for an unknown code, the code itself as the text.
    public func message(for code: String, in language: Language, parameters: [String: String] = [:]) -> Message {
        guard let texts = entries[code], let found = texts[language.rawValue] ?? texts[Language.english.rawValue] else {
            return Message(text: code)
        }
        guard !parameters.isEmpty else { return found }
        return Message(
            text: Catalogue.fill(found.text, with: parameters),
            action: found.action.map { Catalogue.fill($0, with: parameters) }
        )
    }

    /// Replaces each `{name}` once, from left to right; text that comes from a value is never scanned again.
    private static func fill(_ template: String, with parameters: [String: String]) -> String {
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            result += parameters[name] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
