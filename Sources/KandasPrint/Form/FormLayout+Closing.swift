#if Print
internal import KandasCase
internal import KandasSign

extension FormLayout {
    /// Puts down who signed, with the compact code on the left.
    mutating func addSignature(_ block: PrintBlock, claim: (block: PrintBlock, symbol: QRSymbol)?) throws(SigningError)
    {
        let module = FormLayout.claimModule
        let extent = claim.map { $0.symbol.extent(module: module) } ?? 0
        let margin = claim == nil ? 0 : extent + 18
        let width = FormLayout.width - margin
        let styles = [
            TextStyle(size: 10), TextStyle(size: 10, colour: .pale), TextStyle(size: 13, isBold: true),
            TextStyle(size: 8.5, isItalic: true, colour: .accent),
            TextStyle(size: 8.5, isItalic: true, colour: .accent),
        ]
        var boxes: [TextBox] = []
        for (text, style) in zip(block.texts, styles) { boxes.append(try box(text, block, style, width: width)) }
        var captions: [TextBox] = []
        for text in claim?.block.texts ?? [] {
            captions.append(
                try box(text, block, TextStyle(size: 8, colour: .pale, alignment: .centre), width: max(extent, 1))
            )
        }
        let signature = boxes.map(\.height).reduce(0, +) + 10
        let code = extent + captions.map(\.height).reduce(0, +)
        let height = max(signature, code)
        space(14)
        require(height)
        var below = claim == nil ? 0 : max(0, (extent - signature) / 2)
        for (index, box) in boxes.enumerated() {
            add(box, x: FormLayout.left + margin, below: below)
            below += box.height + (index == 1 || index == 2 ? 5 : 0)
        }
        if let claim {
            addCode(claim.symbol, x: FormLayout.left, below: 0, module: module)
            below = extent
            for caption in captions {
                add(caption, x: FormLayout.left, below: below)
                below += caption.height
            }
        }
        advance(height + 8)
    }

    /// Puts down the row of codes, all on one page.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/printCodesTooLarge`` if no size at which scanners read them
    ///   fits.
    mutating func addCodes(_ block: PrintBlock, _ symbols: [QRSymbol]) throws(SigningError) {
        guard let largest = symbols.max(by: { $0.side < $1.side }) else { return }
        let caption = try box("1 / 12", block, TextStyle(size: 8)).height
        let heading = try box(block.texts[0], block, TextStyle(size: 10)).height * 2 + 16
        func grid(_ module: Double) -> (columns: Int, height: Double)? {
            let extent = largest.extent(module: module)
            let columns = Int((FormLayout.codesWidth / extent).rounded(.down))
            guard columns > 0 else { return nil }
            let rows = (symbols.count + columns - 1) / columns
            return (columns, Double(rows) * (extent + caption))
        }
        let page = FormLayout.bottom - FormLayout.top - heading
        let sizes = FormLayout.modules
        // The largest squares that fit below the text, if they are large enough; else the largest that fit on a page.
        let here = sizes.first {
            $0 >= FormLayout.goodModule && (grid($0)?.height ?? .infinity) <= remaining - heading - 10
        }
        guard let module = here ?? sizes.first(where: { (grid($0)?.height ?? .infinity) <= page }),
            let grid = grid(module)
        else { throw SigningError(.printCodesTooLarge, "\(symbols.count) codes do not fit on a page") }
        if here == nil { newPage() } else { space(10) }
        try addPair(block, TextStyle(size: 10, isBold: true, colour: .accent, alignment: .centre))
        advance(6)
        let extent = largest.extent(module: module)
        let start = (PDFSurface.size.width - Double(min(grid.columns, symbols.count)) * extent) / 2
        for (index, symbol) in symbols.enumerated() {
            let (row, column) = index.quotientAndRemainder(dividingBy: grid.columns)
            let x = start + Double(column) * extent
            let y = Double(row) * (extent + caption)
            addCode(symbol, x: x, below: y, module: module)
            let style = TextStyle(size: 8, colour: .pale, alignment: .centre)
            add(try box(block.texts[index + 2], block, style, width: extent), x: x, below: y + extent)
        }
        advance(grid.height)
    }

    private static let codesWidth = PDFSurface.size.width - 2 * 18
    /// Sides of a square in points: 4, 3 and 2 dots of a scan with 150 dots an inch (0.68, 0.51 and 0.34 mm).
    private static let modules = [1.92, 1.44, 0.96]
    private static let goodModule = 1.44
    private static let claimModule = 1.44
}
#endif
