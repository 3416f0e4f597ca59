#if Print
internal import CPango
internal import CQREncode
internal import KandasSign

/// A QR code (ISO/IEC 18004) as squares.
struct QRSymbol {
    /// The squares along a side, without the quiet zone.
    let side: Int
    private let isDark: [Bool]

    /// The free squares on each side that the standard asks for.
    static let quietZone = 4

    /// What a rectangle stays behind its squares on each side, in points.
    ///
    /// Cairo rounds to 1/256 of a point, and Poppler darkens every quarter of a dot that a rectangle so much as touches: without
    /// this, squares that fall on a scanner's dots come out with gray edges, and readers miss one code in seven hundred.
    private static let inset = 1.0 / 128

    /// Makes codes of the same size, one for each of several texts.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/printCodesTooLarge`` if no code holds one of them.
    static func row(_ texts: [[UInt8]]) throws(SigningError) -> [QRSymbol] {
        // The longest takes the largest version (ISO/IEC 18004 section 7.1).
        guard let longest = texts.max(by: { $0.count < $1.count }) else { return [] }
        let version = (try QRSymbol(bytes: longest, version: 0).side - 17) / 4
        var row: [QRSymbol] = []
        for text in texts { row.append(try QRSymbol(bytes: text, version: version)) }
        return row
    }

    /// Makes a code of bytes, at least of a version; 0 for the smallest that holds them.
    private init(bytes: [UInt8], version: Int) throws(SigningError) {
        guard let code = QRcode_encodeData(CInt(clamping: bytes.count), bytes, CInt(version), QR_ECLEVEL_L) else {
            throw SigningError(.printCodesTooLarge, "no QR code holds \(bytes.count) bytes")
        }
        self.init(owned: code)
    }

    /// Makes a code of letters, digits and signs of the alphanumeric set, with more redundancy.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/printCodesTooLarge`` if no code holds it.
    init(alphanumeric text: String) throws(SigningError) {
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else {
            throw SigningError(.printCodesTooLarge, "no QR code holds \(text.utf8.count) letters")
        }
        self.init(owned: code)
    }

    private init(owned code: UnsafeMutablePointer<QRcode>) {
        defer { QRcode_free(code) }
        let side = Int(code.pointee.width)
        self.side = side
        isDark = (0..<side * side).map { code.pointee.data[$0] & 1 == 1 }
    }

    /// The length of a side with the quiet zone, in points.
    func extent(module: Double) -> Double { Double(side + 2 * QRSymbol.quietZone) * module }

    /// Draws the code: a rectangle for each run of dark squares in a row.
    ///
    /// - Parameters:
    ///   - x: The left edge of the quiet zone.
    ///   - y: Its top.
    ///   - module: The side of a square, in points.
    ///   - cairo: What is drawn on.
    func draw(x: Double, y: Double, module: Double, on cairo: OpaquePointer) {
        let margin = Double(QRSymbol.quietZone) * module
        let inset = QRSymbol.inset
        cairo_set_source_rgb(cairo, 0, 0, 0)
        for row in 0..<side {
            var column = 0
            while column < side {
                guard isDark[row * side + column] else {
                    column += 1
                    continue
                }
                let start = column
                while column < side, isDark[row * side + column] { column += 1 }
                cairo_rectangle(
                    cairo,
                    x + margin + Double(start) * module + inset,
                    y + margin + Double(row) * module + inset,
                    Double(column - start) * module - 2 * inset,
                    module - 2 * inset
                )
            }
        }
        cairo_fill(cairo)
    }
}
#endif
