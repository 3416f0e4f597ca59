/// Reading of image file directories (TIFF 6.0, section 2), as Exif and multi-picture indexes have them.
///
/// No directory leads anywhere by itself: whoever asks for the next one says so, so that no loop is followed.
struct TIFFReader {
    /// More entries than any real directory has.
    static let maximumEntries = 1_000

    private let bytes: UnsafeBufferPointer<UInt8>
    private let isLittleEndian: Bool

    struct Entry {
        let tag: Int
        let type: Int
        let count: Int
        /// Where the value begins, in bytes from the header.
        let place: Int
    }

    struct Directory {
        let entries: [Entry]
        /// Where the next directory is, or 0.
        let next: Int

        subscript(tag: Int) -> Entry? { entries.first { $0.tag == tag } }
    }

    /// Starts at a header: `II*\0` or `MM\0*`.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count >= 8 else { return nil }
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        case (0x49, 0x49, 0x2a, 0x00): isLittleEndian = true
        case (0x4d, 0x4d, 0x00, 0x2a): isLittleEndian = false
        default: return nil
        }
        self.bytes = bytes
    }

    /// The directory that the header leads to.
    var first: Directory? { integer(at: 4, length: 4).flatMap { directory(at: $0) } }

    /// The directory at an offset from the header, or `nil` if it does not lie within the bytes.
    func directory(at offset: Int) -> Directory? {
        guard offset >= 8, let count = integer(at: offset, length: 2), count <= TIFFReader.maximumEntries,
            offset + 2 + 12 * count <= bytes.count
        else { return nil }
        let entries = (0..<count)
            .compactMap { index -> Entry? in
                let place = offset + 2 + 12 * index
                guard let tag = integer(at: place, length: 2), let type = integer(at: place + 2, length: 2),
                    let count = integer(at: place + 4, length: 4), let value = integer(at: place + 8, length: 4)
                else { return nil }
                let isInline = TIFFReader.size(of: type) * count <= 4
                return Entry(tag: tag, type: type, count: count, place: isInline ? place + 8 : value)
            }
        return Directory(entries: entries, next: integer(at: offset + 2 + 12 * count, length: 4) ?? 0)
    }

    /// The first number of an entry.
    func number(_ entry: Entry?) -> Int? {
        guard let entry, entry.count >= 1 else { return nil }
        switch entry.type {
        case 1, 3, 4, 13: return integer(at: entry.place, length: TIFFReader.size(of: entry.type))
        default: return nil
        }
    }

    /// An entry's bytes, or `nil` if they do not lie within what is read.
    func content(_ entry: Entry) -> UnsafeBufferPointer<UInt8>? {
        let length = TIFFReader.size(of: entry.type) * entry.count
        guard entry.place >= 0, length <= bytes.count, entry.place <= bytes.count - length else { return nil }
        return UnsafeBufferPointer(rebasing: bytes[entry.place..<entry.place + length])
    }

    /// An unsigned number in the byte order of the header.
    func integer(at offset: Int, length: Int) -> Int? {
        guard offset >= 0, offset <= bytes.count - length else { return nil }
        var value = 0
        for index in 0..<length {
            value = value << 8 | Int(bytes[offset + (isLittleEndian ? length - 1 - index : index)])
        }
        return value
    }

    /// Bytes of one value of a type; 1 for an unknown one.
    private static func size(of type: Int) -> Int {
        switch type {
        case 3, 8: 2
        case 4, 9, 11, 13: 4
        case 5, 10, 12: 8
        default: 1
        }
    }
}
