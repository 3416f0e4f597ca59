import KandasDocs

/// What phones and cameras put around a picture, written out so that every byte is known.
extension Samples {
    /// A picture that says everything a picture can say.
    static let photograph = jpeg(segments: exif() + xmp)

    /// Files that between them have every finding about a picture.
    static var photographs: [[UInt8]] {
        let plain = start + jpeg.dropFirst(2 + jfif.count)
        let dc = scanHeader(band: 0...0) + [0x3f]
        let colour = scanHeader(components: 3, band: 0...0) + [0x03]
        let bands = (1...63)
            .flatMap { band in (1...3).flatMap { segment(0xda, [1, $0, 0, band, band, 0]) + [0x7f] as [UInt8] } }
        return [
            photograph, plain, jpeg(segments: segment(0xe1, Array("Exif\0\0".utf8) + [1, 2, 3])),
            jpeg(frame: frame(marker: 0xc2), scan: dc),
            jpeg(frame: frame(marker: 0xc2, components: 3), scan: colour + bands),
            jpeg(segments: (0..<257).flatMap { _ in segment(0xfe, .init(repeating: 0, count: 65_533)) }),
            jpeg + video, jpeg + samsungTrailer, jpeg + jpeg, withFurtherPicture(jpeg),
            jpeg(frame: frame(components: 4), scan: scanHeader(components: 4) + data(blocks: 4)),
        ]
    }

    static let xmp = segment(
        0xe1,
        Array("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta exif:GPSLatitude='51,7N'/>".utf8)
    )

    /// The beginning of an MP4 file.
    static let video: [UInt8] = [0, 0, 0, 24] + Array("ftypmp42".utf8) + [UInt8](repeating: 0, count: 12)

    /// Exif with orientation, maker, a place, a serial number and a thumbnail.
    static func exif(orientation: UInt8 = 6, place: Bool = true) -> [UInt8] {
        // Big-endian; offsets count from the header.
        func entry(_ tag: Int, _ type: UInt8, _ count: UInt8, _ value: [UInt8]) -> [UInt8] {
            [UInt8(tag >> 8), UInt8(tag & 255), 0, type, 0, 0, 0, count] + value
        }
        func directory(_ entries: [[UInt8]], next: UInt8 = 0) -> [UInt8] {
            [0, UInt8(entries.count)] + entries.joined() + [0, 0, 0, next]
        }
        let picture = directory(
            [
                entry(0x010f, 2, 4, Array("Abc\0".utf8)), entry(0x0112, 3, 1, [0, orientation, 0, 0]),
                entry(0x8769, 4, 1, [0, 0, 0, 62]), entry(0x8825, 4, 1, [0, 0, 0, 80]),
            ],
            next: 98
        )
        let own = directory([entry(0xa431, 2, 4, Array("123\0".utf8))])
        let position = directory([entry(place ? 0x0002 : 0x0000, 5, 1, [0, 0, 0, 0])])
        let thumbnail = directory([entry(0x0201, 4, 1, [0, 0, 0, 98])])
        let content = Array("MM\0*".utf8) + [0, 0, 0, 8] + picture + own + position + thumbnail
        return segment(0xe1, Array("Exif\0\0".utf8) + content)
    }

    /// A multi-picture file (CIPA DC-007) of the sample picture and another one.
    static func withFurtherPicture(_ other: [UInt8], blanks: Int = 0, announcedSize: Int? = nil) -> [UInt8] {
        func word(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
        func index(_ offset: Int) -> [UInt8] {
            let entry: [UInt8] = [0xb0, 0x02, 0, 7, 0, 0, 0, 32, 0, 0, 0, 26]
            let first = word(0) + word(0) + word(0) + word(0)
            let second = word(0) + word(announcedSize ?? other.count) + word(offset) + word(0)
            let header = Array("MM\0*".utf8) + word(8)
            return segment(0xe2, Array("MPF\0".utf8) + header + [0, 1] + entry + word(0) + first + second)
        }
        // The index counts from its own TIFF header, behind SOI, JFIF, its marker, length and name.
        let header = 2 + jfif.count + 8
        let size = jpeg(segments: index(0)).count
        return jpeg(segments: index(size - header + blanks)) + [UInt8](repeating: 0, count: blanks) + other
    }

    /// One block, which says when the picture was taken, and the directory behind it.
    static let samsungTrailer = samsungTrailer("Image_UTC_Data", Array("1700000000000".utf8))

    static func samsungTrailer(_ name: String, _ content: [UInt8]) -> [UInt8] {
        func word(_ value: Int) -> [UInt8] { [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) } }
        let kind: [UInt8] = [0, 0, 0x01, 0x0a]
        let block = kind + word(name.utf8.count) + Array(name.utf8) + content
        let directory = Array("SEFH".utf8) + word(106) + word(1) + kind + word(block.count) + word(block.count)
        return block + directory + word(directory.count) + Array("SEFT".utf8)
    }
}
