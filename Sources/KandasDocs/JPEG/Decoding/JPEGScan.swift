/// A scan header (ITU-T T.81, section B.2.3), its values checked against the frame and the kind of coding.
struct JPEGScan: Sendable {
    /// The components' places in the frame, in the order of the scan.
    let components: [Component]
    /// The first and the last coefficient, in zigzag order.
    let band: ClosedRange<Int>
    /// The bit position of the earlier scan that this one refines, and its own (G.1.1.1.1).
    let high: Int
    let low: Int

    struct Component: Sendable {
        let index: Int
        let dcTable: Int
        let acTable: Int
    }

    /// Whether a scan of a progressive frame holds DC coefficients.
    var isDC: Bool { band.lowerBound == 0 }

    /// Whether bits are added to coefficients that came before.
    var isRefinement: Bool { high > 0 }

    init(_ content: UnsafeBufferPointer<UInt8>, frame: JPEGFrame, at offset: Int) throws(JPEGFault) {
        guard let count = content.first.map(Int.init), 1...4 ~= count, content.count == 4 + 2 * count else {
            throw .damaged("segment-length", at: offset)
        }
        var components: [Component] = []
        for place in stride(from: 1, to: 1 + 2 * count, by: 2) {
            let dcTable = Int(content[place + 1] >> 4)
            let acTable = Int(content[place + 1] & 0x0f)
            // The components come in the order of the frame, each once.
            guard let index = frame.components.firstIndex(where: { $0.identifier == content[place] }),
                index > components.last?.index ?? -1, dcTable <= 3, acTable <= 3
            else { throw .damaged("scan-header", at: offset) }
            components.append(Component(index: index, dcTable: dcTable, acTable: acTable))
        }
        self.components = components
        let first = Int(content[2 * count + 1])
        let last = Int(content[2 * count + 2])
        high = Int(content[2 * count + 3] >> 4)
        low = Int(content[2 * count + 3] & 0x0f)
        guard first <= last, last <= 63 else { throw .damaged("scan-header", at: offset) }
        band = first...last
        guard isPossible(coding: frame.coding), blocksPerUnit(frame) <= 10 else {
            throw .damaged("scan-header", at: offset)
        }
    }

    /// Whether the band and the bit positions are ones that the coding allows (table B.3).
    private func isPossible(coding: JPEGFrame.Coding) -> Bool {
        guard coding.isProgressive else { return band == 0...63 && high == 0 && low == 0 }
        guard isDC ? band == 0...0 : components.count == 1 else { return false }
        return low <= 13 && (high == 0 || high == low + 1)
    }

    /// How many blocks a unit has (B.2.3: 10 at most).
    private func blocksPerUnit(_ frame: JPEGFrame) -> Int {
        guard components.count > 1 else { return 1 }
        return components.reduce(0) { sum, component in
            let component = frame.components[component.index]
            return sum + component.horizontalSampling * component.verticalSampling
        }
    }

    /// How many units the scan has.
    func units(_ frame: JPEGFrame) -> Int {
        let size = components.count > 1 ? frame.interleavedUnits : frame.blocks(of: components[0].index)
        return size.across * size.down
    }
}
