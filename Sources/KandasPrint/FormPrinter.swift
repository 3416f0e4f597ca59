#if Print
internal import CPango
public import KandasCase
public import KandasSign

/// Prints the forms of decisions as PDF: A4, one embedded font, codes as vectors; the same form gives the same bytes.
///
/// One printer prints any number of forms, one after the other; for several threads make one each.
public final class FormPrinter {
    private let fonts: PrintFonts

    /// Makes a printer.
    ///
    /// - Throws: ``KandasSign/SigningError`` with code `PRINT_FONT_MISSING` if the font of the forms is not installed.
    public init() throws(SigningError) { fonts = try PrintFonts() }

    /// Prints a form.
    ///
    /// - Parameters:
    ///   - form: What is printed.
    ///   - codes: The texts of the codes of the national row, as many as the form says.
    ///   - claim: The text of the compact code, if the form has one.
    /// - Returns: A PDF 1.5 that is neither signed nor has an attachment.
    /// - Throws: ``KandasSign/SigningError`` with code `PRINT_GLYPH_MISSING` if a letter is not in the font,
    ///   `PRINT_CODES_TOO_LARGE` if the codes do not fit on a page, `MALFORMED_INPUT` if the codes are not those of the form.
    public func print(_ form: PrintForm, codes: [[UInt8]], claim: String?) throws(SigningError) -> [UInt8] {
        guard codes.count == form.codes, (claim != nil) == form.hasClaim else {
            throw .malformed("the codes are not those that the form has room for")
        }
        let symbols = try QRSymbol.row(codes)
        let compact: QRSymbol? = if let claim { try QRSymbol(alphanumeric: claim) } else { nil }
        var layout = FormLayout(fonts: fonts)
        let claimBlock = form.blocks.first { $0.style == .claim }
        for block in form.blocks {
            switch block.style {
            case .signature:
                let claim = claimBlock.flatMap { block in compact.map { (block: block, symbol: $0) } }
                try layout.addSignature(block, claim: claim)
            case .codes: try layout.addCodes(block, symbols)
            default: try layout.add(block)
            }
        }
        try layout.addFooters(form)
        let surface = try PDFSurface()
        surface.describe(form)
        for page in layout.pages {
            page.draw(on: surface.cairo)
            surface.endPage()
        }
        return try surface.finish()
    }
}
#endif
