internal import CZlib

extension PDFUpdate {
    /// Embeds a file.
    ///
    /// - Parameter attachment: The file.
    /// - Throws: ``PDFUpdateError/nameTaken(_:)``, or ``PDFUpdateError/unreadable(_:)`` if the catalogue or the tree of names
    ///   cannot be read.
    package mutating func attach(_ attachment: PDFAttachment) throws(PDFUpdateError) {
        guard let tape = load(root), var catalog = PDFDictionaryText(tape) else { throw .unreadable("the catalogue") }
        var names = PDFDictionaryText()
        let holder = PDFUpdate.parse(catalog["Names"] ?? [], limits: file.limits)?.reference(0)
        if let given = catalog["Names"] {
            guard let known = resolve(given).flatMap({ PDFDictionaryText($0) }) else { throw .unreadable("Names") }
            names = known
        }
        var files = try nameTree(names["EmbeddedFiles"])
        let key = PDFSpelling.text(attachment.name)
        let plain = PDFUpdate.parse(key, limits: file.limits)?.string(0, limit: 65_536) ?? []
        guard !files.contains(where: { $0.name == plain }) else { throw .nameTaken(attachment.name) }

        let specification = addSpecification(of: attachment, embedded: addEmbeddedFile(attachment))
        files.append((plain, key, PDFSpelling.reference(specification)))
        files.sort { $0.name.lexicographicallyPrecedes($1.name) }
        // One leaf is enough for the few files that a document has.
        var leaf = PDFDictionaryText()
        leaf["Names"] = PDFSpelling.array(files.flatMap { [$0.spelling, $0.value] })
        names["EmbeddedFiles"] = PDFSpelling.reference(add(leaf.bytes))
        if let holder {
            replace(holder, with: names.bytes)
        } else {
            catalog["Names"] = names.bytes
        }
        var associated: [[UInt8]] = []
        if let given = catalog["AF"] {
            guard let list = resolve(given), list.kind(0) == .array else { throw .unreadable("AF") }
            associated = list.members(0).map { list.view.bytes(list.range($0)) }
        }
        catalog["AF"] = PDFSpelling.array(associated + [PDFSpelling.reference(specification)])
        replace(root, with: catalog.bytes)
    }

    private mutating func addEmbeddedFile(_ attachment: PDFAttachment) -> Int {
        var parameters = PDFDictionaryText()
        parameters.set("Size", "\(attachment.bytes.count)")
        if let modified = attachment.modified { parameters["ModDate"] = PDFSpelling.text(modified) }
        var dictionary = PDFDictionaryText()
        dictionary.set("Type", "/EmbeddedFile")
        dictionary["Subtype"] = PDFSpelling.name(attachment.mediaType)
        dictionary["Params"] = parameters.bytes
        // Deflated, so that nothing in the file can be taken for a part of the PDF.
        guard let deflated = PDFUpdate.deflate(attachment.bytes) else {
            return add(dictionary, data: attachment.bytes)
        }
        dictionary.set("Filter", "/FlateDecode")
        return add(dictionary, data: deflated)
    }

    private mutating func addSpecification(of attachment: PDFAttachment, embedded: Int) -> Int {
        let reference = PDFSpelling.reference(embedded)
        var files = PDFDictionaryText()
        files["F"] = reference
        files["UF"] = reference
        var specification = PDFDictionaryText()
        specification.set("Type", "/Filespec")
        let plain = String(attachment.name.unicodeScalars.map { $0.isASCII ? Character($0) : "_" })
        specification["F"] = PDFSpelling.text(plain)
        specification["UF"] = PDFSpelling.text(attachment.name)
        specification["Desc"] = PDFSpelling.text(attachment.description)
        specification["AFRelationship"] = PDFSpelling.name(attachment.relationship)
        specification["EF"] = files.bytes
        return add(specification.bytes)
    }

    /// The pairs of a tree of names (ISO 32000-2, section 7.9.6).
    private func nameTree(
        _ root: [UInt8]?
    ) throws(PDFUpdateError) -> [(name: [UInt8], spelling: [UInt8], value: [UInt8])] {
        var result: [(name: [UInt8], spelling: [UInt8], value: [UInt8])] = []
        var waiting: [[UInt8]] = root.map { [$0] } ?? []
        var visited = 0
        while let next = waiting.popLast() {
            visited += 1
            guard visited <= 10_000, let node = resolve(next).flatMap({ PDFDictionaryText($0) }) else {
                throw .unreadable("EmbeddedFiles")
            }
            if let kids = resolve(node["Kids"]), kids.kind(0) == .array {
                waiting += kids.members(0).map { kids.view.bytes(kids.range($0)) }
            }
            guard let names = resolve(node["Names"]), names.kind(0) == .array else { continue }
            let members = names.members(0)
            for pair in stride(from: 0, to: members.count - 1, by: 2) {
                guard let name = names.string(members[pair], limit: 65_536) else { throw .unreadable("EmbeddedFiles") }
                result.append(
                    (
                        name, names.view.bytes(names.range(members[pair])),
                        names.view.bytes(names.range(members[pair + 1]))
                    )
                )
            }
        }
        return result
    }

    private static func deflate(_ bytes: [UInt8]) -> [UInt8]? {
        var length = compressBound(UInt(bytes.count))
        var result = [UInt8](repeating: 0, count: Int(length))
        guard compress2(&result, &length, bytes, UInt(bytes.count), Z_BEST_COMPRESSION) == Z_OK else { return nil }
        return Array(result.prefix(Int(length)))
    }
}
