/// An attachment that is given beside the form.
public struct ExtraAttachment: Hashable, Sendable {
    /// What the document is.
    public var kind: Attachment.Kind
    /// Where the file lies, from the working folder.
    public var path: String
    /// The language; the application's own if `nil`.
    public var language: String?
    /// The ``Person/id`` of the person whom it concerns; the applicant if `nil`.
    public var person: String?

    /// Creates an attachment.
    public init(kind: Attachment.Kind, path: String, language: String? = nil, person: String? = nil) {
        self.kind = kind
        self.path = path
        self.language = language
        self.person = person
    }

    /// Reads `KIND=FILE`, `KIND:LANGUAGE=FILE` or `KIND:LANGUAGE:PERSON=FILE`; the kind in any case, with `-` for `_`.
    ///
    /// - Returns: `nil` if the text is none of these or the kind is not known.
    public init?(_ text: String) {
        guard let equals = text.firstIndex(of: "=") else { return nil }
        let parts = text[..<equals].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let word = String((parts.first ?? "").uppercased().map { $0 == "-" ? "_" : $0 })
        guard let kind = Attachment.Kind(rawValue: word), 1...3 ~= parts.count else { return nil }
        let path = String(text[text.index(after: equals)...])
        guard !path.isEmpty else { return nil }
        func part(_ index: Int) -> String? { index < parts.count && !parts[index].isEmpty ? parts[index] : nil }
        self.init(kind: kind, path: path, language: part(1), person: part(2))
    }
}
