internal import PDFSyntax

/// The signature fields of a form (ISO 32000-2 section 12.7).
struct PDFFieldTree {
    /// A signature field.
    struct Field {
        var name: String
        /// The number of its object.
        var number: Int
        /// The signature's dictionary; `nil` if nobody has signed here.
        var value: PDFValue?
    }

    /// The signature fields, in the form's order.
    private(set) var fields: [Field] = []
    /// Whether the form could not be read whole.
    private(set) var isDamaged = false

    init(_ reader: PDFObjectReader, limits: Limits) {
        guard let catalog = reader.catalog, let form = reader.entry("AcroForm", of: catalog) else { return }
        guard form.kind == .dictionary else {
            isDamaged = true
            return
        }
        guard let array = reader.entry("Fields", of: form) else { return }
        guard let roots = reader.references(array) else {
            isDamaged = true
            return
        }
        var waiting = roots.reversed().map { Waiting(number: $0, depth: 0) }
        var seen: Set<Int> = []
        while let next = waiting.popLast() {
            guard seen.insert(next.number).inserted, next.depth < 32, seen.count <= limits.pdfFields,
                let field = reader.object(next.number), field.kind == .dictionary
            else {
                isDamaged = true
                if seen.count > limits.pdfFields { return }
                continue
            }
            var below = next
            below.depth += 1
            if let part = reader.entry("T", of: field)?.text { below.path.append(part) }
            below.type = reader.entry("FT", of: field)?.name ?? next.type
            below.value = reader.entry("V", of: field) ?? next.value
            let kids = reader.entry("Kids", of: field)
            // Kids without names are widgets of this field.
            let numbers = kids.flatMap { reader.references($0) } ?? []
            let named = numbers.filter { kid in
                reader.object(kid).map { $0.tape.value($0.index, named: "T") != nil } ?? false
            }
            if named.isEmpty {
                guard below.type == "Sig" else { continue }
                let name = below.path.joined(separator: ".")
                fields.append(Field(name: name, number: next.number, value: below.value))
            } else {
                for kid in named.reversed() {
                    var inner = below
                    inner.number = kid
                    waiting.append(inner)
                }
            }
        }
    }

    private struct Waiting {
        var number: Int
        var depth: Int
        var path: [String] = []
        var type: String?
        var value: PDFValue?
    }
}
