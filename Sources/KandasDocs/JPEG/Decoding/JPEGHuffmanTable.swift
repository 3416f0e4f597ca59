/// A Huffman table (ITU-T T.81, annex C), made ready for decoding.
///
/// A code of up to ten bits is found in one step; longer ones are compared length by length.
final class JPEGHuffmanTable {
    /// How many bits are looked up at once.
    static let lookupBits = 10

    /// For each ten bits the code's length in the upper byte and its symbol in the lower one; 0 for a longer code.
    let symbols: UnsafePointer<UInt16>
    /// For each ten bits how far a sequential AC code leads: coefficients in the upper byte, and in the lower one the
    /// bits of code and value together; 0 for a longer or a senseless code.
    let strides: UnsafePointer<UInt16>

    /// What the end of a block counts as in ``strides``: more than a block has, whatever came before.
    static let endOfBlock = 128

    private let storage: UnsafeMutablePointer<UInt16>
    /// The first code of each length, the code behind the last one, and where the symbols of the length begin.
    private let codes: [(first: Int, end: Int, start: Int)]
    private let values: [UInt8]

    /// Makes a table, or gives `nil` if there are more codes than fit: none may be all ones (C.2), and none the beginning
    /// of another.
    ///
    /// - Parameters:
    ///   - counts: How many codes there are of each length from 1 to 16.
    ///   - values: The symbols in the order of their codes, as many as `counts` add up to.
    init?(counts: [UInt8], values: [UInt8]) {
        guard counts.count == 16, counts.reduce(0, { $0 + Int($1) }) == values.count, values.count <= 256 else {
            return nil
        }
        var code = 0
        var start = 0
        var codes: [(first: Int, end: Int, start: Int)] = []
        for (index, count) in counts.enumerated() {
            codes.append((code, code + Int(count), start))
            code += Int(count)
            start += Int(count)
            guard count == 0 || code < 1 << (index + 1) else { return nil }
            code <<= 1
        }
        self.codes = codes
        self.values = values
        let size = 1 << JPEGHuffmanTable.lookupBits
        storage = .allocate(capacity: 2 * size)
        storage.initialize(repeating: 0, count: 2 * size)
        for (index, range) in codes.prefix(JPEGHuffmanTable.lookupBits).enumerated() {
            let length = index + 1
            let shift = JPEGHuffmanTable.lookupBits - length
            for code in range.first..<range.end {
                let symbol = values[range.start + code - range.first]
                for slot in code << shift..<(code + 1) << shift {
                    storage[slot] = UInt16(length) << 8 | UInt16(symbol)
                    storage[size + slot] = JPEGHuffmanTable.stride(of: symbol, length: length)
                }
            }
        }
        symbols = UnsafePointer(storage)
        strides = UnsafePointer(storage + size)
    }

    deinit { storage.deallocate() }

    /// The code at the front of 16 bits, bit by bit.
    ///
    /// - Returns: The code's length in the upper byte and its symbol in the lower one; 0 if there is no such code.
    func search(_ bits: Int) -> UInt16 {
        for (index, range) in codes.enumerated() {
            let code = bits >> (15 - index)
            if code < range.end {
                guard code >= range.first else { return 0 }
                return UInt16(index + 1) << 8 | UInt16(values[range.start + code - range.first])
            }
        }
        return 0
    }

    /// What ``strides`` holds for a symbol (F.1.2.2.1); 0 for one that 8-bit samples cannot lead to.
    static func stride(of symbol: UInt8, length: Int) -> UInt16 {
        let run = Int(symbol >> 4)
        let size = Int(symbol & 0x0f)
        switch (run, size) {
        case (0, 0): return UInt16(endOfBlock) << 8 | UInt16(length)
        case (15, 0): return 16 << 8 | UInt16(length)
        case (_, 1...10): return UInt16(run + 1) << 8 | UInt16(length + size)
        default: return 0
        }
    }
}

// Nothing in it changes once it is made.
extension JPEGHuffmanTable: @unchecked Sendable {}
