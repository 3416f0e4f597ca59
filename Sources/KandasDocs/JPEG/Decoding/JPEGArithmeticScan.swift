/// Decoding of one scan's arithmetic code (ITU-T T.81, sections F.1.4, F.2.4, G.1.3 and G.2).
///
/// It holds what was learnt since the last restart, and goes on wherever a window ended: a unit that the window does not
/// hold whole is forgotten and read again with more bytes behind it.
struct JPEGArithmeticScan: Sendable {
    enum Problem {
        case code, overrun, missing, truncated, work
    }

    /// How one block of a unit is decoded.
    struct Block: Sendable {
        /// Where in ``bins`` its tables begin.
        let dc: Int
        let ac: Int
        /// The component's place among those of the scan.
        let component: Int
        let lower: Int
        let upper: Int
        let threshold: Int
    }

    private static let dcBins = 64
    private static let acBins = 256
    /// The bin that never learns.
    private static let even = 4 * (dcBins + acBins)
    /// Values of 8-bit samples have no more bits than these (tables F.1 and F.2).
    private static let mostDCBits = 11
    private static let mostACBits = 10

    let kind: JPEGScanDecoder.Kind
    let band: ClosedRange<Int>
    let keepsHistory: Bool
    private let blocks: [Block]
    private var bins: [UInt8] = []
    /// For each component what the last difference of DC coefficients was: 0, 4, 8, 12 or 16, where its bins begin.
    private var differences: [Int] = []
    private var registers = JPEGArithmeticReader.Registers()
    /// Decisions of earlier scans and before the last restart.
    private var earlier: Int

    init(
        _ scan: JPEGScan,
        frame: JPEGFrame,
        kind: JPEGScanDecoder.Kind,
        keepsHistory: Bool,
        conditioning: JPEGConditioning,
        decisions: Int
    ) {
        earlier = decisions
        self.kind = kind
        band = scan.band
        self.keepsHistory = keepsHistory
        var blocks: [Block] = []
        for (place, component) in scan.components.enumerated() {
            let block = Block(
                dc: component.dcTable * JPEGArithmeticScan.dcBins,
                ac: 4 * JPEGArithmeticScan.dcBins + component.acTable * JPEGArithmeticScan.acBins,
                component: place,
                lower: conditioning.lower[component.dcTable],
                upper: conditioning.upper[component.dcTable],
                threshold: conditioning.threshold[component.acTable]
            )
            let shape = frame.components[component.index]
            let count = scan.components.count > 1 ? shape.horizontalSampling * shape.verticalSampling : 1
            blocks += repeatElement(block, count: count)
        }
        self.blocks = blocks
        restart()
    }

    /// Forgets what was learnt (E.2.4, and D.2.7).
    mutating func restart() {
        earlier += registers.decisions
        registers = .init()
        bins = .init(repeating: 0, count: JPEGArithmeticScan.even + 1)
        bins[JPEGArithmeticScan.even] = JPEGProbability.even
        differences = .init(repeating: 0, count: blocks.count)
    }

    /// Whether the data holds nothing behind what was decoded.
    var isAtEnd: Bool { JPEGArithmeticReader.isAtEnd(registers) }

    /// How many decisions were made so far.
    var decisions: Int { earlier + registers.decisions }

    /// Decodes units as long as the window holds them whole.
    ///
    /// - Parameters:
    ///   - window: The bytes.
    ///   - index: Where to go on in the window; afterwards, what comes next.
    ///   - count: How many units at most.
    ///   - first: The first unit's place in `history`.
    ///   - mostDecisions: How many ``decisions`` may be made, besides 32 for each byte of the file so far.
    ///   - history: The marks of the scan's component, see ``JPEGProgression/history``.
    /// - Returns: How many units were decoded, and what is wrong with the next one, if it is whole.
    mutating func decode(
        _ window: JPEGWindow,
        from index: inout Int,
        count: Int,
        first: Int,
        mostDecisions: Int,
        history: inout [UInt64]
    ) -> (decoded: Int, problem: Problem?) {
        var decoded = 0
        var saved: [UInt8] = []
        while decoded < count {
            if !window.isLast { saved = bins }
            let savedDifferences = differences
            var reader = JPEGArithmeticReader(
                registers,
                next: window.base + index,
                end: window.base + window.count,
                isLast: window.isLast
            )
            let problem = reader.hasFailed ? nil : unit(&reader, first + decoded, &history)
            if reader.needsMore {
                bins = saved
                differences = savedDifferences
                return (decoded, nil)
            }
            index = reader.next - window.base
            registers = reader.state
            if reader.isTruncated { return (decoded, .truncated) }
            if reader.isMissing { return (decoded, .missing) }
            if let problem { return (decoded, problem) }
            decoded += 1
            // A likely decision takes next to no bits, so that bytes are no bound by themselves; pictures take about
            // ten decisions for each.
            if decisions > mostDecisions + 32 * (window.offset + index) { return (decoded, .work) }
        }
        return (decoded, nil)
    }

