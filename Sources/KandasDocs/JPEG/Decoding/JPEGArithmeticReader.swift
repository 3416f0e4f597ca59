/// Arithmetic-coded data decision by decision (ITU-T T.81, section D.2).
///
/// Where data ends at a marker it goes on with zeros, since encoders leave out zeros at the end (D.1.8). Whoever cuts
/// data off makes a reader go on with zeros too; ``isMissing`` tells the two apart. What is left of the code when the
/// data has ended is nothing if the encoder ended there, and something if more was to come: an encoder that left out as
/// many zeros as are borrowed here with something left would have met odds of 1 to 2⁴⁰.
struct JPEGArithmeticReader {
    /// How many zeros are borrowed at most while something is left of the code: three bytes that are read in advance,
    /// and five that an encoder may have left out by chance.
    private static let mostZeros = 8

    private(set) var next: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    /// Whether no more than the window is to come.
    private let isLast: Bool
    private var registers: Registers

    /// What is kept between windows.
    struct Registers: Sendable {
        /// The code from the interval's base on; its lower 16 bits have not been compared yet.
        var code: UInt64 = 0
        /// The interval on the code's scale; 0 before the first decision.
        var interval: UInt64 = 0
        /// How many bits of the last byte are left.
        var bits = 0
        /// How many zeros were borrowed.
        var zeros = 0
        /// How many decisions were made.
        var decisions = 0
    }

    /// Whether the data ended before what it codes.
    private(set) var isMissing = false
    /// Whether the window ended first: nothing that was decided since is worth anything.
    private(set) var needsMore = false
    /// Whether the file ends within the data.
    private(set) var isTruncated = false

    init(_ registers: Registers, next: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, isLast: Bool) {
        self.registers = registers
        self.next = next
        self.end = end
        self.isLast = isLast
        if registers.interval == 0 { start() }
    }

    var state: Registers { registers }

    var hasFailed: Bool { isMissing || needsMore || isTruncated }

    /// Whether nothing but zeros was left behind what was decided.
    static func isAtEnd(_ registers: Registers) -> Bool { registers.code & 0xffff == 0 }

    /// Fills the registers (D.2.7).
    private mutating func start() {
        takeByte()
        registers.code <<= 8
        takeByte()
        registers.code <<= 8
        registers.interval = 0x1_0000 << 16
    }

    /// Takes in a byte; of 0xFF the zero that is stuffed behind it too (D.2.6).
    private mutating func takeByte() {
        guard next < end else { return runOut() }
        var byte = next.pointee
        if byte == 0xff {
            guard end - next > 1 else { return runOut() }
            if next[1] == 0 {
                next += 2
            } else {
                byte = 0
                registers.zeros &+= 1
                if registers.zeros > JPEGArithmeticReader.mostZeros, registers.code != 0 { isMissing = true }
            }
        } else {
            next += 1
        }
        registers.code |= UInt64(byte) &<< 8
    }

    private mutating func runOut() {
        if isLast { isTruncated = true } else { needsMore = true }
    }

    /// Makes a decision (D.2.3 to D.2.5).
    ///
    /// - Parameters:
    ///   - bin: What was learnt: a state of ``JPEGProbability``, and in the highest bit the more probable symbol.
    ///   - states: ``JPEGProbability/states``.
    /// - Returns: Whether it is 1.
    @inline(__always)
    mutating func decide(_ bin: UnsafeMutablePointer<UInt8>, _ states: UnsafePointer<UInt32>) -> Bool {
        let learnt = bin.pointee
        let state = states[Int(learnt & 0x7f)]
        let less = UInt64(state & 0xffff_0000)
        registers.decisions &+= 1
        registers.interval &-= less
        if registers.code < registers.interval {
            if registers.interval >= 0x8000 << 16 { return learnt & 0x80 != 0 }
            return learn(bin, learnt, state, isMore: registers.interval >= less)
        }
        registers.code &-= registers.interval
        let isMore = registers.interval < less
        registers.interval = less
        return learn(bin, learnt, state, isMore: isMore)
    }

    @inline(__always)
    private mutating func learn(
        _ bin: UnsafeMutablePointer<UInt8>,
        _ learnt: UInt8,
        _ state: UInt32,
        isMore: Bool
    ) -> Bool {
        let symbol = learnt & 0x80
        if isMore {
            bin.pointee = symbol | UInt8(truncatingIfNeeded: state &>> 8)
        } else {
            bin.pointee = symbol ^ UInt8(truncatingIfNeeded: state)
        }
        repeat {
            if registers.bits == 0 {
                takeByte()
                registers.bits = 8
            }
            registers.interval &<<= 1
            registers.code &<<= 1
            registers.bits &-= 1
        } while registers.interval < 0x8000 << 16
        return (symbol != 0) == isMore
    }
}
