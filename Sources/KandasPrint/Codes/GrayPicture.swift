#if Print
internal import CPango
internal import CTurboJPEG
internal import KandasDocs
internal import KandasSign

/// A picture in shades of gray, a byte for each dot.
struct GrayPicture {
    let width: Int
    let height: Int
    let bytes: [UInt8]

    /// Reads a PNG or a JPEG, which its first bytes tell apart.
    ///
    /// - Parameters:
    ///   - file: The bytes of the file.
    ///   - limits: `pictureFileBytes` and `picturePixels`.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` for another kind of file,
    ///   ``SigningError/Code/malformedInput`` and ``SigningError/Code/limitExceeded``.
    init(_ file: [UInt8], limits: Limits) throws(SigningError) {
        guard file.count <= limits.pictureFileBytes else { throw .limit("the picture is too long") }
        if file.starts(with: GrayPicture.pngSignature) {
            self = try GrayPicture(png: file, limits: limits)
        } else if file.starts(with: GrayPicture.jpegSignature) {
            self = try GrayPicture(jpeg: file, limits: limits)
        } else {
            throw .unsupported("a picture that is neither PNG nor JPEG")
        }
    }

    private init(width: Int, height: Int, bytes: [UInt8]) {
        self.width = width
        self.height = height
        self.bytes = bytes
    }

    private static let pngSignature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    private static let jpegSignature: [UInt8] = [0xff, 0xd8, 0xff]

    /// Whether a file begins as a PNG or a JPEG does.
    static func isPicture(_ head: [UInt8]) -> Bool {
        head.starts(with: pngSignature) || head.starts(with: jpegSignature)
    }

    private static func require(_ width: Int, _ height: Int, _ limits: Limits) throws(SigningError) {
        guard width > 0, height > 0 else { throw .malformed("a picture without size") }
        guard width <= limits.picturePixels / height else { throw .limit("the picture has too many dots") }
    }

    // MARK: - PNG

    private init(png file: [UInt8], limits: Limits) throws(SigningError) {
        // The size is looked at before anything is unpacked (PNG section 11.2.2).
        guard file.count > 33, file[12..<16].elementsEqual("IHDR".utf8) else { throw .malformed("not a PNG") }
        func number(_ offset: Int) -> Int { file[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        try GrayPicture.require(number(16), number(20), limits)
        var input = Input(bytes: file)
        let read: cairo_read_func_t = { closure, data, length in
            guard let closure, let data,
                closure.assumingMemoryBound(to: Input.self).pointee.copy(Int(length), to: data)
            else { return CAIRO_STATUS_READ_ERROR }
            return CAIRO_STATUS_SUCCESS
        }
        let surface = withUnsafeMutablePointer(to: &input) { cairo_image_surface_create_from_png_stream(read, $0) }
        defer { cairo_surface_destroy(surface) }
        guard let surface, cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
            let data = cairo_image_surface_get_data(surface)
        else { throw .malformed("a PNG that cannot be read") }
        let format = cairo_image_surface_get_format(surface)
        guard format == CAIRO_FORMAT_ARGB32 || format == CAIRO_FORMAT_RGB24 else {
            throw .unsupported("a PNG with more than eight bits for a colour")
        }
        let width = Int(cairo_image_surface_get_width(surface))
        let height = Int(cairo_image_surface_get_height(surface))
        let stride = Int(cairo_image_surface_get_stride(surface))
        let hasAlpha = format == CAIRO_FORMAT_ARGB32
        var gray: [UInt8] = []
        gray.reserveCapacity(width * height)
        for row in 0..<height {
            let pixels = UnsafeRawPointer(data + row * stride)
            for column in 0..<width {
                let pixel = pixels.load(fromByteOffset: column * 4, as: UInt32.self)
                let (red, green, blue) = (pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255)
                // Colours are premultiplied; what is transparent is paper.
                let paper = hasAlpha ? 255 - pixel >> 24 : 0
                gray.append(UInt8(min(255, (red * 77 + green * 150 + blue * 29) >> 8 + paper)))
            }
        }
        self.init(width: width, height: height, bytes: gray)
    }

    /// What the PNG reader reads from.
    private struct Input {
        let bytes: [UInt8]
        var position = 0

        mutating func copy(_ count: Int, to target: UnsafeMutablePointer<UInt8>) -> Bool {
            guard count <= bytes.count - position else { return false }
            bytes.withUnsafeBufferPointer { source in
                guard let base = source.baseAddress else { return }
                target.update(from: base + position, count: count)
            }
            position += count
            return true
        }
    }

    // MARK: - JPEG

    private init(jpeg file: [UInt8], limits: Limits) throws(SigningError) {
        // Whatever would surprise a decoder is refused before one sees it.
        guard DocumentGate.judge(file).isAcceptable else { throw .malformed("a JPEG that is damaged") }
        guard let decoder = tjInitDecompress() else { throw SigningError(.cryptoLibraryFailure, "no JPEG decoder") }
        defer { tjDestroy(decoder) }
        var (width, height, subsampling, space): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
        guard
            tjDecompressHeader3(decoder, file, UInt(file.count), &width, &height, &subsampling, &space) == 0
        else { throw .malformed("a JPEG that cannot be read") }
        try GrayPicture.require(Int(width), Int(height), limits)
        var gray = [UInt8](repeating: 255, count: Int(width) * Int(height))
        let status = tjDecompress2(
            decoder,
            file,
            UInt(file.count),
            &gray,
            width,
            0,
            height,
            CInt(TJPF_GRAY.rawValue),
            0
        )
        guard status == 0 else { throw .malformed("a JPEG that cannot be read") }
        self.init(width: Int(width), height: Int(height), bytes: gray)
    }
}
#endif
