import KandasSign

/// The fields of one kind of group, in their order.
///
/// JSON reader and writer, blank form, XML reader and writer all work from the same tables, so they cannot disagree about
/// a name or forget one.
struct FormTable<Root: Sendable>: Sendable {
    let fields: [FormField<Root>]
    /// Makes an empty group.
    let make: @Sendable () -> Root
    private let positions: [String: Int]

    init(_ make: @escaping @Sendable () -> Root, _ fields: [FormField<Root>]) {
        self.make = make
        self.fields = fields
        // Names are distinct; a test sees to it.
        positions = Dictionary(fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The field of a name in one of the forms.
    func field(_ name: String, in form: FormField<Root>.Form) -> (index: Int, field: FormField<Root>)? {
        guard let index = positions[name], case let field = fields[index],
            field.form == .both || field.form == form
        else { return nil }
        return (index, field)
    }

    /// Calls `visit` with each text that is set, and its path under `path`.
    func visitTexts(_ root: Root, path: String, _ visit: (TextVisit) -> Void) {
        for field in fields {
            let place = path.isEmpty ? field.name : "\(path).\(field.name)"
            switch field.content {
            case .value(let value):
                guard value.kind == .text, let text = value.get(root) else { continue }
                visit(TextVisit(path: place, text: text, limit: value.limit))
            case .flag: break
            case .nested(let nested): nested.visitTexts(root, path: place, visit)
            }
        }
    }
}

extension FormTable {
    func writeJSON(_ root: Root, to writer: inout JSONFormWriter) {
        writer.open("{")
        for field in fields where field.form != .xmlOnly {
            switch field.content {
            case .value(let value):
                if writer.hints.insert("\(Root.self).\(field.name)").inserted {
                    let hint = value.kind == .date ? "YYYY-MM-DD" : value.choices.joined(separator: " | ")
                    if !hint.isEmpty { writer.hint(field.name, hint) }
                }
                writer.key(field.name)
                writer.string(value.get(root) ?? "")
            case .flag(let get, _):
                writer.key(field.name)
                writer.word(get(root).map { $0 ? "true" : "false" } ?? "null")
            case .nested(let nested):
                writer.key(field.name)
                nested.writeJSON(root, to: &writer)
            }
        }
        writer.close("}")
    }

    func readJSON(from reader: JSONFormReader) throws(ApplicationFormError) -> Root {
        var root = make()
        guard try reader.enterObject() else { return root }
        var seen: Set<String> = []
        while let key = try reader.nextKey() {
            reader.push(.key(key))
            defer { reader.pop() }
            guard seen.insert(key).inserted else {
                reader.report(.duplicateField)
                try reader.skip()
                continue
            }
            guard let (_, field) = field(key, in: .jsonOnly) else {
                if !key.hasPrefix("//") {
                    reader.report(.unknownField, ["suggestion": suggestion(for: key)])
                }
                try reader.skip()
                continue
            }
            switch field.content {
            case .value(let value):
                guard let text = try reader.text(), !text.isEmpty else { continue }
                guard !value.set(&root, text) else { continue }
                switch value.kind {
                case .date: reader.report(.notADate)
                case .number: reader.report(.wrongType, ["expected": "number"])
                case .text, .choice: reader.report(.unknownChoice, ["allowed": value.choices.joined(separator: ", ")])
                }
            case .flag(_, let set):
                if let flag = try reader.flag() { set(&root, flag) }
            case .nested(let nested):
                try nested.readJSON(into: &root, from: reader)
            }
        }
        return root
    }

    /// The field in JSON that may be meant by `key`, or all that there are.
    private func suggestion(for key: String) -> String {
        let names = fields.filter { $0.form != .xmlOnly }.map(\.name)
        return Spelling.nearest(to: key, among: names) ?? names.joined(separator: ", ")
    }

    func writeXML(_ root: Root, to writer: XMLFormWriter) throws(SigningError) {
        for field in fields where field.form != .jsonOnly {
            switch field.content {
            case .value(let value):
                if let text = value.get(root), !text.isEmpty { try writer.element(field.name, text) }
            case .flag(let get, _):
                if let flag = get(root) { try writer.element(field.name, flag ? "true" : "false") }
            case .nested(let nested):
                try nested.writeXML(root, name: field.name, to: writer)
            }
        }
    }

    /// Reads the children of the element that was just started, up to and with its end.
    func readXML(from reader: XMLFormReader) throws(SigningError) -> Root {
        var root = make()
        while let name = try reader.nextChild() {
            guard let (_, field) = field(name, in: .xmlOnly) else {
                try reader.skip(name)
                continue
            }
            switch field.content {
            case .value(let value):
                let text = try reader.text(name)
                if text.isEmpty || !value.set(&root, text) { reader.report(name) }
            case .flag(_, let set):
                // The other two spellings of xs:boolean, 1 and 0, are allowed by the schema too.
                switch try reader.text(name) {
                case "true", "1": set(&root, true)
                case "false", "0": set(&root, false)
                default: reader.report(name)
                }
            case .nested(let nested):
                try nested.readXML(into: &root, from: reader)
            }
        }
        return root
    }
}
