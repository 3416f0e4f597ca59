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

    /// Puts down the row of codes, in lines; where they do not fit below the text, on pages of their own.
    ///
    /// Squares are never smaller than three dots of a scan with 150 dots an inch, even if that takes a page more: with two,
    /// scanners miss one code in a hundred, and a row of ten is worth nothing without one of them.
    mutating func addCodes(_ block: PrintBlock, _ symbols: [QRSymbol]) throws(SigningError) {
        guard let largest = symbols.max(by: { $0.side < $1.side }) else { return }
        let caption = try box("1 / 12", block, TextStyle(size: 8)).height
        let heading = try box(block.texts[0], block, TextStyle(size: 10)).height * 2 + 16
        func columns(_ module: Double) -> Int {
            max(1, Int((FormLayout.codesWidth / largest.extent(module: module)).rounded(.down)))
        }
        func height(_ module: Double) -> Double {
            let lines = (symbols.count + columns(module) - 1) / columns(module)
            return Double(lines) * (largest.extent(module: module) + caption)
        }
        let page = FormLayout.bottom - FormLayout.top - heading
        let here = FormLayout.modules.first { height($0) <= remaining - heading - 10 }
        let module = here ?? FormLayout.modules.first { height($0) <= page } ?? FormLayout.smallestModule
        let extent = largest.extent(module: module)
        guard extent <= FormLayout.codesWidth, extent + caption <= page else {
            throw SigningError(.printCodesTooLarge, "a code does not fit on a page")
        }
        if here == nil { newPage() } else { space(10) }
        try addPair(block, TextStyle(size: 10, isBold: true, colour: .accent, alignment: .centre))
        advance(6)
        let width = min(columns(module), symbols.count)
        let start = (PDFSurface.size.width - Double(width) * extent) / 2
        for (index, symbol) in symbols.enumerated() {
            let column = index % width
            if column == 0 {
                if index > 0 { advance(extent + caption) }
                if remaining < extent + caption { newPage() }
            }
            let x = start + Double(column) * extent
            addCode(symbol, x: x, below: 0, module: module)
            let style = TextStyle(size: 8, colour: .pale, alignment: .centre)
            add(try box(block.texts[index + 2], block, style, width: extent), x: x, below: extent)
        }
        advance(extent + caption)
    }

    private static let codesWidth = PDFSurface.size.width - 2 * 18
    /// Sides of a square in points: 4 and 3 dots of a scan with 150 dots an inch (0.68 and 0.51 mm).
    private static let modules = [1.92, smallestModule]
    private static let smallestModule = 1.44
    private static let claimModule = 1.44
}
#endif
