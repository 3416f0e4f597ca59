internal import PDFSyntax

/// The fonts that a PDF uses by name only.
struct PDFFonts {
    /// Names with the descriptors that may hold the font; `nil` where there is none.
    private var descriptors: [(name: String, descriptor: Int?)] = []
    /// Beyond this the rest is left out.
    private static let most = 512

    mutating func take(_ object: PDFObject, _ tape: PDFTape, _ file: PDFFile) {
        guard descriptors.count < PDFFonts.most, let type = tape.value(0, .type), tape.name(type) == .font,
            let subtype = tape.value(0, .subtype).flatMap({ tape.name($0) }),
            [.type1, .mmType1, .trueType, .cidFontType0, .cidFontType2].contains(subtype),
            object.kind == .compressed || file.isInForce(object)
        else { return }
        let name = tape.value(0, .baseFont).flatMap { tape.nameText($0) } ?? "?"
        guard let value = tape.value(0, .fontDescriptor), tape.kind(value) != .null else {
            descriptors.append((name, nil))
            return
        }
        if let number = tape.reference(value) {
            descriptors.append((name, number))
        } else if !PDFFonts.isEmbedded(tape, value) {
            descriptors.append((name, nil))
        }
    }

    /// The names of the fonts that are not embedded, each once.
    func notEmbedded(in file: PDFFile) -> [String] {
        var names: [String] = []
        let tape = PDFTape(view: file.view)
        for (name, descriptor) in descriptors where names.count < 64 && !names.contains(name) {
            if let descriptor, file.load(descriptor, onto: tape) != nil, PDFFonts.isEmbedded(tape, 0) { continue }
            names.append(name)
        }
        return names
    }

    private static func isEmbedded(_ tape: PDFTape, _ descriptor: Int) -> Bool {
        [PDFName.fontFile, .fontFile2, .fontFile3].contains { tape.value(descriptor, $0) != nil }
    }
}
