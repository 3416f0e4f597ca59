/// A multi-picture index (CIPA DC-007): where further pictures of the same file are.
struct PictureIndex: Sendable {
    /// Further pictures as ranges of the file, in order; the first picture is not among them.
    let pictures: [Range<Int>]

    /// Reads an index, or gives `nil` if it is broken.
    ///
    /// - Parameters:
    ///   - bytes: The APP2 segment's content behind `MPF\0`.
    ///   - offset: Where they begin in the file; the offsets inside count from there.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
        guard let reader = TIFFReader(bytes), let directory = reader.first, let entry = directory[0xb002],
            entry.count <= 16 * TIFFReader.maximumEntries
        else { return nil }
        var pictures: [Range<Int>] = []
        for place in stride(from: entry.place, to: entry.place + entry.count, by: 16) {
            guard let size = reader.integer(at: place + 4, length: 4),
                let start = reader.integer(at: place + 8, length: 4)
            else { return nil }
            // The first picture's own entry has the offset 0.
            if start > 0, size > 0 { pictures.append(offset + start..<offset + start + size) }
        }
        self.pictures = pictures.sorted { $0.lowerBound < $1.lowerBound }
    }
}
