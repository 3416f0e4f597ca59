/// The marker codes of ITU-T T.81, table B.1, as a walk over a file sees them.
enum JPEGMarker {
    /// A frame that common readers decode; whether its coding is arithmetic.
    case frame(isArithmetic: Bool)
    /// A frame, or a part of one, of a kind that common readers do not decode.
    case unsupportedFrame
    case scan
    case restartInterval
    case endOfImage
    /// Any other segment that has a length.
    case segment
    /// Nothing that may stand here.
    case misplaced

    init(_ code: UInt8) {
        self =
            switch code {
            case 0xc0, 0xc1, 0xc2: .frame(isArithmetic: false)
            case 0xc9, 0xca: .frame(isArithmetic: true)
            // Lossless, differential, hierarchical; JPEG-LS.
            case 0xc3, 0xc5...0xc7, 0xcb, 0xcd...0xcf, 0xde, 0xdf, 0xf7: .unsupportedFrame
            case 0xda: .scan
            case 0xdd: .restartInterval
            case 0xd9: .endOfImage
            // DHT, DAC, DQT, DNL, APPn, COM.
            case 0xc4, 0xcc, 0xdb, 0xdc, 0xe0...0xef, 0xfe: .segment
            // A second SOI, RSTn outside a scan, TEM, and the reserved codes.
            default: .misplaced
            }
    }
}
