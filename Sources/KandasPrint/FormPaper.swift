#if Print
public import KandasCase
public import KandasSign
internal import PDFSyntax
internal import Synchronization

/// Makes the paper of a signed decision: the print form with its codes, and the signed document embedded, and a
/// signature over all of it.
///
/// It may serve many tasks at once.
public final class FormPaper: PaperMaking {
    private let signer: (any Signer)?
    private let seal: PaperSeal?
    private let limits: Limits
    /// Printers that nobody uses at the moment.
    private let printers = Mutex<[Lent]>([])

    /// A printer, which one task uses at a time.
    private struct Lent: @unchecked Sendable { let printer: FormPrinter }

    /// Makes a maker of papers.
    ///
    /// - Parameters:
    ///   - claimSigner: Who signs the compact codes: the authority; `nil` to leave them out.
    ///   - seal: What signs the PDF; `nil` to leave that to others.
    ///   - limits: The bounds within which decisions are read.
    /// - Throws: ``KandasSign/SigningError`` with code `PRINT_FONT_MISSING` if the font of the forms is not installed.
    public init(
        claimSigner: (any Signer)?,
        seal: PaperSeal? = nil,
        limits: Limits = Limits()
    ) throws(SigningError) {
        signer = claimSigner
        self.seal = seal
        self.limits = limits
        giveBack(Lent(printer: try FormPrinter()))
    }

    /// Makes the paper of a decision that was issued; its codes bear the time of the timestamp.
    ///
    /// - Parameter decision: The decision, with its signed document.
    /// - Returns: A PDF.
    /// - Throws: ``KandasSign/SigningError`` as ``paper(of:at:)`` does.
    public func paper(for decision: IssuedDecision) throws(SigningError) -> [UInt8] {
        try paper(of: decision.document, at: decision.trustedTime ?? Timestamp(seconds: 0))
    }

    /// Makes a paper.
    ///
    /// - Parameters:
    ///   - document: The signed XML; it is embedded as it is.
    ///   - time: What stands in the codes as the time they were made.
    /// - Returns: A PDF, signed if there is a seal.
    /// - Throws: ``KandasSign/SigningError`` with code `LIMIT_EXCEEDED` if the document does not fit into twelve codes, what
    ///   ``FormPrinter/print(_:codes:claim:)`` throws, and what signing throws.
    public func paper(of document: [UInt8], at time: Timestamp) throws(SigningError) -> [UInt8] {
        let reading = try DecisionDocument.read(MemoryBytes(document).source(), limits: limits)
        guard let number = reading.decision.documentNumber else { throw .malformed("a decision without number") }
        let pieces = try QRSet.pieces(of: document, number: number, at: time)
        let claim = try signer.map { signer throws(SigningError) in
            try SignedClaim(try CertificateClaim(reading.decision), by: signer).text
        }
        let form = try PrintForm(signed: document, codes: pieces.count, hasClaim: claim != nil, limits: limits)
        let lent = try borrow()
        defer { giveBack(lent) }
        let printed = try lent.printer.print(form, codes: pieces.map(\.text), claim: claim)
        let paper = try FormPaper.embed(document, named: "\(number).xml", into: printed, form)
        return try seal.map { seal throws(SigningError) in try seal.sign(paper) } ?? paper
    }

    private static func embed(
        _ document: [UInt8],
        named name: String,
        into printed: [UInt8],
        _ form: PrintForm
    ) throws(SigningError) -> [UInt8] {
        let attachment = PDFAttachment(
            name: name,
            mediaType: "application/xml",
            description: [form.title.kazakh, form.title.russian].compactMap(\.self).joined(separator: " / "),
            bytes: document
        )
        do throws(PDFUpdateError) {
            var update = try PDFUpdate(PDFFile(PDFBuffer(printed)) { _, _, _ in })
            try update.attach(attachment)
            try update.edit(update.root) { catalog in
                catalog.set("Lang", "(kk-KZ)")
                catalog.set("ViewerPreferences", "<</DisplayDocTitle true>>")
            }
            return printed + (try update.write().appended)
        } catch {
            throw SigningError(.outputUnwritable, "the document cannot be embedded: \(error)")
        }
    }

    private func borrow() throws(SigningError) -> Lent {
        if let free = printers.withLock({ $0.popLast() }) { return free }
        return Lent(printer: try FormPrinter())
    }

    private func giveBack(_ lent: Lent) { printers.withLock { $0.append(lent) } }
}
#endif
