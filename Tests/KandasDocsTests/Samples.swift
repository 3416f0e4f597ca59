import KandasDocs

/// Small documents, written out so that every byte is known.
enum Samples {
    /// A PDF of one empty page; the table's offset is right.
    static let pdf: [UInt8] = {
        var bytes = Array("%PDF-1.7\n%\u{e2}\u{e3}\n".utf8)
        let bodies = [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        ]
        var offsets: [Int] = []
        for (index, body) in bodies.enumerated() {
            offsets.append(bytes.count)
            bytes += Array("\(index + 1) 0 obj\n\(body)\nendobj\n".utf8)
        }
        let table = bytes.count
        bytes += Array("xref\n0 4\n0000000000 65535 f \n".utf8)
        for offset in offsets {
            let digits = String(offset)
            bytes += Array((String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n").utf8)
        }
        return bytes + Array("trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n\(table)\n%%EOF\n".utf8)
    }()

    /// A grey JPEG of 8 by 8 pixels that every reader opens.
    static let jpeg = jpeg()

    static let start: [UInt8] = [0xff, 0xd8]
    static let end: [UInt8] = [0xff, 0xd9]
    static let jfif = segment(0xe0, Array("JFIF\0".utf8) + [1, 2, 0, 0, 1, 0, 1, 0, 0])
    static let quantization: [UInt8] = [0xff, 0xdb, 0x00, 0x43, 0x00] + [UInt8](repeating: 1, count: 64)
    static let huffmanDC: [UInt8] =
        [0xff, 0xc4, 0x00, 0x1f, 0x00, 0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0] + Array(0...11)
    /// One code: end of block.
    static let huffmanAC: [UInt8] = [0xff, 0xc4, 0x00, 0x14, 0x10, 1] + [UInt8](repeating: 0, count: 15) + [0x00]
    static let scanHeader = scanHeader()
    /// One block: no difference, end of block, padding.
    static let scan: [UInt8] = scanHeader + data(blocks: 1)

    /// A scan header of the first components.
    static func scanHeader(components: Int = 1, band: ClosedRange<UInt8> = 0...63, bits: UInt8 = 0) -> [UInt8] {
        let list = (0..<components).flatMap { [UInt8($0 + 1), 0x00] as [UInt8] }
        return segment(0xda, [UInt8(components)] + list + [band.lowerBound, band.upperBound, bits])
    }

    /// Blocks without content: three bits each, and padding.
    static func data(blocks: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: (3 * blocks + 7) / 8)
        let left = 8 * bytes.count - 3 * blocks
        if let last = bytes.indices.last { bytes[last] = UInt8((1 << left) - 1) }
        return bytes
    }

    /// A frame header.
    static func frame(
        marker: UInt8 = 0xc0,
        precision: UInt8 = 8,
        width: Int = 8,
        height: Int = 8,
        components: Int = 1
    ) -> [UInt8] {
        let size = [UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255)]
        return segment(
            marker,
            [precision] + size + [UInt8(components)]
                + (0..<components).flatMap { [UInt8(truncatingIfNeeded: $0 + 1), 0x11, 0] }
        )
    }

    /// A marker segment.
    static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        [0xff, marker, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 255)] + content
    }

    /// A JPEG whose parts can be exchanged.
    static func jpeg(
        segments: [UInt8] = [],
        frame: [UInt8] = frame(),
        scan: [UInt8] = scan,
        end: [UInt8] = end
    ) -> [UInt8] {
        start + jfif + segments + quantization + frame + huffmanDC + huffmanAC + scan + end
    }
}

/// The verdict on bytes that come in pieces of `size`.
func judge(_ bytes: [UInt8], piece size: Int, name: String? = nil, policy: DocumentPolicy = .init()) -> DocumentReport {
    var gate = DocumentGate(policy: policy)
    var index = 0
    while index < bytes.count {
        let next = min(index + size, bytes.count)
        gate.update(bytes[index..<next])
        index = next
    }
    return gate.finish(name: name)
}

extension DocumentReport {
    /// The codes of the findings that refuse.
    var refusals: [DocumentFinding.Code] { findings.filter { $0.severity == .refuse }.map(\.code) }
}
