import KandasSign

/// A group of fields within another.
struct GroupField<Root: Sendable, Child: Hashable & Sendable>: NestedField {
    let table: FormTable<Child>
    let get: @Sendable (Root) -> Child?
    let set: @Sendable (inout Root, Child) -> Void

    func writeJSON(_ root: Root, to writer: inout JSONFormWriter) {
        // An absent group is shown with its fields empty, so that they can be filled in.
        table.writeJSON(get(root) ?? table.make(), to: &writer)
    }

    func readJSON(into root: inout Root, from reader: JSONFormReader) throws(ApplicationFormError) {
        set(&root, try table.readJSON(from: reader))
    }

    func writeXML(_ root: Root, name: String, to writer: XMLFormWriter) throws(SigningError) {
        guard let child = get(root) else { return }
        try writer.start(name)
        try table.writeXML(child, to: writer)
        try writer.end(name)
    }

    func readXML(into root: inout Root, from reader: XMLFormReader) throws(SigningError) {
        set(&root, try table.readXML(from: reader))
    }

    func visitTexts(_ root: Root, path: String, _ visit: (TextVisit) -> Void) {
        if let child = get(root) { table.visitTexts(child, path: path, visit) }
    }
}

/// A list of groups of fields.
struct ListField<Root: Sendable, Child: Hashable & Sendable>: NestedField {
    let table: FormTable<Child>
    /// The name of one group in XML.
    let item: String
    let get: @Sendable (Root) -> [Child]
    let set: @Sendable (inout Root, [Child]) -> Void

    func writeJSON(_ root: Root, to writer: inout JSONFormWriter) {
        writer.open("[")
        for child in get(root) {
            writer.element()
            table.writeJSON(child, to: &writer)
        }
        writer.close("]")
    }

    func readJSON(into root: inout Root, from reader: JSONFormReader) throws(ApplicationFormError) {
        guard try reader.enterArray() else { return }
        var children: [Child] = []
        while try reader.nextElement() {
            reader.push(.index(children.count))
            children.append(try table.readJSON(from: reader))
            reader.pop()
        }
        set(&root, children)
    }

    func writeXML(_ root: Root, name: String, to writer: XMLFormWriter) throws(SigningError) {
        let children = get(root)
        guard !children.isEmpty else { return }
        try writer.start(name)
        for child in children {
            try writer.start(item)
            try table.writeXML(child, to: writer)
            try writer.end(item)
        }
        try writer.end(name)
    }

    func readXML(into root: inout Root, from reader: XMLFormReader) throws(SigningError) {
        var children: [Child] = []
        while let name = try reader.nextChild() {
            if name == item {
                children.append(try table.readXML(from: reader))
            } else {
                try reader.skip(name)
            }
        }
        set(&root, children)
    }

    func visitTexts(_ root: Root, path: String, _ visit: (TextVisit) -> Void) {
        for (index, child) in get(root).enumerated() { table.visitTexts(child, path: "\(path)[\(index)]", visit) }
    }
}
