internal import PDFSyntax

/// The files that a PDF carries within it.
struct PDFEmbeddedFiles {
    /// The objects that hold them.
    private(set) var streams: Set<Int> = []
    private(set) var names: [String] = []
    /// Streams that stand in the file, once for each revision.
    private var occurrences = 0

    /// Takes a stream that says that it is an embedded file.
    mutating func take(_ object: PDFObject) {
        occurrences += 1
        take(stream: object.number)
    }

    private mutating func take(stream number: Int) {
        if streams.count < 10_000 { streams.insert(number) }
    }

    /// Takes the value of `EF`: a dictionary of streams.
    mutating func take(_ tape: PDFTape, _ value: Int, _ file: PDFFile) {
        if let number = tape.reference(value) {
            let other = PDFTape(view: file.view)
            guard file.load(number, onto: other) != nil, other.kind(0) == .dictionary else { return }
            return take(other, 0, file)
        }
        for member in tape.members(value) {
            if let number = tape.reference(member) { take(stream: number) }
        }
    }

    /// Takes the name out of a file specification.
    mutating func takeName(_ tape: PDFTape, _ dictionary: Int) {
        guard names.count < 64,
            let value = tape.value(dictionary, .unicodeFile) ?? tape.value(dictionary, .file),
            let bytes = tape.string(value, limit: 800)
        else { return }
        let name = String(PDFText.decode(bytes).prefix(200))
        if !names.contains(name) { names.append(name) }
    }

    /// Whether there is exactly one, and it is a decision that a verifier vouches for.
    func isDecision(in file: PDFFile, _ verifier: (any EmbeddedDecisionVerifier)?) -> Bool {
        // A stream without the type would not be counted; no writer of decisions leaves it out.
        guard let verifier, streams.count == 1, occurrences == 1, names.count <= 1, let number = streams.first,
            file.objects.filter({ $0.number == number }).count == 1,
            let bytes = file.decode(number, limit: PDFEmbeddedFiles.decisionBytes),
            String(decoding: bytes, as: UTF8.self).contains("urn:kandas:decision:1")
        else { return false }
        return verifier.vouches(for: bytes)
    }

    /// The longest decision, in bytes.
    private static let decisionBytes = 4_194_304
}
