/// The marker codes of ITU-T T.81, table B.1, as a walk over a file sees them.
enum JPEGMarker {
    /// A frame that common readers decode.
    case frame(JPEGFrame.Coding)
    /// A frame, or a part of one, of a kind that common readers do not decode.
    case unsupportedFrame
    case scan
    case restartInterval
    case huffmanTables
    case arithmeticConditioning
    case quantizationTables
    case application(Int)
    case comment
    case numberOfLines
    case endOfImage
    /// Nothing that may stand here.
    case misplaced

    init(_ code: UInt8) {
        self =
            switch code {
            case 0xc0, 0xc1: .frame(.init(isProgressive: false, isArithmetic: false))
            case 0xc2: .frame(.init(isProgressive: true, isArithmetic: false))
            case 0xc9: .frame(.init(isProgressive: false, isArithmetic: true))
            case 0xca: .frame(.init(isProgressive: true, isArithmetic: true))
            // Lossless, differential, hierarchical; JPEG-LS.
            case 0xc3, 0xc5...0xc7, 0xcb, 0xcd...0xcf, 0xde, 0xdf, 0xf7: .unsupportedFrame
            case 0xda: .scan
            case 0xdd: .restartInterval
            case 0xd9: .endOfImage
            case 0xc4: .huffmanTables
            case 0xcc: .arithmeticConditioning
            case 0xdb: .quantizationTables
            case 0xdc: .numberOfLines
            case 0xe0...0xef: .application(Int(code) - 0xe0)
            case 0xfe: .comment
            // A second SOI, RSTn outside a scan, TEM, and the reserved codes.
            default: .misplaced
            }
    }

    /// Whether the segment says something about the picture and is not needed to decode it.
    var isMetadata: Bool {
        switch self {
        case .application, .comment: true
        default: false
        }
    }
}
