#if Print
internal import CZBar
public import KandasSign

/// Finds the QR codes in pictures of papers: scans and photographs, PNG or JPEG.
public enum QRCodeReader {
    /// Whether a file begins as the pictures do that are read.
    ///
    /// - Parameter head: The file's first bytes.
    /// - Returns: Whether it does.
    public static func isPicture(_ head: [UInt8]) -> Bool { GrayPicture.isPicture(head) }

    /// Reads a picture.
    ///
    /// - Parameters:
    ///   - picture: The bytes of a PNG or JPEG file.
    ///   - limits: `pictureFileBytes` and `picturePixels`.
    /// - Returns: The text of each code that was found, in no particular order. None is no error.
    /// - Throws: ``KandasSign/SigningError`` with code `UNSUPPORTED` for another kind of file, `MALFORMED_INPUT` for a damaged
    ///   one, `LIMIT_EXCEEDED` for one that is too large.
    public static func texts(in picture: [UInt8], limits: Limits = Limits()) throws(SigningError) -> [[UInt8]] {
        let gray = try GrayPicture(picture, limits: limits)
        guard let scanner = zbar_image_scanner_create(), let image = zbar_image_create() else {
            throw SigningError(.cryptoLibraryFailure, "no reader of codes")
        }
        defer {
            zbar_image_destroy(image)
            zbar_image_scanner_destroy(scanner)
        }
        zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
        zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1)
        // As they are, and not in what the reader takes for their alphabet.
        zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1)
        zbar_image_set_format(image, y800)
        zbar_image_set_size(image, UInt32(gray.width), UInt32(gray.height))
        return gray.bytes.withUnsafeBytes { bytes in
            zbar_image_set_data(image, bytes.baseAddress, UInt(bytes.count), nil)
            zbar_scan_image(scanner, image)
            var texts: [[UInt8]] = []
            var symbol = zbar_image_first_symbol(image)
            while let current = symbol {
                let length = Int(zbar_symbol_get_data_length(current))
                if let data = zbar_symbol_get_data(current), zbar_symbol_get_type(current) == ZBAR_QRCODE {
                    let text = UnsafeRawBufferPointer(start: data, count: length)
                    texts.append(Array(text))
                }
                symbol = zbar_symbol_next(current)
            }
            return texts
        }
    }

    /// A byte of gray for each dot: `Y800` as four characters.
    private static let y800: UInt = "Y800".utf8.reversed().reduce(0) { $0 << 8 | UInt($1) }
}
#endif
