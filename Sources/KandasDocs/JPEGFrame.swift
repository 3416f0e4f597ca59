/// The frame header of a JPEG (ITU-T T.81, section B.2.2).
struct JPEGFrame: Sendable {
    /// The longest segment content that a frame of four components has.
    static let maximumContent = 6 + 3 * 4

    let precision: Int
    let height: Int
    let width: Int
    let components: [Component]

    struct Component: Sendable {
        let identifier: UInt8
        let horizontalSampling: UInt8
        let verticalSampling: UInt8
        let quantizationTable: UInt8
    }

    /// Reads a segment's content, or `nil` if its length does not fit its number of components.
    init?(_ content: [UInt8]) {
        guard content.count >= 6, content.count == 6 + 3 * Int(content[5]) else { return nil }
        precision = Int(content[0])
        height = Int(content[1]) << 8 | Int(content[2])
        width = Int(content[3]) << 8 | Int(content[4])
        components = stride(from: 6, to: content.count, by: 3)
            .map {
                Component(
                    identifier: content[$0],
                    horizontalSampling: content[$0 + 1] >> 4,
                    verticalSampling: content[$0 + 1] & 0x0f,
                    quantizationTable: content[$0 + 2]
                )
            }
    }

    /// Whether every value is one that table B.2 allows: a size, sampling factors 1 to 4, tables 0 to 3, each component
    /// once.
    var isConsistent: Bool {
        // A height of 0 is filled in behind the first scan (DNL); no common reader supports that.
        height > 0 && width > 0 && !components.isEmpty
            && components.allSatisfy {
                1...4 ~= $0.horizontalSampling && 1...4 ~= $0.verticalSampling && $0.quantizationTable <= 3
            }
            && Set(components.map(\.identifier)).count == components.count
    }
}
