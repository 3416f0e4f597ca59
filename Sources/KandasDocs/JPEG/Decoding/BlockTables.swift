/// The tables of one block of a sequential picture, borrowed from the scan that owns them.
struct BlockTables {
    private let dcSymbols: UnsafePointer<UInt16>
    private let acStrides: UnsafePointer<UInt16>
    private let dc: Unmanaged<JPEGHuffmanTable>
    private let ac: Unmanaged<JPEGHuffmanTable>

    /// Borrows the tables, or gives `nil` if one is missing.
    init?(_ block: JPEGScanDecoder.Block) {
        guard let dc = block.dc, let ac = block.ac else { return nil }
        dcSymbols = dc.symbols
        acStrides = ac.strides
        self.dc = .passUnretained(dc)
        self.ac = .passUnretained(ac)
    }

    /// Walks over one block (ITU-T T.81, section F.2.2).
    @inline(__always)
    func read(_ reader: inout JPEGBitReader) -> JPEGScanDecoder.Problem? {
        reader.refill()
        var entry = Int(dcSymbols[reader.peek(JPEGHuffmanTable.lookupBits)])
        if entry == 0 { entry = dc._withUnsafeGuaranteedRef { Int($0.search(reader.peek(16))) } }
        let size = entry & 0xff
        // The difference of 8-bit samples has 11 bits at most (table F.1).
        guard entry != 0, size <= 11 else { return .code }
        reader.skip(entry &>> 8 &+ size)
        var place = 1
        while place < 64 {
            // Enough for two codes with their values, 26 bits at most each.
            reader.refillWhole()
            guard step(&reader, &place) else { return .code }
            if place < 64 {
                guard step(&reader, &place) else { return .code }
            }
        }
        // A block ends with its last coefficient or with the code that says so, never beyond.
        return place == 64 || place > JPEGHuffmanTable.endOfBlock ? nil : .overrun
    }

    @inline(__always)
    private func step(_ reader: inout JPEGBitReader, _ place: inout Int) -> Bool {
        var stride = Int(acStrides[reader.peek(JPEGHuffmanTable.lookupBits)])
        if stride == 0 {
            stride = longStride(reader.peek(16))
            if stride == 0 { return false }
        }
        reader.skip(stride & 0xff)
        place &+= stride &>> 8
        return true
    }

    @inline(never)
    private func longStride(_ bits: Int) -> Int {
        ac._withUnsafeGuaranteedRef { table in
            let entry = table.search(bits)
            guard entry != 0 else { return 0 }
            return Int(
                JPEGHuffmanTable.stride(of: UInt8(truncatingIfNeeded: entry), length: Int(entry &>> 8))
            )
        }
    }
}
