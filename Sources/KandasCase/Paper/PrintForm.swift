public import KandasSign
import KandasText

/// What stands on the paper of a decision, without its looks: the texts in both languages, in the order of reading.
///
/// It is composed of nothing but what was signed, so that paper and document can be compared; see ``PrintedTextComparison``.
public struct PrintForm: Hashable, Sendable {
    /// The version of the composition; a change of texts or order is a new one.
    public static let template = "kandas-print-1"

    /// The document's number.
    public let documentNumber: String
    /// What the document is called: Kazakh and Russian.
    public let title: BilingualText
    /// The blocks in the order of reading.
    public let blocks: [PrintBlock]
    /// The day of the decision, `YYYY-MM-DD`.
    public let date: String

    /// How many codes the national row has; 0 if there is none.
    public let codes: Int
    /// Whether there is a compact code.
    public let hasClaim: Bool

    /// Composes the print form of a decision.
    ///
    /// - Parameters:
    ///   - decision: The decision, as it was read from the signed document.
    ///   - codes: How many codes the national row has; 0 if there is none.
    ///   - hasClaim: Whether there is a compact code.
    public init(_ decision: Decision, codes: Int = 0, hasClaim: Bool = false) {
        documentNumber = decision.documentNumber ?? "–"
        title = decision.title ?? BilingualText()
        date = decision.decisionDate?.description ?? ""
        self.codes = codes
        self.hasClaim = hasClaim
        blocks = PrintComposer(decision).blocks(codes: codes, hasClaim: hasClaim)
    }

    /// Reads a signed decision, and composes its print form.
    ///
    /// - Parameters:
    ///   - document: The signed XML. Its signature is not checked here.
    ///   - codes: How many codes the national row has; 0 if there is none.
    ///   - hasClaim: Whether there is a compact code.
    ///   - limits: The bounds within which it is read.
    /// - Throws: ``KandasSign/SigningError`` as ``DecisionDocument/read(_:limits:)`` does, and with code `MALFORMED_INPUT` if it
    ///   does not fit its schema or holds no signature.
    public init(
        signed document: [UInt8],
        codes: Int = 0,
        hasClaim: Bool = false,
        limits: Limits = Limits()
    ) throws(SigningError) {
        let reading = try DecisionDocument.read(MemoryBytes(document).source(), limits: limits)
        guard reading.findings.isEmpty else { throw .malformed("a decision that does not fit its schema") }
        guard reading.hasSignature else { throw .malformed("what is not signed is not printed") }
        self.init(reading.decision, codes: codes, hasClaim: hasClaim)
    }

    /// What stands at the foot of a page, in the order of reading.
    ///
    /// - Parameters:
    ///   - page: The page, from 1.
    ///   - pages: How many there are.
    /// - Returns: The texts.
    public func footer(page: Int, of pages: Int) -> [String] {
        let parameters = ["page": "\(page)", "pages": "\(pages)"]
        return [
            PrintForm.word("PRINT_NUMBER", .kazakh, ["number": documentNumber]),
            PrintForm.word("PRINT_PAGE", .kazakh, parameters), PrintForm.word("PRINT_PAGE", .russian, parameters),
        ]
    }

    /// A word of the catalogue.
    static func word(_ code: String, _ language: Language, _ parameters: [String: String] = [:]) -> String {
        CaseCatalogue.shared.message(for: code, in: language, parameters: parameters).text
    }
}
