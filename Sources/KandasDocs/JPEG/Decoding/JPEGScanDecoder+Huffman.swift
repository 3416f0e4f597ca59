/// Blocks in Huffman codes (ITU-T T.81, sections F.2.2 and G.2).
///
/// Each function walks over units as long as enough bytes are there, and says how many it came past and what is wrong
/// with the next one.
extension JPEGScanDecoder {
    func sequential(
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

    func firstDC(
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

    func refinedDC(
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

    mutating func firstAC(
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

    mutating func refinedAC(
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
