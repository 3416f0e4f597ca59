#if Print
internal import KandasCase
internal import KandasSign

/// Puts the blocks of a form on pages.
struct FormLayout {
    private let fonts: PrintFonts
    private(set) var pages: [PrintPage] = [PrintPage()]
    /// Where the next block begins, in points from the top of the page.
    private var y = FormLayout.top

    static let left = 57.6
    static let top = 48.0
    static let width = PDFSurface.size.width - 2 * left
    /// Where the text ends; the footer stands below.
    static let bottom = PDFSurface.size.height - 62.4
    static let gap = 24.0
    static let column = (width - gap) / 2
    static let right = left + column + gap

    init(fonts: PrintFonts) { self.fonts = fonts }

    // MARK: - Room

    var remaining: Double { FormLayout.bottom - y }

    mutating func newPage() {
        pages.append(PrintPage())
        y = FormLayout.top
    }

    /// Begins a page unless so much room is left on this one.
    mutating func require(_ height: Double) {
        if height > remaining, y > FormLayout.top { newPage() }
    }

    mutating func space(_ height: Double) {
        if y > FormLayout.top { y += height }
    }

    private mutating func rule(weight: Double = 0.4, _ colour: TextStyle.Colour = .pale) {
        pages[pages.count - 1].add(.rule(x: FormLayout.left, y: y, width: FormLayout.width, weight: weight, colour))
    }

    mutating func add(_ box: TextBox, x: Double, below: Double = 0) {
        pages[pages.count - 1].add(box, x: x, y: y + below)
    }

    /// Puts a code down on the grid of 1/150 inch.
    mutating func addCode(_ symbol: QRSymbol, x: Double, below: Double, module: Double) {
        func onGrid(_ place: Double) -> Double { (place / 0.48).rounded() * 0.48 }
        pages[pages.count - 1].add(.code(symbol, x: onGrid(x), y: onGrid(y + below), module: module))
    }

    mutating func advance(_ height: Double) { y += height }

    /// Puts the foot on each page, once it is known how many there are.
    mutating func addFooters(_ form: PrintForm) throws(SigningError) {
        for index in pages.indices {
            let texts = form.footer(page: index + 1, of: pages.count)
            let block = PrintBlock.footer(texts)
            let alignments: [TextStyle.Alignment] = [.centre, .left, .right]
            let y = PDFSurface.size.height - 46
            pages[index].add(.rule(x: FormLayout.left, y: y - 5, width: FormLayout.width, weight: 0.4, .pale))
            for (text, alignment) in zip(texts, alignments) {
                let style = TextStyle(size: 8, colour: .pale, alignment: alignment)
                pages[index].add(try box(text, block, style), x: FormLayout.left, y: y)
            }
        }
    }

    func box(
        _ text: String,
        _ block: PrintBlock,
        _ style: TextStyle,
        width: Double = FormLayout.width
    ) throws(SigningError) -> TextBox {
        try TextBox(text, named: block.name, style, width: width, fonts: fonts)
    }

    // MARK: - Blocks

    mutating func add(_ block: PrintBlock) throws(SigningError) {
        switch block.style {
        case .number:
            let box = try box(
                block.texts[0],
                block,
                TextStyle(size: 11, isBold: true, colour: .accent, alignment: .right)
            )
            add(box, x: FormLayout.left)
            advance(box.height + 10)
        case .letterhead: try addLetterhead(block)
        case .title: try addTitle(block)
        case .place:
            try addPair(block, TextStyle(size: 9.5, colour: .pale, alignment: .centre))
            space(12)
        case .statement:
            try addPair(block, TextStyle(size: 11.5, alignment: .centre))
            space(12)
        case .heading:
            space(10)
            // A heading never stands alone at the foot of a page.
            require(60)
            try addPair(block, TextStyle(size: 10, isBold: true, colour: .accent))
            y += 1
            rule(weight: 0.7, .accent)
            y += 5
        case .field: try addField(block)
        case .paragraph:
            try addPair(block, TextStyle(size: 9.5))
            space(4)
        case .notice:
            space(4)
            try addPair(block, TextStyle(size: 8.5, isItalic: true, colour: .pale))
            space(4)
        case .signature, .claim, .codes: break
        }
    }

