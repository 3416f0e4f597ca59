internal import PDFSyntax

/// Looks at every object of a PDF for what may not be in an attachment.
///
/// It judges by what stands in dictionaries, wherever they are: an object that nothing leads to now may be led to by an
/// earlier revision, or by a reader that repairs the file.
struct PDFRules {
    /// What was found first of each kind, and how often.
    struct Hit {
        var offset: Int
        var object: Int
        var count: Int
    }

    let policy: PDFPolicy
    private(set) var hits: [DocumentFinding.Code: Hit] = [:]
    private(set) var signatures: [PDFSignature] = []
    private(set) var embedded = PDFEmbeddedFiles()
    private(set) var fonts = PDFFonts()

    init(policy: PDFPolicy) { self.policy = policy }

    private mutating func hit(_ code: DocumentFinding.Code, _ object: PDFObject, _ tape: PDFTape, _ index: Int) {
        // Within an object stream only the stream's own place can be told.
        let offset = object.kind == .compressed ? object.range.lowerBound : tape.range(index).lowerBound
        hits[code, default: Hit(offset: offset, object: object.number, count: 0)].count += 1
    }

    /// Looks at one object.
    mutating func visit(_ object: PDFObject, _ tape: PDFTape, _ file: PDFFile) {
        // An object that is nothing but the name of an action may be the type of one elsewhere.
        if let name = tape.name(0), let code = PDFActionKind(name).code, code != .pdfLinks {
            hit(code, object, tape, 0)
        }
        for index in 0..<tape.count {
            guard tape.isKey(index), let key = tape.name(index), key != .other else { continue }
            judge(key, index + 1, object, tape, file)
        }
        visitDictionaries(object, tape, file)
    }

    private mutating func judge(_ key: PDFName, _ value: Int, _ object: PDFObject, _ tape: PDFTape, _ file: PDFFile) {
        switch key {
        case .actionKind: judgeAction(value, object, tape, file)
        case .subtype, .type: judgeType(value, object, tape, file)
        case .script, .javaScript:
            if !tape.isEmpty(value) { hit(.pdfScript, object, tape, value) }
        case .openAction, .additionalActions:
            let actions = PDFAutomaticActions(file: file)
            if actions.act(tape, value, isGroup: key == .additionalActions) {
                hit(.pdfAutomaticAction, object, tape, value)
            }
        case .xfa:
            if !tape.isEmpty(value) { hit(.pdfXFA, object, tape, value) }
        case .needsRendering:
            if tape.view.text(tape.range(value)) == "true" { hit(.pdfXFA, object, tape, value) }
        case .encrypt:
            // In a trailer, or in the dictionary of a cross-reference stream.
            if tape.kind(value) != .null, object.kind == .trailer || object.stream != nil {
                hit(.pdfEncrypted, object, tape, value)
            }
        case .richMediaContent, .richMediaSettings, .threeDData:
            if !tape.isEmpty(value) { hit(.pdfMedia, object, tape, value) }
        case .embedded:
            if !tape.isEmpty(value) {
                embedded.take(tape, value, file)
                hit(.pdfEmbeddedFile, object, tape, value)
            }
        case .collection:
            if !tape.isEmpty(value), tape.value(0, .pages) != nil { hit(.pdfEmbeddedFile, object, tape, value) }
        case .reference:
            if PDFRules.namesFile(tape, value, file) { hit(.pdfOtherFile, object, tape, value) }
        case .file, .fileFilter:
            // The data of a stream lie in another file.
            if object.stream != nil, tape.value(0, key) == value, !tape.isEmpty(value) {
                hit(.pdfOtherFile, object, tape, value)
            }
        default: break
        }
    }

    private mutating func judgeAction(_ value: Int, _ object: PDFObject, _ tape: PDFTape, _ file: PDFFile) {
        guard let name = PDFRules.name(tape, value, file), let code = PDFActionKind(name).code else { return }
        hit(code, object, tape, value)
    }

    private mutating func judgeType(_ value: Int, _ object: PDFObject, _ tape: PDFTape, _ file: PDFFile) {
        switch PDFRules.name(tape, value, file) {
        case .movie, .sound, .richMedia, .threeD, .screen, .u3D, .prc, .rendition:
            hit(.pdfMedia, object, tape, value)
        case .embeddedFile where object.stream != nil:
            embedded.take(object)
            hit(.pdfEmbeddedFile, object, tape, value)
        case .fileAttachment: hit(.pdfEmbeddedFile, object, tape, value)
        default: break
        }
    }

    /// Looks at what only whole dictionaries tell.
    private mutating func visitDictionaries(_ object: PDFObject, _ tape: PDFTape, _ file: PDFFile) {
        for index in 0..<tape.count where tape.kind(index) == .dictionary {
            if signatures.count < 1_000, let signature = PDFSignature(tape, at: index, of: object, in: file) {
                signatures.append(signature)
            }
            if let address = tape.value(index, .uri), PDFLink.isUnsafe(tape, address, file) {
                hit(.pdfUnsafeLink, object, tape, address)
            }
            // A thread of another file.
            if let kind = tape.value(index, .actionKind), tape.name(kind) == .thread, tape.value(index, .file) != nil {
                hit(.pdfOtherFile, object, tape, kind)
            }
            if tape.value(index, .embedded) != nil { embedded.takeName(tape, index) }
        }
        fonts.take(object, tape, file)
    }

    /// A name, also where it stands behind a reference.
    static func name(_ tape: PDFTape, _ value: Int, _ file: PDFFile) -> PDFName? {
        if let name = tape.name(value) { return name }
        guard let number = tape.reference(value) else { return nil }
        let other = PDFTape(view: file.view)
        return file.load(number, onto: other) == nil ? nil : other.name(0)
    }

    /// Whether a reference dictionary (ISO 32000-2, section 8.10.4) takes content from another file.
    private static func namesFile(_ tape: PDFTape, _ value: Int, _ file: PDFFile) -> Bool {
        if let number = tape.reference(value) {
            let other = PDFTape(view: file.view)
            return file.load(number, onto: other) != nil && namesFile(other, 0, file)
        }
        return tape.value(value, .file) != nil
    }
}
