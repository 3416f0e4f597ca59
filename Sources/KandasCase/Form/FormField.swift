import KandasSign

/// One field of a form: its name in JSON and XML, and how it is read and written.
struct FormField<Root: Sendable>: Sendable {
    /// The name: a JSON key and an XML element.
    let name: String
    /// Which form has the field.
    let form: Form
    /// What the field holds.
    let content: Content

    enum Form: Sendable {
        case both
        case jsonOnly
        case xmlOnly
    }

    enum Content: Sendable {
        case value(Value)
        case flag(get: @Sendable (Root) -> Bool?, set: @Sendable (inout Root, Bool) -> Void)
        case nested(any NestedField<Root>)
    }

    struct Value: Sendable {
        let kind: Kind
        /// The texts of all values, where there is a list of them.
        let choices: [String]
        /// The most characters (Unicode scalars) of a text.
        let limit: Int
        let get: @Sendable (Root) -> String?
        /// Sets the value of a text that is not empty; `false` if the text is no such value.
        let set: @Sendable (inout Root, String) -> Bool

        enum Kind: Sendable {
            case text
            case date
            case number
            case choice
        }
    }
}

/// A field that holds a group of fields, or a list of such groups.
protocol NestedField<Root>: Sendable {
    associatedtype Root: Sendable
    func writeJSON(_ root: Root, to writer: inout JSONFormWriter)
    func readJSON(into root: inout Root, from reader: JSONFormReader) throws(ApplicationFormError)
    func writeXML(_ root: Root, name: String, to writer: XMLFormWriter) throws(SigningError)
    func readXML(into root: inout Root, from reader: XMLFormReader) throws(SigningError)
    /// Calls `visit` with each text that is set, and its path under `path`.
    func visitTexts(_ root: Root, path: String, _ visit: (TextVisit) -> Void)
}

/// A text of a form, as ``FormTable/visitTexts(_:path:_:)`` shows it.
struct TextVisit {
    let path: String
    let text: String
    let limit: Int
}

extension FormField {
    /// A field of text of at most `limit` characters.
    static func text(
        _ name: String,
        _ path: any WritableKeyPath<Root, String?> & Sendable,
        limit: Int = 100,
        form: Form = .both
    ) -> FormField {
        value(name, path, kind: .text, limit: limit, form: form)
    }

    /// A field of a date.
    static func date(_ name: String, _ path: any WritableKeyPath<Root, CalendarDate?> & Sendable) -> FormField {
        value(name, path, kind: .date, limit: 10, form: .both)
    }

    /// A field of a whole number.
    static func number(
        _ name: String,
        _ path: any WritableKeyPath<Root, Int?> & Sendable,
        form: Form = .both
    ) -> FormField {
        value(name, path, kind: .number, limit: 19, form: form)
    }

    /// A field of one of several words.
    static func choice<Choice: FormValue>(
        _ name: String,
        _ path: any WritableKeyPath<Root, Choice?> & Sendable
    ) -> FormField {
        value(name, path, kind: .choice, limit: 100, form: .both)
    }

    private static func value<Member: FormValue>(
        _ name: String,
        _ path: any WritableKeyPath<Root, Member?> & Sendable,
        kind: Value.Kind,
        limit: Int,
        form: Form
    ) -> FormField {
        let value = Value(
            kind: kind,
            choices: Member.choices,
            limit: limit,
            get: { $0[keyPath: path]?.formText },
            set: { root, text in
                guard let value = Member(formText: text) else { return false }
                root[keyPath: path] = value
                return true
            }
        )
        return FormField(name: name, form: form, content: .value(value))
    }

    /// A field of yes or no.
    static func flag(_ name: String, _ path: any WritableKeyPath<Root, Bool?> & Sendable) -> FormField {
        FormField(name: name, form: .both, content: .flag(get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 }))
    }

    /// A group of fields that may be absent as a whole: all empty means absent.
    static func group<Child: Hashable>(
        _ name: String,
        _ path: any WritableKeyPath<Root, Child?> & Sendable,
        _ table: FormTable<Child>
    ) -> FormField {
        let group = GroupField<Root, Child>(
            table: table,
            get: { $0[keyPath: path] },
            set: { $0[keyPath: path] = $1 == table.make() ? nil : $1 }
        )
        return FormField(name: name, form: .both, content: .nested(group))
    }

    /// A group of fields that is always there.
    static func required<Child: Hashable>(
        _ name: String,
        _ path: any WritableKeyPath<Root, Child> & Sendable,
        _ table: FormTable<Child>
    ) -> FormField {
        let group = GroupField<Root, Child>(
            table: table,
            get: { $0[keyPath: path] },
            set: { $0[keyPath: path] = $1 }
        )
        return FormField(name: name, form: .both, content: .nested(group))
    }

    /// A list of groups; `item` is the name of one in XML.
    static func list<Child: Hashable>(
        _ name: String,
        item: String,
        _ path: any WritableKeyPath<Root, [Child]> & Sendable,
        _ table: FormTable<Child>
    ) -> FormField {
        let list = ListField<Root, Child>(
            table: table,
            item: item,
            get: { $0[keyPath: path] },
            set: { $0[keyPath: path] = $1 }
        )
        return FormField(name: name, form: .both, content: .nested(list))
    }
}
