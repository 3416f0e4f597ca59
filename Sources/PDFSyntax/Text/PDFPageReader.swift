/// Reads pages for ``PDFPrintedText``.
struct PDFPageReader {
    private let document: PDFUpdate

    init(_ document: PDFUpdate) { self.document = document }

    /// The dictionaries of the pages, in their order.
    func pages() throws(PDFPrintedText.Refusal) -> [PDFDictionaryText] {
        guard let catalog = document.load(document.root).flatMap({ PDFDictionaryText($0) }),
            let tree = catalog["Pages"]
        else { throw PDFPrintedText.Refusal("no pages") }
        // Layers, scripts and opening actions change what is seen.
        for name in ["OCProperties", "OpenAction", "AA"] where catalog[name] != nil {
            throw PDFPrintedText.Refusal("\(name) in the catalogue")
        }
        var pages: [PDFDictionaryText] = []
        var waiting = [tree]
        var visited = 0
        while let next = waiting.popLast() {
            visited += 1
            guard visited <= 2 * PDFPrintedText.pageLimit,
                let node = document.resolve(next).flatMap({ PDFDictionaryText($0) })
            else { throw PDFPrintedText.Refusal("too many pages") }
            if let kids = node["Kids"] {
                guard let list = document.resolve(kids), list.kind(0) == .array else {
                    throw PDFPrintedText.Refusal("a page tree that cannot be read")
                }
                waiting += list.members(0).reversed().map { list.view.bytes(list.range($0)) }
            } else {
                pages.append(node)
            }
        }
        return pages
    }

    /// What a page shows.
    func text(of page: PDFDictionaryText) throws(PDFPrintedText.Refusal) -> String {
        for name in ["Rotate", "CropBox", "UserUnit", "AA"] where page[name] != nil {
            throw PDFPrintedText.Refusal("\(name) of a page")
        }
        try requireNoAnnotations(page)
        guard let box = numbers(page["MediaBox"]), box.count == 4, box[0] == 0, box[1] == 0 else {
            throw PDFPrintedText.Refusal("a page without size")
        }
        guard
            let number = page["Contents"].flatMap({ PDFUpdate.parse($0, limits: document.file.limits) })?.reference(0),
            let content = document.file.decode(number, limit: PDFPrintedText.contentLimit)
        else { throw PDFPrintedText.Refusal("a page whose content is not one stream") }
        let resources = document.resolve(page["Resources"]).flatMap { PDFDictionaryText($0) } ?? PDFDictionaryText()
        try requireOpaque(resources)
        let fonts = try fonts(of: resources)
        var interpreter = PDFContentInterpreter(content, size: (box[2], box[3]), fonts: fonts)
        return try interpreter.run()
    }

    /// The field of a signature that is not shown is the only annotation that may be.
    private func requireNoAnnotations(_ page: PDFDictionaryText) throws(PDFPrintedText.Refusal) {
        guard let value = page["Annots"] else { return }
        guard let list = document.resolve(value), list.kind(0) == .array else {
            throw PDFPrintedText.Refusal("annotations that cannot be read")
        }
        for member in list.members(0) {
            let bytes = list.view.bytes(list.range(member))
            guard let annotation = document.resolve(bytes).flatMap({ PDFDictionaryText($0) }),
                annotation["Subtype"] == Array("/Widget".utf8), annotation["FT"] == Array("/Sig".utf8),
                let place = numbers(annotation["Rect"]), place.count == 4, place[0] == place[2], place[1] == place[3]
            else { throw PDFPrintedText.Refusal("an annotation that is shown") }
        }
    }

    /// Graphics states that make what is drawn transparent, or anything else than opaque.
    private func requireOpaque(_ resources: PDFDictionaryText) throws(PDFPrintedText.Refusal) {
        guard let value = resources["ExtGState"] else { return }
        let states = document.resolve(value).flatMap { PDFDictionaryText($0) } ?? PDFDictionaryText()
        for name in states.names {
            guard let state = document.resolve(states[name]).flatMap({ PDFDictionaryText($0) }),
                state.names.allSatisfy({ ["CA", "ca"].contains($0) && state[$0] == Array("1".utf8) })
            else { throw PDFPrintedText.Refusal("a graphics state that is not opaque") }
        }
    }

    private func fonts(of resources: PDFDictionaryText) throws(PDFPrintedText.Refusal) -> [String: PDFLetters] {
        guard let value = resources["Font"] else { return [:] }
        let dictionary = document.resolve(value).flatMap { PDFDictionaryText($0) } ?? PDFDictionaryText()
        var fonts: [String: PDFLetters] = [:]
        for name in dictionary.names {
            guard let font = document.resolve(dictionary[name]).flatMap({ PDFDictionaryText($0) }),
                let number = font["ToUnicode"].flatMap({ PDFUpdate.parse($0, limits: document.file.limits) })?
                    .reference(0),
                let map = document.file.decode(number, limit: 1_048_576)
            else { throw PDFPrintedText.Refusal("a font that does not say what its letters are") }
            let isWide = font["Subtype"] == Array("/Type0".utf8)
            guard !isWide || font["Encoding"] == Array("/Identity-H".utf8) else {
                throw PDFPrintedText.Refusal("a font with an encoding of its own")
            }
            fonts[name] = try PDFLetters(map, codeLength: isWide ? 2 : 1)
        }
        return fonts
    }

    private func numbers(_ value: [UInt8]?) -> [Double]? {
        guard let tape = document.resolve(value), tape.kind(0) == .array else { return nil }
        let numbers = tape.members(0).compactMap { tape.number($0) }
        return numbers.count == tape.members(0).count ? numbers : nil
    }
}