    private mutating func unit(
        _ reader: inout JPEGArithmeticReader,
        _ place: Int,
        _ history: inout [UInt64]
    ) -> Problem? {
        JPEGProbability.states.withUnsafeBufferPointer { states in
            bins.withUnsafeMutableBufferPointer { bins in
                guard let states = states.baseAddress, let bins = bins.baseAddress else { return .code }
                switch kind {
                case .sequential:
                    for block in blocks {
                        var marks: UInt64 = 0
                        let problem =
                            JPEGArithmeticScan.difference(&reader, block, &differences, bins, states)
                            ?? JPEGArithmeticScan.coefficients(&reader, block, 1...63, &marks, bins, states)
                        if let problem { return problem }
                    }
                case .firstDC:
                    for block in blocks {
                        let problem = JPEGArithmeticScan.difference(&reader, block, &differences, bins, states)
                        if let problem { return problem }
                    }
                case .refinedDC:
                    for _ in blocks { _ = reader.decide(bins + JPEGArithmeticScan.even, states) }
                case .firstAC:
                    var marks: UInt64 = 0
                    let problem = JPEGArithmeticScan.coefficients(&reader, blocks[0], band, &marks, bins, states)
                    if let problem { return problem }
                    if keepsHistory, !reader.hasFailed { history[place] |= marks }
                case .refinedAC:
                    var marks = history[place]
                    let problem = JPEGArithmeticScan.refinement(&reader, blocks[0], band, &marks, bins, states)
                    if let problem { return problem }
                    if !reader.hasFailed { history[place] = marks }
                }
                return nil
            }
        }
    }

    // MARK: Blocks

    /// The difference of a DC coefficient (F.1.4.1 and F.1.4.4.1).
    @inline(__always)
    private static func difference(
        _ reader: inout JPEGArithmeticReader,
        _ block: Block,
        _ differences: inout [Int],
        _ bins: UnsafeMutablePointer<UInt8>,
        _ states: UnsafePointer<UInt32>
    ) -> Problem? {
        let table = bins + block.dc
        let bin = table + differences[block.component]
        guard reader.decide(bin, states) else {
            differences[block.component] = 0
            return nil
        }
        let sign = reader.decide(bin + 1, states) ? 1 : 0
        guard
            let (value, top) = magnitude(&reader, bin + 2 + sign, table + 20, mostBits: mostDCBits, states)
        else { return .code }
        // Classified by the leading bit of one less than the magnitude.
        differences[block.component] =
            top < (1 << block.lower) >> 1 ? 0 : (top > (1 << block.upper) >> 1 ? 12 : 4) + 4 * sign
        return value < 1 << mostDCBits ? nil : .code
    }

