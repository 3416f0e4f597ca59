#if Print
/// How a text is set.
struct TextStyle {
    /// The size in points.
    var size: Double
    var isBold = false
    var isItalic = false
    var colour = Colour.ink
    var alignment = Alignment.left
    /// The distance between lines, as a part of the font's own.
    var leading = 1.0

    enum Alignment { case left, centre, right }

    /// The colours of a form; readers of forms know them, see `PDFTextReader`.
    enum Colour {
        case ink, accent, pale, line

        var components: (red: Double, green: Double, blue: Double) {
            switch self {
            case .ink: (0, 0, 0)
            case .accent: (0, 0.35, 0.42)
            case .pale: (0.36, 0.36, 0.36)
            case .line: (0.75, 0.75, 0.75)
            }
        }
    }
}
#endif
