/// The first picture of a JPEG file as parts: each marker segment, a scan's header together with its data.
struct JPEGParts {
    struct Part {
        let marker: JPEGMarker
        /// From the fill bytes before the marker to the last byte that belongs to it.
        let range: Range<Int>
        /// What follows the length; empty where there is none.
        let content: Range<Int>
    }

    let parts: [Part]

    /// Takes a picture apart, whose markers must be sound up to EOI; see ``JPEGPicture``.
    ///
    /// - Returns: `nil` if they are not.
    init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: [0xff, 0xd8]) else { return nil }
        var parts: [Part] = []
        var index = 2
        while true {
            let start = index
            guard index < bytes.count, bytes[index] == 0xff else { return nil }
            while index < bytes.count, bytes[index] == 0xff { index += 1 }
            guard index < bytes.count else { return nil }
            let marker = JPEGMarker(bytes[index])
            if case .endOfImage = marker {
                parts.append(Part(marker: marker, range: start..<index + 1, content: 0..<0))
                self.parts = parts
                return
            }
            guard bytes.count - index > 2 else { return nil }
            let length = Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
            guard length >= 2, length <= bytes.count - index - 1 else { return nil }
            let content = index + 3..<index + 1 + length
            index = content.upperBound
            if case .scan = marker { index = JPEGParts.endOfData(bytes, from: index) }
            parts.append(Part(marker: marker, range: start..<index, content: content))
        }
    }

    /// Whether two files have the same bytes in all parts that a picture is decoded from.
    static func haveSamePicture(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard let first = JPEGParts(left), let second = JPEGParts(right) else { return false }
        return first.needed.lazy.flatMap { left[$0.range] }
            .elementsEqual(second.needed.lazy.flatMap { right[$0.range] })
    }

    private var needed: [Part] { parts.filter { !$0.marker.isMetadata } }

    /// Where the marker behind a scan's data begins: the first 0xFF that no stuffed zero, no restart and no fill follows.
    private static func endOfData(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start
        while index < bytes.count - 1 {
            if bytes[index] == 0xff, bytes[index + 1] != 0, !(0xd0...0xd7 ~= bytes[index + 1]), bytes[index + 1] != 0xff
            {
                return index
            }
            index += 1
        }
        return bytes.count
    }
}
