internal import PDFSyntax

/// What a signer permits to be done to a document afterwards (ISO 32000-2 section 12.8.2).
struct PDFPermissions {
    /// The level of a certification (DocMDP); `nil` without one.
    private(set) var certification: Int?
    private var locked: [Lock] = []

    /// Fields that must stay as they are (FieldMDP).
    private enum Lock {
        case all
        case include(Set<String>)
        case exclude(Set<String>)
    }

    init(_ signature: PDFValue, _ reader: PDFObjectReader) {
        guard let list = reader.entry("Reference", of: signature), list.kind == .array else { return }
        for member in list.tape.members(list.index).prefix(100) {
            guard let reference = reader.resolve(member, of: list) else { continue }
            let parameters = reader.entry("TransformParams", of: reference)
            switch reader.entry("TransformMethod", of: reference)?.name {
            case "DocMDP":
                let level = parameters.flatMap { reader.entry("P", of: $0)?.integer } ?? 2
                // A level that is not known permits nothing.
                certification = min(certification ?? 3, 1...3 ~= level ? level : 1)
            case "FieldMDP":
                guard let parameters else { continue }
                let names = reader.entry("Fields", of: parameters)
                    .map { list in
                        list.tape.members(list.index).compactMap { reader.resolve($0, of: list)?.text }
                    }
                switch reader.entry("Action", of: parameters)?.name {
                case "Include": locked.append(.include(Set(names ?? [])))
                case "Exclude": locked.append(.exclude(Set(names ?? [])))
                default: locked.append(.all)
                }
            default: continue
            }
        }
    }

    /// What of the changes is forbidden.
    func violations(_ changes: PDFChanges) -> [String] {
        var result: [String] = []
        for field in changes.signed where !field.isTimestamp {
            if certification == 1 {
                result.append("\(field.name): DocMDP 1")
            } else if certification != nil, field.drawsOnPage {
                result.append("\(field.name): DocMDP, drawn over the page")
            }
            if isLocked(field.name) { result.append("\(field.name): FieldMDP") }
        }
        return result
    }

    /// Whether a field must stay as it is. A field below one that is named is meant too.
    private func isLocked(_ name: String) -> Bool {
        func contains(_ names: Set<String>) -> Bool { names.contains { name == $0 || name.hasPrefix($0 + ".") } }
        return locked.contains { lock in
            switch lock {
            case .all: true
            case .include(let names): contains(names)
            case .exclude(let names): !contains(names)
            }
        }
    }
}
