/// What Exif (CIPA DC-008) says about a picture, without the values that tell who took it and where.
struct ExifFacts: Sendable {
    /// How the picture is turned, 1 to 8; 1 is upright.
    private(set) var orientation: Int?
    private(set) var hasLocation = false
    private(set) var hasDevice = false
    private(set) var hasOwner = false
    private(set) var hasThumbnail = false

    /// Reads a TIFF header and what it leads to, or gives `nil` if that is broken.
    ///
    /// At most four directories are looked at: the picture's, the thumbnail's, Exif's own and that of the place.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let reader = TIFFReader(bytes), let picture = reader.first else { return nil }
        orientation = reader.number(picture[0x0112]).flatMap { 1...8 ~= $0 ? $0 : nil }
        hasDevice = ExifFacts.hasText(reader, picture, [0x010f, 0x0110])
        // Artist, and the Windows property of the same meaning.
        hasOwner = ExifFacts.hasText(reader, picture, [0x013b, 0x9c9d])
        if let place = reader.number(picture[0x8769]), let own = reader.directory(at: place) {
            // Owner's name, serial numbers of body and lens; the maker's own notes hold those too.
            if ExifFacts.hasText(reader, own, [0xa430, 0xa431, 0xa435]) { hasOwner = true }
            if ExifFacts.hasText(reader, own, [0xa433, 0xa434, 0x927c]) { hasDevice = true }
        }
        if let place = reader.number(picture[0x8825]), let position = reader.directory(at: place) {
            // Latitude, longitude, area name. An empty directory or one with a version says nothing.
            hasLocation = [0x0002, 0x0004, 0x0014, 0x0016, 0x001c].contains { position[$0] != nil }
        }
        hasThumbnail = picture.next != 0 && reader.directory(at: picture.next)?[0x0201] != nil
    }

    private static func hasText(_ reader: TIFFReader, _ directory: TIFFReader.Directory, _ tags: [Int]) -> Bool {
        tags.contains { tag in
            guard let entry = directory[tag], let content = reader.content(entry) else { return false }
            return content.contains { $0 != 0 && $0 != 0x20 }
        }
    }
}