    private mutating func addLetterhead(_ block: PrintBlock) throws(SigningError) {
        let isName = block.name == "body.name"
        let style =
            isName
            ? TextStyle(size: 11, isBold: true, alignment: .centre)
            : TextStyle(size: 8.5, colour: .pale, alignment: .centre)
        try addPair(block, style)
        guard !isName else { return }
        y += 8
        rule(weight: 1.6, .accent)
        y += 3
        rule(weight: 0.5, .accent)
        y += 22
    }

    private mutating func addTitle(_ block: PrintBlock) throws(SigningError) {
        let kazakh = try box(
            block.texts[0],
            block,
            TextStyle(size: 22, isBold: true, colour: .accent, alignment: .centre)
        )
        let russian = try box(block.texts[1], block, TextStyle(size: 15, colour: .accent, alignment: .centre))
        add(kazakh, x: FormLayout.left)
        advance(kazakh.height)
        add(russian, x: FormLayout.left)
        advance(russian.height + 8)
    }

    /// Kazakh on the left and Russian on the right; one after the other where that would not fit on a page.
    mutating func addPair(_ block: PrintBlock, _ style: TextStyle) throws(SigningError) {
        let boxes = [
            try box(block.texts[0], block, style, width: FormLayout.column),
            try box(block.texts[1], block, style, width: FormLayout.column),
        ]
        let height = boxes.map(\.height).max() ?? 0
        if height > remaining, height > (FormLayout.bottom - FormLayout.top) / 2 {
            var style = style
            style.alignment = .left
            for text in block.texts.prefix(2) {
                try flow(try box(text, block, style))
                space(6)
            }
            return
        }
        require(height)
        add(boxes[0], x: FormLayout.left)
        add(boxes[1], x: FormLayout.right)
        advance(height)
    }

    /// Lets a text run on over the pages, at least two lines on each.
    private mutating func flow(_ box: TextBox) throws(SigningError) {
        var next = 0
        while next < box.lines.count {
            let start = box.lines[next].top
            var end = next
            while end < box.lines.count, box.lines[end].top + box.lines[end].height - start <= remaining { end += 1 }
            let isAlone = end - next < 2 && end < box.lines.count
            guard !isAlone || y <= FormLayout.top else {
                newPage()
                continue
            }
            end = max(end, next + 1)
            pages[pages.count - 1].add(.text(box, lines: next..<end, x: FormLayout.left, y: y))
            let last = box.lines[end - 1]
            advance(last.top + last.height - start)
            next = end
            if next < box.lines.count { newPage() }
        }
    }

    /// The label in Kazakh on the left, in Russian on the right, the value between them.
    private mutating func addField(_ block: PrintBlock) throws(SigningError) {
        let side = 126.0
        let middle = FormLayout.width - 2 * side - 2 * 12
        let isMain = FormLayout.mainFields.contains(block.name)
        let labels = [
            try box(block.texts[0], block, TextStyle(size: 8.5, colour: .pale), width: side),
            try box(block.texts[1], block, TextStyle(size: 8.5, colour: .pale, alignment: .right), width: side),
        ]
        var values: [TextBox] = []
        for text in block.texts.dropFirst(2) {
            let style = TextStyle(size: isMain ? 12 : 10.5, isBold: isMain, alignment: .centre)
            values.append(try box(text, block, style, width: middle))
        }
        // Both languages on one line, where they are short.
        let isShort = values.count == 2 && values.allSatisfy { $0.lines.count == 1 && $0.inkWidth < middle / 2 - 8 }
        let valueHeight = isShort ? values[0].height : values.map(\.height).reduce(0, +)
        let height = max(labels.map(\.height).max() ?? 0, valueHeight)
        require(height + 6)
        let middleOf = { (part: Double) in (height - part) / 2 }
        add(labels[0], x: FormLayout.left, below: middleOf(labels[0].height))
        add(labels[1], x: FormLayout.left + FormLayout.width - side, below: middleOf(labels[1].height))
        var below = middleOf(valueHeight)
        for (index, value) in values.enumerated() {
            // The box is as wide as the column and its text centred in it: a quarter to either side.
            let shift = isShort ? (index == 0 ? -middle / 4 : middle / 4) : 0
            add(value, x: FormLayout.left + side + 12 + shift, below: below)
            if !isShort { below += value.height }
        }
        advance(height + 2)
        rule(weight: 0.4, .line)
        advance(3)
    }

    /// What a reader looks for first.
    private static let mainFields: Set = [
        "holder.surname", "holder.name", "holder.patronymic", "holder.iin", "certificate.statusDate",
        "certificate.validUntil", "extension.validUntil",
    ]
}
#endif
