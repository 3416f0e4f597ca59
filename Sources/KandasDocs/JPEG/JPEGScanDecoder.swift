/// Decoding of one scan's Huffman codes (ITU-T T.81, annexes F and G), to see that every block is there.
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
    private let blocks: [Block]
    private let total: Int
    private let interval: Int

    private(set) var done = 0
    private var untilRestart: Int
    private var nextRestart: UInt8 = 0
    private var buffer: UInt64 = 0
    private var bits = 0
    /// How many blocks to come have no more coefficients in this band (G.1.2.2).
    private var endOfBandRun = 0

    /// Makes a decoder.
    ///
    /// - Parameters:
    ///   - scan: The scan's header.
    ///   - frame: The frame it belongs to.
    ///   - blocks: The tables for every block of a unit.
    ///   - restartInterval: After how many units a restart marker stands, or 0.
    init(_ scan: JPEGScan, frame: JPEGFrame, blocks: [Block], restartInterval: Int) {
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
        // Some encoders put a restart marker behind the last unit too.
        guard untilRestart == 0 else { return true }
        guard try skipFill(window, from: &index) else { return false }
        if window.base[index + 1] == 0xd0 + nextRestart { index += 2 }
        return true
    }

    private mutating func decode(
        _ window: JPEGWindow,
        from index: inout Int,
        history: inout [UInt64]
    ) throws(JPEGFault) {
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
        guard bits < 8, endOfBandRun == 0 else {
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

    // MARK: Blocks

    private func sequential(
        _ reader: inout JPEGBitReader,
        _ count: Int,
        _ stop: UnsafePointer<UInt8>
    ) -> (Int, Problem?) {
        // References are counted here once, and not for each block.
        let tables = blocks.compactMap { BlockTables($0) }
        guard tables.count == blocks.count else { return (0, .code) }
        return withExtendedLifetime(blocks) {
            tables.withUnsafeBufferPointer { tables in
                // A copy of its own stays in registers.
                var own = reader
                defer { reader = own }
                var decoded = 0
                while decoded < count, own.next <= stop {
                    for table in tables {
                        if let problem = table.read(&own) { return (decoded, problem) }
                    }
                    guard own.bits >= 0 else { return (decoded, .missing) }
                    decoded &+= 1
                }
                return (decoded, nil)
            }
        }
    }

    private func firstDC(
        _ reader: inout JPEGBitReader,
        _ count: Int,
        _ stop: UnsafePointer<UInt8>
    ) -> (Int, Problem?) {
        let tables = blocks.compactMap(\.dc).map { Unmanaged.passUnretained($0) }
        guard tables.count == blocks.count else { return (0, .code) }
        return withExtendedLifetime(blocks) {
            var decoded = 0
            while decoded < count, reader.next <= stop {
                for table in tables {
                    reader.refill()
                    let size = table._withUnsafeGuaranteedRef { reader.symbol($0) }
                    guard let size, size <= 11 else { return (decoded, .code) }
                    reader.skip(size)
                }
                guard reader.bits >= 0 else { return (decoded, .missing) }
                decoded &+= 1
            }
            return (decoded, nil)
        }
    }

    private func refinedDC(
        _ reader: inout JPEGBitReader,
        _ count: Int,
        _ stop: UnsafePointer<UInt8>
    ) -> (Int, Problem?) {
        var decoded = 0
        while decoded < count, reader.next <= stop {
            reader.refill()
            reader.skip(blocks.count)
            guard reader.bits >= 0 else { return (decoded, .missing) }
            decoded &+= 1
        }
        return (decoded, nil)
    }

    private mutating func firstAC(
        _ reader: inout JPEGBitReader,
        _ count: Int,
        _ stop: UnsafePointer<UInt8>,
        _ history: inout [UInt64]
    ) -> (Int, Problem?) {
        guard let table = blocks.first?.ac else { return (0, .code) }
        let first = done
        var run = endOfBandRun
        defer { endOfBandRun = run }
        return history.withUnsafeMutableBufferPointer { history in
            var decoded = 0
            while decoded < count, reader.next <= stop {
                if run > 0 {
                    let skipped = min(run, count &- decoded)
                    run &-= skipped
                    decoded &+= skipped
                    continue
                }
                var marks: UInt64 = 0
                var place = band.lowerBound
                while place <= band.upperBound {
                    reader.refill()
                    guard let symbol = reader.symbol(table) else { return (decoded, .code) }
                    let size = symbol & 15
                    if size > 0 {
                        guard size <= 10 else { return (decoded, .code) }
                        place &+= symbol &>> 4
                        guard place <= band.upperBound else { return (decoded, .overrun) }
                        reader.skip(size)
                        marks |= 1 &<< UInt64(truncatingIfNeeded: place)
                        place &+= 1
                    } else if symbol == 0xf0 {
                        place &+= 16
                        guard place <= band.upperBound &+ 1 else { return (decoded, .overrun) }
                    } else {
                        run = JPEGScanDecoder.endOfBandRun(&reader, symbol) &- 1
                        break
                    }
                }
                guard reader.bits >= 0 else { return (decoded, .missing) }
                if keepsHistory { history[first &+ decoded] |= marks }
                decoded &+= 1
            }
            return (decoded, nil)
        }
    }

    private mutating func refinedAC(
        _ reader: inout JPEGBitReader,
        _ count: Int,
        _ stop: UnsafePointer<UInt8>,
        _ history: inout [UInt64]
    ) -> (Int, Problem?) {
        guard let table = blocks.first?.ac else { return (0, .code) }
        let first = done
        var run = endOfBandRun
        defer { endOfBandRun = run }
        let inBand = (~0 as UInt64) &<< UInt64(band.lowerBound) & ~0 &>> UInt64(63 - band.upperBound)
        return history.withUnsafeMutableBufferPointer { history in
            var decoded = 0
            while decoded < count, reader.next <= stop {
                let marks = history[first &+ decoded]
                var added: UInt64 = 0
                var place = band.lowerBound
                while run == 0, place <= band.upperBound {
                    reader.refill()
                    guard let symbol = reader.symbol(table) else { return (decoded, .code) }
                    var zeros = symbol &>> 4
                    let size = symbol & 15
                    if size == 0, zeros < 15 {
                        run = JPEGScanDecoder.endOfBandRun(&reader, symbol)
                        break
                    }
                    // A coefficient that becomes one now can only be 1 or -1 (G.1.2.3).
                    guard size <= 1 else { return (decoded, .code) }
                    reader.skip(size)
                    // Every coefficient passed that is not 0 has a bit of correction.
                    var corrections = 0
                    while place <= band.upperBound {
                        if marks &>> UInt64(truncatingIfNeeded: place) & 1 != 0 {
                            corrections &+= 1
                        } else {
                            if zeros == 0 { break }
                            zeros &-= 1
                        }
                        place &+= 1
                    }
                    reader.skipMany(corrections)
                    if size == 1 {
                        guard place <= band.upperBound else { return (decoded, .overrun) }
                        added |= 1 &<< UInt64(truncatingIfNeeded: place)
                    } else if place > band.upperBound {
                        // Fifteen zeros and one more: all of them must be there.
                        guard zeros == 0 else { return (decoded, .overrun) }
                    }
                    place &+= 1
                }
                if run > 0 {
                    let rest = place > 63 ? 0 : marks & inBand & (~0 &<< UInt64(truncatingIfNeeded: place))
                    if rest != 0 { reader.skipMany(rest.nonzeroBitCount) }
                    run &-= 1
                }
                guard reader.bits >= 0 else { return (decoded, .missing) }
                if added != 0 { history[first &+ decoded] = marks | added }
                decoded &+= 1
            }
            return (decoded, nil)
        }
    }

    /// How many blocks, this one included, have nothing more in the band (table G.1).
    @inline(__always)
    private static func endOfBandRun(_ reader: inout JPEGBitReader, _ symbol: Int) -> Int {
        let length = symbol &>> 4
        guard length > 0 else { return 1 }
        let extra = reader.peek(length)
        reader.skip(length)
        return 1 &<< length &+ extra
    }
}
