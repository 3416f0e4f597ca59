#if Print
public import KandasSign

extension SigningError.Code {
    /// The font that forms are printed in is not installed.
    public static let printFontMissing = SigningError.Code(rawValue: "PRINT_FONT_MISSING")
    /// A text has a character that the font of the forms lacks, or that does not show on paper.
    public static let printGlyphMissing = SigningError.Code(rawValue: "PRINT_GLYPH_MISSING")
    /// The codes do not fit on a page so that they could be read.
    public static let printCodesTooLarge = SigningError.Code(rawValue: "PRINT_CODES_TOO_LARGE")
}
#endif