    /// AC coefficients that come for the first time (F.1.4.2 and G.1.3.2).
    @inline(__always)
    private static func coefficients(
        _ reader: inout JPEGArithmeticReader,
        _ block: Block,
        _ band: ClosedRange<Int>,
        _ marks: inout UInt64,
        _ bins: UnsafeMutablePointer<UInt8>,
        _ states: UnsafePointer<UInt32>
    ) -> Problem? {
        let table = bins + block.ac
        var place = band.lowerBound
        while place <= band.upperBound {
            // The end of the block.
            if reader.decide(table + 3 &* (place &- 1), states) { return nil }
            while !reader.decide(table + (3 &* (place &- 1) &+ 1), states) {
                place &+= 1
                guard place <= band.upperBound else { return .overrun }
            }
            _ = reader.decide(bins + even, states)
            let bin = table + (3 &* (place &- 1) &+ 2)
            var value = 1
            // The first two decisions about the magnitude share a bin.
            if reader.decide(bin, states) {
                let higher = table + (place <= block.threshold ? 189 : 217)
                guard let more = magnitudeOfAC(&reader, bin, higher, states) else { return .code }
                value = more
            }
            guard value < 1 << mostACBits else { return .code }
            marks |= 1 &<< UInt64(truncatingIfNeeded: place)
            place &+= 1
        }
        return nil
    }

    /// Bits of AC coefficients that have come before, and coefficients that become 1 or -1 (G.1.3.3).
    private static func refinement(
        _ reader: inout JPEGArithmeticReader,
        _ block: Block,
        _ band: ClosedRange<Int>,
        _ marks: inout UInt64,
        _ bins: UnsafeMutablePointer<UInt8>,
        _ states: UnsafePointer<UInt32>
    ) -> Problem? {
        let table = bins + block.ac
        let inBand = marks & ~0 &>> UInt64(63 - band.upperBound)
        let last = 63 - inBand.leadingZeroBitCount
        var place = band.lowerBound
        while place <= band.upperBound {
            // The block cannot end before its last coefficient so far.
            if place > last, reader.decide(table + 3 &* (place &- 1), states) { return nil }
            while true {
                let bin = table + 3 &* (place &- 1)
                if marks &>> UInt64(truncatingIfNeeded: place) & 1 != 0 {
                    _ = reader.decide(bin + 2, states)
                    break
                }
                if reader.decide(bin + 1, states) {
                    _ = reader.decide(bins + even, states)
                    marks |= 1 &<< UInt64(truncatingIfNeeded: place)
                    break
                }
                place &+= 1
                guard place <= band.upperBound else { return .overrun }
            }
            place &+= 1
        }
        return nil
    }

    /// A magnitude whose first decision has a bin of its own and whose others have one each (F.1.4.3).
    ///
    /// - Returns: The magnitude, and the leading bit of one less; `nil` if it has too many bits.
    @inline(__always)
    private static func magnitude(
        _ reader: inout JPEGArithmeticReader,
        _ first: UnsafeMutablePointer<UInt8>,
        _ higher: UnsafeMutablePointer<UInt8>,
        mostBits: Int,
        _ states: UnsafePointer<UInt32>
    ) -> (value: Int, top: Int)? {
        guard reader.decide(first, states) else { return (1, 0) }
        var top = 1
        var bin = higher
        while reader.decide(bin, states) {
            top <<= 1
            guard top < 1 << mostBits else { return nil }
            bin += 1
        }
        return (lowerBits(&reader, bin, top, states) &+ 1, top)
    }

    /// The magnitude of an AC coefficient that is more than 1.
    @inline(__always)
    private static func magnitudeOfAC(
        _ reader: inout JPEGArithmeticReader,
        _ first: UnsafeMutablePointer<UInt8>,
        _ higher: UnsafeMutablePointer<UInt8>,
        _ states: UnsafePointer<UInt32>
    ) -> Int? {
        guard reader.decide(first, states) else { return lowerBits(&reader, first, 1, states) &+ 1 }
        var top = 2
        var bin = higher
        while reader.decide(bin, states) {
            top <<= 1
            guard top < 1 << mostACBits else { return nil }
            bin += 1
        }
        return lowerBits(&reader, bin, top, states) &+ 1
    }

    /// The bits below the leading one (F.1.4.3.2), all by one bin.
    @inline(__always)
    private static func lowerBits(
        _ reader: inout JPEGArithmeticReader,
        _ bin: UnsafeMutablePointer<UInt8>,
        _ top: Int,
        _ states: UnsafePointer<UInt32>
    ) -> Int {
        var value = top
        var bit = top &>> 1
        while bit > 0 {
            if reader.decide(bin + 14, states) { value |= bit }
            bit &>>= 1
        }
        return value
    }
}
