/// The frame header of a JPEG (ITU-T T.81, section B.2.2).
struct JPEGFrame: Sendable {
    /// How the coefficients are coded.
    struct Coding: Sendable {
        let isProgressive: Bool
        let isArithmetic: Bool
    }

    let coding: Coding
    let precision: Int
    let height: Int
    let width: Int
    let components: [Component]

    struct Component: Sendable {
        let identifier: UInt8
        let horizontalSampling: Int
        let verticalSampling: Int
        let quantizationTable: Int
    }

    /// Reads a segment's content, or `nil` if its length does not fit its number of components.
    init?(_ content: UnsafeBufferPointer<UInt8>, coding: Coding) {
        guard content.count >= 6, content.count == 6 + 3 * Int(content[5]) else { return nil }
        self.coding = coding
        precision = Int(content[0])
        height = Int(content[1]) << 8 | Int(content[2])
        width = Int(content[3]) << 8 | Int(content[4])
        components = stride(from: 6, to: content.count, by: 3)
            .map {
                Component(
                    identifier: content[$0],
                    horizontalSampling: Int(content[$0 + 1] >> 4),
                    verticalSampling: Int(content[$0 + 1] & 0x0f),
                    quantizationTable: Int(content[$0 + 2])
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

    /// Whether every component's samples are a whole multiple apart, without which common readers do not scale.
    var hasWholeSamplingRatios: Bool {
        components.allSatisfy {
            maximumHorizontal % $0.horizontalSampling == 0 && maximumVertical % $0.verticalSampling == 0
        }
    }

    var pixels: Int { width * height }

    private var maximumHorizontal: Int { components.map(\.horizontalSampling).max() ?? 1 }
    private var maximumVertical: Int { components.map(\.verticalSampling).max() ?? 1 }

    /// How many units a scan of several components has, across and down (A.2.3).
    var interleavedUnits: (across: Int, down: Int) {
        (JPEGFrame.ceiling(width, 8 * maximumHorizontal), JPEGFrame.ceiling(height, 8 * maximumVertical))
    }

    /// How many blocks a component has in a scan of its own, across and down (A.1.1 and A.2.2).
    func blocks(of component: Int) -> (across: Int, down: Int) {
        let component = components[component]
        let columns = JPEGFrame.ceiling(width * component.horizontalSampling, maximumHorizontal)
        let rows = JPEGFrame.ceiling(height * component.verticalSampling, maximumVertical)
        return (JPEGFrame.ceiling(columns, 8), JPEGFrame.ceiling(rows, 8))
    }

    private static func ceiling(_ value: Int, _ divisor: Int) -> Int { (value + divisor - 1) / divisor }
}
