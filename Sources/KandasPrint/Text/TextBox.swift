#if Print
internal import CPango
internal import KandasSign

/// A text laid out in a column.
final class TextBox {
    private let layout: OpaquePointer  // <PangoLayout>
    let style: TextStyle
    /// The lines: where each begins below the top, its height and the place of its baseline, in points.
    private(set) var lines: [Line] = []
    /// The width that the text takes, at most the column's.
    let inkWidth: Double

    struct Line {
        let top: Double
        let height: Double
        let baseline: Double
        let start: Double
    }

    var height: Double { lines.last.map { $0.top + $0.height } ?? 0 }

    /// Lays out a text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - name: What it is, for an error.
    ///   - style: How it is set.
    ///   - width: The column's width in points.
    ///   - fonts: The fonts.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/printGlyphMissing``.
    init(
        _ text: String,
        named name: String,
        _ style: TextStyle,
        width: Double,
        fonts: PrintFonts
    ) throws(SigningError) {
        if let hidden = text.unicodeScalars.first(where: TextBox.isHidden) {
            throw TextBox.unprintable(hidden, in: name)
        }
        guard let layout = pango_layout_new(fonts.context), let font = pango_font_description_new() else {
            throw SigningError(.cryptoLibraryFailure, "Pango gives no layout")
        }
        self.layout = layout
        self.style = style
        pango_font_description_set_family(font, PrintFonts.family)
        pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
        pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_style(font, style.isItalic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
        pango_layout_set_font_description(layout, font)
        pango_font_description_free(font)
        pango_layout_set_width(layout, CInt(width * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_auto_dir(layout, 0)
        switch style.alignment {
        case .left: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
        case .centre: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
        case .right: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
        }
        if let attributes = pango_attr_list_new() {
            // One letter is one glyph, so that what is drawn can be read again letter by letter.
            pango_attr_list_insert(attributes, pango_attr_font_features_new("liga 0, clig 0, dlig 0, calt 0"))
            pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
            pango_layout_set_attributes(layout, attributes)
            pango_attr_list_unref(attributes)
        }
        pango_layout_set_text(layout, text, -1)
        var ink = PangoRectangle()
        var logical = PangoRectangle()
        pango_layout_get_extents(layout, &ink, &logical)
        inkWidth = Double(logical.width) / Double(PANGO_SCALE)
        guard pango_layout_get_unknown_glyphs_count(layout) == 0 else {
            let missing = text.unicodeScalars.first { scalar in
                pango_layout_set_text(layout, String(Character(scalar)), -1)
                return pango_layout_get_unknown_glyphs_count(layout) > 0
            }
            throw TextBox.unprintable(missing, in: name)
        }
        readLines()
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    private func readLines() {
        guard let iterator = pango_layout_get_iter(layout) else { return }
        defer { pango_layout_iter_free(iterator) }
        let scale = Double(PANGO_SCALE)
        var top = 0.0
        repeat {
            var logical = PangoRectangle()
            pango_layout_iter_get_line_extents(iterator, nil, &logical)
            let baseline = Double(pango_layout_iter_get_baseline(iterator) - logical.y) / scale
            let height = Double(logical.height) / scale * style.leading
            lines.append(Line(top: top, height: height, baseline: baseline, start: Double(logical.x) / scale))
            top += height
        } while pango_layout_iter_next_line(iterator) != 0
    }

    /// Draws lines.
    ///
    /// - Parameters:
    ///   - range: Which ones.
    ///   - x: Where the column begins.
    ///   - y: Where the first of them begins.
    ///   - cairo: What is drawn on.
    func draw(_ range: Range<Int>, x: Double, y: Double, on cairo: OpaquePointer) {
        guard let first = lines.dropFirst(range.lowerBound).first else { return }
        let colour = style.colour.components
        cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue)
        for index in range where index < lines.count {
            let line = lines[index]
            cairo_move_to(cairo, x + line.start, y + line.top - first.top + line.baseline)
            pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(layout, CInt(index)))
        }
    }

    /// Controls, invisible format characters and what turns the direction of writing do not stand on paper: they could
    /// make it show something else than it says.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: scalar != "\n"
        case .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    private static func unprintable(_ scalar: Unicode.Scalar?, in name: String) -> SigningError {
        let code = scalar.map { String($0.value, radix: 16, uppercase: true) } ?? "?"
        return SigningError(.printGlyphMissing, "the font of the forms has no letter U+\(code), which \(name) has")
    }
}
#endif
