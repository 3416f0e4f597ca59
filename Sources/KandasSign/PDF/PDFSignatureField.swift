internal import PDFSyntax

/// Adds a signature field without appearance to the first page of a PDF (ISO 32000-2 sections 12.7.5.5 and 12.8).
struct PDFSignatureField {
    /// The number of the object of the signature's dictionary.
    let signature: Int

    /// The width of each number of `ByteRange`, so that they can be put in later: the longest file has ten digits.
    static let numberWidth = 10

    /// Adds the field, its value with zeros for the signature, and what leads to it.
    ///
    /// - Parameters:
    ///   - update: What it is added to.
    ///   - options: What the value says.
    ///   - reserved: The most bytes that the signature may have.
    init(
        to update: inout PDFUpdate,
        options: PDFSignatureOptions,
        reserved: Int
    ) throws(SigningError) {
        let file = update.file
        let reader = PDFObjectReader(file: file, rank: 0)
        guard let page = PDFSignatureField.firstPage(reader) else { throw .malformed("the PDF has no page") }
        let form = reader.catalog.flatMap { reader.entry("AcroForm", of: $0) }
        if let form, reader.entry("XFA", of: form) != nil {
            throw .unsupported("the PDF has an XFA form, which other programs show otherwise")
        }
        do throws(PDFUpdateError) {
            signature = update.add(PDFSignatureField.value(options, reserved: reserved).bytes)
            var field = PDFDictionaryText()
            field.set("Type", "/Annot")
            field.set("Subtype", "/Widget")
            field.set("FT", "/Sig")
            field["T"] = PDFSpelling.text(PDFSignatureField.newName(reader))
            field["V"] = PDFSpelling.reference(signature)
            // Printed if it had an appearance, and locked.
            field.set("F", "132")
            field.set("Rect", "[0 0 0 0]")
            field["P"] = update.reference(to: page)
            let number = update.add(field.bytes)
            try PDFSignatureField.append(number, to: "Annots", of: page, &update)
            try PDFSignatureField.addToForm(number, form, &update)
        } catch {
            throw SigningError(error)
        }
    }

    private static func value(_ options: PDFSignatureOptions, reserved: Int) -> PDFDictionaryText {
        var value = PDFDictionaryText()
        value.set("Type", "/Sig")
        value.set("Filter", "/Adobe.PPKLite")
        value.set("SubFilter", "/ETSI.CAdES.detached")
        value["M"] = PDFSpelling.text(PDFDate.text(options.signingTime))
        if let reason = options.reason { value["Reason"] = PDFSpelling.text(reason) }
        if let location = options.location { value["Location"] = PDFSpelling.text(location) }
        if let name = options.name { value["Name"] = PDFSpelling.text(name) }
        value["ByteRange"] = byteRange([0, 0, 0])
        value["Contents"] = [0x3c] + [UInt8](repeating: 0x30, count: reserved * 2) + [0x3e]
        return value
    }

    /// `ByteRange` in the width that it was reserved.
    static func byteRange(_ numbers: [Int]) -> [UInt8] {
        let padded = numbers.map { number in
            let digits = String(number)
            return digits + String(repeating: " ", count: max(0, numberWidth - digits.count))
        }
        return Array("[0 \(padded.joined(separator: " "))]".utf8)
    }

    /// The number of the first page's object.
    private static func firstPage(_ reader: PDFObjectReader) -> Int? {
        guard let catalog = reader.catalog, var node = reader.entry("Pages", of: catalog) else { return nil }
        var waiting: [Int] = []
        for _ in 0..<10_000 {
            if let kids = reader.entry("Kids", of: node) {
                waiting += (reader.references(kids) ?? []).reversed()
            } else if reader.entry("Type", of: node)?.name == "Page" {
                return node.number
            }
            guard let next = waiting.popLast(), let value = reader.object(next) else { return nil }
            node = value
        }
        return nil
    }

    /// A name that no field has.
    private static func newName(_ reader: PDFObjectReader) -> String {
        let form = reader.catalog.flatMap { reader.entry("AcroForm", of: $0) }
        let fields = form.flatMap { reader.entry("Fields", of: $0) }.flatMap { reader.references($0) } ?? []
        let names = Set(fields.compactMap { reader.object($0).flatMap { reader.entry("T", of: $0)?.text } })
        var number = 1
        while names.contains("Signature\(number)") { number += 1 }
        return "Signature\(number)"
    }

    /// Appends a reference to an array in a dictionary, wherever the array stands.
    private static func append(
        _ number: Int,
        to name: String,
        of holder: Int,
        _ update: inout PDFUpdate
    ) throws(PDFUpdateError) {
        guard let tape = update.load(holder), let dictionary = PDFDictionaryText(tape) else {
            throw .unreadable("object \(holder)")
        }
        let (array, place) = try appending(number, to: dictionary[name], update)
        if let place {
            update.replace(place, with: array)
        } else {
            try update.edit(holder) { $0[name] = array }
        }
    }

    /// An array with one more reference, and the number of its object if it is one.
    private static func appending(
        _ number: Int,
        to spelling: [UInt8]?,
        _ update: PDFUpdate
    ) throws(PDFUpdateError) -> (array: [UInt8], place: Int?) {
        guard let spelling else { return (PDFSpelling.array([PDFSpelling.reference(number)]), nil) }
        guard let list = update.resolve(spelling), list.kind(0) == .array else { throw .unreadable("an array") }
        let members = list.members(0).map { list.view.bytes(list.range($0)) }
        let place = PDFUpdate.parse(spelling, limits: update.file.limits)?.reference(0)
        return (PDFSpelling.array(members + [PDFSpelling.reference(number)]), place)
    }

    private static func addToForm(
        _ number: Int,
        _ form: PDFValue?,
        _ update: inout PDFUpdate
    ) throws(PDFUpdateError) {
        if let holder = form?.number {
            try append(number, to: "Fields", of: holder, &update)
            try update.edit(holder) { $0.set("SigFlags", "3") }
            return
        }
        guard let tape = update.load(update.root), var catalog = PDFDictionaryText(tape) else {
            throw .unreadable("the catalogue")
        }
        var direct = update.resolve(catalog["AcroForm"]).flatMap { PDFDictionaryText($0) } ?? PDFDictionaryText()
        let (array, place) = try appending(number, to: direct["Fields"], update)
        if let place { update.replace(place, with: array) } else { direct["Fields"] = array }
        direct.set("SigFlags", "3")
        catalog["AcroForm"] = direct.bytes
        update.replace(update.root, with: catalog.bytes)
    }
}

extension SigningError {
    /// Why nothing is added to a PDF.
    init(_ error: PDFUpdateError) {
        self =
            switch error {
            case .encrypted: .unsupported("the PDF is encrypted; remove the password first")
            case .damaged(let kind): .malformed("the PDF is damaged (\(kind.rawValue)); programs would repair it differently")
            case .unreadable(let what): .malformed("the PDF is damaged: \(what) cannot be read")
            case .nameTaken(let name): .unsupported("a file named \(name) is in the PDF already")
            case .tooLong: .limit("the PDF is too long")
            }
    }
}
