#if Print
internal import CPango

/// What is drawn on a page, in this order.
struct PrintPage {
    private(set) var marks: [Mark] = []

    enum Mark {
        case text(TextBox, lines: Range<Int>, x: Double, y: Double)
        case rule(x: Double, y: Double, width: Double, weight: Double, TextStyle.Colour)
        case code(QRSymbol, x: Double, y: Double, module: Double)
    }

    mutating func add(_ mark: Mark) { marks.append(mark) }

    mutating func add(_ box: TextBox, x: Double, y: Double) {
        add(.text(box, lines: 0..<box.lines.count, x: x, y: y))
    }

    func draw(on cairo: OpaquePointer) {
        for mark in marks {
            switch mark {
            case .text(let box, let lines, let x, let y): box.draw(lines, x: x, y: y, on: cairo)
            case .rule(let x, let y, let width, let weight, let colour):
                let colour = colour.components
                cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue)
                cairo_rectangle(cairo, x, y, width, weight)
                cairo_fill(cairo)
            case .code(let symbol, let x, let y, let module): symbol.draw(x: x, y: y, module: module, on: cairo)
            }
        }
    }
}
#endif
