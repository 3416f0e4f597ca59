#if Print
internal import CPango
internal import KandasSign

/// The one family that forms are set in, and nothing else: a font map that cannot fall back on another font, whatever the
/// machine has, so that a letter the family lacks is noticed instead of replaced.
final class PrintFonts {
    /// The family: SIL's Gentium, whose letters cover every alphabet of the service, Kazakh and the Latin ones of passports.
    static let family = "Gentium Book Plus"
    /// The package that has it, on Debian.
    static let package = "fonts-sil-gentiumplus"

    private let map: UnsafeMutablePointer<PangoFontMap>
    /// What text is laid out in.
    let context: OpaquePointer  // <PangoContext>

    /// Finds the family.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/printFontMissing`` if it is not installed.
    init() throws(SigningError) {
        let files = PrintFonts.files()
        guard !files.isEmpty, let config = FcConfigCreate() else {
            throw SigningError(
                .printFontMissing,
                "the font \(PrintFonts.family) is not installed (\(PrintFonts.package))"
            )
        }
        defer { FcConfigDestroy(config) }
        for file in files where FcConfigAppFontAddFile(config, file) == 0 {
            throw SigningError(.printFontMissing, "the font \(PrintFonts.family) cannot be read")
        }
        guard let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT),
            let context = pango_font_map_create_context(map)
        else { throw SigningError(.printFontMissing, "Pango has no font map for files") }
        CPango_set_config(map, config)
        // Points, and places that do not depend on any screen.
        pango_cairo_font_map_set_resolution(OpaquePointer(map), 72)
        pango_context_set_round_glyph_positions(context, 0)
        if let options = cairo_font_options_create() {
            cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
            cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
            cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
            pango_cairo_context_set_font_options(context, options)
            cairo_font_options_destroy(options)
        }
        self.map = map
        self.context = context
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(UnsafeMutableRawPointer(map))
    }

    /// The files of the family's faces, sorted; of a variable or bitmap font none.
    private static func files() -> [String] {
        guard let pattern = FcPatternCreate(), let wanted = FcObjectSetCreate() else { return [] }
        defer {
            FcPatternDestroy(pattern)
            FcObjectSetDestroy(wanted)
        }
        FcPatternAddString(pattern, FC_FAMILY, family)
        FcPatternAddBool(pattern, FC_SCALABLE, 1)
        for name in [FC_FILE, FC_FAMILY] { FcObjectSetAdd(wanted, name) }
        guard let found = FcFontList(nil, pattern, wanted) else { return [] }
        defer { FcFontSetDestroy(found) }
        var files: Set<String> = []
        for index in 0..<Int(found.pointee.nfont) {
            guard let font = found.pointee.fonts[index], text(FC_FAMILY, of: font) == family,
                let file = text(FC_FILE, of: font)
            else { continue }
            files.insert(file)
        }
        return files.sorted()
    }

    private static func text(_ name: String, of font: OpaquePointer) -> String? {
        var value: UnsafeMutablePointer<FcChar8>?
        guard FcPatternGetString(font, name, 0, &value) == FcResultMatch, let value else { return nil }
        return String(cString: value)
    }
}
#endif
