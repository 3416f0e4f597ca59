import KandasText

/// What people call the fields of a form and the kinds of documents: words that texts of the catalogue are completed
/// with, and that stand in the catalogue too.
enum FormLabel {
    /// What a field is called.
    static func field(_ name: String, in language: Language) -> String {
        CaseCatalogue.shared.message(for: "FIELD_" + name, in: language).text
    }

    /// What a kind of document is called.
    static func kind(_ kind: Attachment.Kind, in language: Language) -> String {
        CaseCatalogue.shared.message(for: "KIND_" + kind.rawValue, in: language).text
    }
}

/// A path in a form: `members[2].identityDocument.number`.
struct FormPath {
    private let parts: [Substring]

    init(_ path: String) { parts = path.split(separator: ".") }

    /// The name of the field: `number`.
    var field: String { name(parts.last) }

    /// The part of the form that holds the field, by what it is called, with its number in a list: `Attachment 3`.
    func group(in language: Language) -> String {
        guard let first = parts.first, parts.count > 1 || first.contains("[") else {
            return FormLabel.field("application", in: language)
        }
        let label = FormLabel.field(name(first), in: language)
        guard let open = first.firstIndex(of: "["), let index = Int(first[open...].dropFirst().dropLast()) else {
            return label
        }
        return "\(label) \(index + 1)"
    }

    private func name(_ part: Substring?) -> String { String((part ?? "").prefix { $0 != "[" }) }
}
