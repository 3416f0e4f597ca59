public import KandasSign
import PDFSyntax

/// What a PDF is as a print form: the signed document in it, and whether the pages say the same.
///
/// The signature of the PDF itself is judged elsewhere; without it, an agreement of the texts protects from mistakes and
/// editors, not from somebody who makes fonts that lie.
public struct PrintedForm: Sendable {
    /// The one file that is embedded; `nil` if there is none, or more than one.
    public let document: [UInt8]?
    /// Whether what is printed is what was signed.
    public let agreement: Agreement
    /// What is wrong.
    public let findings: [Reason]

    /// Whether what is printed is what was signed.
    public enum Agreement: Hashable, Sendable {
        /// Every page says what the document says, and nothing else.
        case agrees
        /// It does not. The block is named by ``PrintBlock/name``.
        case disagrees(block: String)
        /// It cannot be told.
        case unknown(cause: String)
    }

    /// Reads a PDF.
    ///
    /// - Parameters:
    ///   - pdf: The bytes of the file.
    ///   - limits: `decisionBytes` bounds the embedded document.
    public init(_ pdf: [UInt8], limits: Limits = Limits()) {
        var embedded = EmbeddedDocuments()
        let file = PDFFile(PDFBuffer(pdf)) { object, tape, file in embedded.look(at: object, tape, in: file) }
        guard let number = embedded.only else {
            document = nil
            agreement = .unknown(cause: "no document")
            findings = [
                Reason(
                    (embedded.streams.isEmpty ? PaperCode.documentMissing : .documentAmbiguous).rawValue,
                    .failure,
                    actor: .operator
                )
            ]
            return
        }
        guard let bytes = file.decode(number, limit: limits.decisionBytes),
            let reading = try? DecisionDocument.read(MemoryBytes(bytes).source(), limits: limits),
            reading.findings.isEmpty
        else {
            document = file.decode(number, limit: limits.decisionBytes)
            agreement = .unknown(cause: "no decision")
            findings = [Reason(PaperCode.documentMissing.rawValue, .failure, actor: .operator)]
            return
        }
        document = bytes
        do throws(PDFPrintedText.Refusal) {
            agreement = PrintedTextComparison.compare(try PDFPrintedText(file).pages, with: reading.decision)
        } catch {
            agreement = .unknown(cause: error.cause)
        }
        switch agreement {
        case .agrees: findings = []
        case .disagrees(let block):
            let parameters = ["block": block]
            findings = [Reason(PaperCode.textDiffers.rawValue, .failure, actor: .authority, parameters: parameters)]
        case .unknown(let cause):
            let parameters = ["cause": cause]
            findings = [
                Reason(PaperCode.textUnreadable.rawValue, .indeterminate, actor: .operator, parameters: parameters)
            ]
        }
    }
}

/// The files that a PDF carries, those of earlier revisions and those that nothing refers to included.
private struct EmbeddedDocuments {
    private(set) var streams: Set<Int> = []
    private var occurrences = 0

    /// The number of the object, if there is exactly one and it was never replaced.
    var only: Int? { streams.count == 1 && occurrences <= 1 ? streams.first : nil }

    mutating func look(at object: PDFObject, _ tape: PDFTape, in file: PDFFile) {
        if object.stream != nil, tape.value(0, .type).flatMap({ tape.name($0) }) == .embeddedFile {
            streams.insert(object.number)
            occurrences += 1
        }
        for index in 0..<tape.count where tape.isKey(index) && tape.name(index) == .embedded {
            for member in tape.members(index + 1) {
                if let number = tape.reference(member), streams.count < 100 { streams.insert(number) }
            }
        }
    }
}
