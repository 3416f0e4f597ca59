/// A filter of a stream (ISO 32000-2, section 7.4).
package enum PDFFilter: Sendable, Hashable {
    case flate(PDFPredictor?)
    case lzw(earlyChange: Bool, PDFPredictor?)
    case ascii85
    case asciiHex
    case runLength
    /// Pictures' own codings, which are not opened here.
    case dct, jpx, ccitt, jbig2
    case crypt
    case unknown

    /// Whether the bytes behind it can be had here.
    package var isOpen: Bool {
        switch self {
        case .flate, .lzw, .ascii85, .asciiHex, .runLength: true
        case .dct, .jpx, .ccitt, .jbig2, .crypt, .unknown: false
        }
    }

    init(_ name: PDFName, predictor: PDFPredictor?, earlyChange: Bool) {
        self =
            switch name {
            case .flate, .flateShort: .flate(predictor)
            case .lzw, .lzwShort: .lzw(earlyChange: earlyChange, predictor)
            case .ascii85, .ascii85Short: .ascii85
            case .asciiHex, .asciiHexShort: .asciiHex
            case .runLength, .runLengthShort: .runLength
            case .dct, .dctShort: .dct
            case .jpx: .jpx
            case .ccitt, .ccittShort: .ccitt
            case .jbig2: .jbig2
            case .crypt: .crypt
            default: .unknown
            }
    }
}
