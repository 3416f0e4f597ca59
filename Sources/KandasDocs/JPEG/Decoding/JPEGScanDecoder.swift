/// Decoding of one scan (ITU-T T.81, annexes F and G), to see that every block is there.
///
/// No coefficient is computed: codes and values are walked over, and of a progressive picture it is kept which
/// coefficients are not 0. It goes on wherever a window ended.
struct JPEGScanDecoder: Sendable {
    /// More bytes than one unit can have: 10 blocks of 64 coefficients of 31 bits, each byte stuffed, and what the bit
    /// reader takes in advance.
    static let longestUnit = 8_192

    enum Kind: Sendable {
        case sequential, firstDC, refinedDC, firstAC, refinedAC
    }

    /// The tables of one block of a unit; which of them are used depends on the kind.
    struct Block: Sendable {
        let dc: JPEGHuffmanTable?
        let ac: JPEGHuffmanTable?
    }

    enum Problem {
        case code, overrun, missing
    }

    let kind: Kind
    let band: ClosedRange<Int>
    /// Whether a later scan needs to know which coefficients are not 0.
    let keepsHistory: Bool
    let blocks: [Block]
    private let total: Int
    private let interval: Int

    private(set) var done = 0
    private var untilRestart: Int
    private var nextRestart: UInt8 = 0
    private var buffer: UInt64 = 0
    private var bits = 0
    /// How many blocks to come have no more coefficients in this band (G.1.2.2).
    var endOfBandRun = 0
    /// What decodes the blocks instead, if they are not in Huffman codes.
    private var arithmetic: JPEGArithmeticScan?
    private let mostDecisions: Int

    /// Makes a decoder.
    ///
    /// - Parameters:
    ///   - scan: The scan's header.
    ///   - frame: The frame it belongs to.
    ///   - blocks: The Huffman tables for every block of a unit.
    ///   - restartInterval: After how many units a restart marker stands, or 0.
    init(_ scan: JPEGScan, frame: JPEGFrame, blocks: [Block], restartInterval: Int) {
        self.init(scan, frame: frame, blocks: blocks, restartInterval: restartInterval, mostDecisions: 0)
    }

    /// Makes a decoder of arithmetic codes.
    ///
    /// - Parameters:
    ///   - scan: The scan's header.
    ///   - frame: The frame it belongs to.
    ///   - conditioning: What decisions are conditioned on.
    ///   - restartInterval: After how many units a restart marker stands, or 0.
    ///   - decisions: How many decisions the scans before took.
    ///   - mostDecisions: How many decisions the picture may take, besides 32 for each byte.
    init(
        _ scan: JPEGScan,
        frame: JPEGFrame,
        conditioning: JPEGConditioning,
        restartInterval: Int,
        decisions: Int,
        mostDecisions: Int
    ) {
        self.init(scan, frame: frame, blocks: [], restartInterval: restartInterval, mostDecisions: mostDecisions)
        arithmetic = JPEGArithmeticScan(
            scan,
            frame: frame,
            kind: kind,
            keepsHistory: keepsHistory,
            conditioning: conditioning,
            decisions: decisions
        )
    }

    private init(_ scan: JPEGScan, frame: JPEGFrame, blocks: [Block], restartInterval: Int, mostDecisions: Int) {
        self.mostDecisions = mostDecisions
        kind =
            switch (frame.coding.isProgressive, scan.isDC, scan.isRefinement) {
            case (false, _, _): .sequential
            case (true, true, false): .firstDC
            case (true, true, true): .refinedDC
            case (true, false, false): .firstAC
            case (true, false, true): .refinedAC
            }
        band = scan.band
        keepsHistory = kind == .refinedAC || kind == .firstAC && scan.low > 0
        self.blocks = blocks
        total = scan.units(frame)
        interval = restartInterval > 0 ? restartInterval : .max
        untilRestart = interval
    }

    /// How many blocks there are, if each unit is one.
    var units: Int { total }

    /// How many decisions of arithmetic coding this scan and those before took.
    var decisions: Int { arithmetic?.decisions ?? 0 }

    /// Decodes what a window holds.
    ///
    /// - Parameters:
    ///   - window: The bytes.
    ///   - index: Where to go on in the window; afterwards, what comes next.
    ///   - history: The marks of the scan's component, see ``JPEGProgression/history``.
    /// - Returns: Whether the scan is at its end; else more bytes are needed.
    /// - Throws: A fault if a block is missing or broken, or if there is more than the blocks.
    mutating func advance(
        _ window: JPEGWindow,
        from index: inout Int,
        history: inout [UInt64]
    ) throws(JPEGFault) -> Bool {
        while done < total {
            if untilRestart == 0 {
                guard try readRestart(window, from: &index) else { return false }
            }
            try decode(window, from: &index, history: &history)
            guard done == total || untilRestart == 0 else { return false }
        }
        try endInterval(window, at: index)
        guard untilRestart == 0 || arithmetic != nil else { return true }
        guard try skipFill(window, from: &index) else { return false }
        // Some encoders put a restart marker behind the last unit too.
        if untilRestart == 0, window.base[index + 1] == 0xd0 + nextRestart { index += 2 }
        return true
    }

