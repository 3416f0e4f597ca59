/// Entropy-coded data bit by bit, without the zeros stuffed behind 0xFF (ITU-T T.81, section F.1.2.3).
///
/// Bits wait at the upper end of a 64-bit buffer. It stops before a marker and at the end of the window; whoever reads
/// on gets zeros, and ``bits`` falls below 0 to say so.
struct JPEGBitReader {
    private(set) var next: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    private(set) var buffer: UInt64
    /// How many bits of the buffer are data.
    private(set) var bits: Int

    init(next: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, buffer: UInt64, bits: Int) {
        self.next = next
        self.end = end
        self.buffer = buffer
        self.bits = bits
    }

    /// Sees to it that 32 bits are there, if the data has so many.
    @inline(__always)
    mutating func refill() {
        guard bits < 32 else { return }
        refillWhole()
    }

    /// Sees to it that 56 bits are there, if the data has so many.
    @inline(__always)
    mutating func refillWhole() {
        if end - next >= 8 {
            let word = UInt64(bigEndian: UnsafeRawPointer(next).loadUnaligned(as: UInt64.self))
            // Whether one of the eight bytes is 0xFF: whether the complement has a zero byte.
            let inverse = ~word
            if (inverse &- 0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080 == 0 {
                // Bits below the whole bytes that count are ORed in again by the next call: they are the same.
                buffer |= word &>> UInt64(truncatingIfNeeded: bits)
                let taken = (63 &- bits) &>> 3
                next += taken
                bits &+= taken &* 8
                return
            }
        }
        refillByByte()
    }

    @inline(never)
    private mutating func refillByByte() {
        while bits <= 56, next < end {
            let byte = next.pointee
            if byte == 0xff {
                guard end - next > 1, next[1] == 0 else { return }
                next += 2
            } else {
                next += 1
            }
            buffer |= UInt64(byte) &<< UInt64(truncatingIfNeeded: 56 &- bits)
            bits &+= 8
        }
    }

    /// The next bits, at most 32, which ``refill()`` must have seen to.
    @inline(__always)
    func peek(_ count: Int) -> Int { Int(truncatingIfNeeded: buffer &>> UInt64(truncatingIfNeeded: 64 &- count)) }

    /// Leaves out bits that were seen.
    @inline(__always)
    mutating func skip(_ count: Int) {
        buffer = buffer &<< UInt64(truncatingIfNeeded: count)
        bits &-= count
    }

    /// Leaves out any number of bits.
    @inline(__always)
    mutating func skipMany(_ count: Int) {
        var rest = count
        while rest > 0 {
            refill()
            skip(min(rest, 32))
            rest &-= 32
        }
    }

    /// The symbol of the next code, which is used up; `nil` if there is no such code.
    ///
    /// 16 bits must be there; as many are left as the longest value has.
    @inline(__always)
    mutating func symbol(_ table: JPEGHuffmanTable) -> Int? {
        var entry = table.symbols[peek(JPEGHuffmanTable.lookupBits)]
        if entry == 0 {
            entry = table.search(peek(16))
            if entry == 0 { return nil }
        }
        skip(Int(entry &>> 8))
        return Int(entry & 0xff)
    }
}