    private mutating func decode(
        _ window: JPEGWindow,
        from index: inout Int,
        history: inout [UInt64]
    ) throws(JPEGFault) {
        guard arithmetic == nil else { return try decodeDecisions(window, from: &index, history: &history) }
        let margin = window.isLast ? 0 : JPEGScanDecoder.longestUnit
        guard window.count - index >= margin else { return }
        var reader = JPEGBitReader(
            next: window.base + index,
            end: window.base + window.count,
            buffer: buffer,
            bits: bits
        )
        let stop = window.base + (window.count - margin)
        let count = min(untilRestart, total - done)
        let decoded: Int
        let problem: Problem?
        switch kind {
        case .sequential: (decoded, problem) = sequential(&reader, count, stop)
        case .firstDC: (decoded, problem) = firstDC(&reader, count, stop)
        case .refinedDC: (decoded, problem) = refinedDC(&reader, count, stop)
        case .firstAC: (decoded, problem) = firstAC(&reader, count, stop, &history)
        case .refinedAC: (decoded, problem) = refinedAC(&reader, count, stop, &history)
        }
        index = reader.next - window.base
        buffer = reader.buffer
        bits = reader.bits
        done += decoded
        if interval < .max { untilRestart -= decoded }
        if let problem { throw fault(problem, window, at: index) }
    }

    private mutating func decodeDecisions(
        _ window: JPEGWindow,
        from index: inout Int,
        history: inout [UInt64]
    ) throws(JPEGFault) {
        let result = arithmetic?
            .decode(
                window,
                from: &index,
                count: min(untilRestart, total - done),
                first: done,
                mostDecisions: mostDecisions,
                history: &history
            )
        guard let result else { return }
        done += result.decoded
        if interval < .max { untilRestart -= result.decoded }
        let offset = window.offset + index
        switch result.problem {
        case nil: break
        case .work: throw .unsupported("arithmetic-work", at: offset)
        case .code: throw .damaged("arithmetic-code", at: offset)
        case .overrun: throw .damaged("coefficients", at: offset)
        case .missing: throw JPEGFault(.jpegDataMissing, at: offset)
        case .truncated: throw JPEGFault(.truncated, at: window.offset + window.count)
        }
    }

    private func fault(_ problem: Problem, _ window: JPEGWindow, at index: Int) -> JPEGFault {
        let offset = window.offset + index - max(0, bits) / 8
        // Whatever was read once the data had ended is nothing.
        if bits < 0 {
            guard window.count - index >= 2 else { return JPEGFault(.truncated, at: window.offset + window.count) }
            return 0xd0...0xd7 ~= window.base[index + 1]
                ? .damaged("restart-marker", at: offset) : JPEGFault(.jpegDataMissing, at: offset)
        }
        switch problem {
        case .code: return .damaged("huffman-code", at: offset)
        case .overrun: return .damaged("coefficients", at: offset)
        case .missing: return JPEGFault(.jpegDataMissing, at: offset)
        }
    }

    /// Sees to it that nothing is left over where a marker must stand: fewer than eight bits of padding, and no blocks
    /// announced that do not come.
    private func endInterval(_ window: JPEGWindow, at index: Int) throws(JPEGFault) {
        guard bits < 8, endOfBandRun == 0, arithmetic?.isAtEnd ?? true else {
            throw .damaged("extra-data", at: window.offset + index - max(0, bits) / 8)
        }
    }

    private mutating func readRestart(_ window: JPEGWindow, from index: inout Int) throws(JPEGFault) -> Bool {
        try endInterval(window, at: index)
        guard try skipFill(window, from: &index) else { return false }
        let code = window.base[index + 1]
        // RST0 to RST7 take turns, from RST0 in each scan (E.1.4).
        guard code == 0xd0 + nextRestart else {
            throw 0xd0...0xd7 ~= code
                ? .damaged("restart-marker", at: window.offset + index)
                : JPEGFault(.jpegDataMissing, at: window.offset + index)
        }
        index += 2
        nextRestart = (nextRestart + 1) & 7
        untilRestart = interval
        buffer = 0
        bits = 0
        arithmetic?.restart()
        return true
    }

    /// Goes to the last 0xFF before a marker's code (B.1.1.2).
    private func skipFill(_ window: JPEGWindow, from index: inout Int) throws(JPEGFault) -> Bool {
        while true {
            guard try window.has(2, from: index) else { return false }
            guard window.base[index] == 0xff else { throw .damaged("extra-data", at: window.offset + index) }
            guard window.base[index + 1] == 0xff else { return true }
            index += 1
        }
    }
}
