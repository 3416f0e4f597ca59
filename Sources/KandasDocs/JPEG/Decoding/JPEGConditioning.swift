/// What decisions are conditioned on, as a DAC segment sets it (ITU-T T.81, section B.2.4.3).
struct JPEGConditioning: Sendable {
    /// For each table the differences of DC coefficients that count as none and as small, as powers of two (F.1.4.4.1.2).
    private(set) var lower: [Int] = .init(repeating: 0, count: 4)
    private(set) var upper: [Int] = .init(repeating: 1, count: 4)
    /// For each table the last AC coefficient of low frequency (F.1.4.4.2).
    private(set) var threshold: [Int] = .init(repeating: 5, count: 4)

    /// Reads a segment's content.
    ///
    /// - Returns: Whether every value is one that table B.6 allows.
    mutating func read(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
        guard content.count % 2 == 0 else { return false }
        for index in stride(from: 0, to: content.count, by: 2) {
            let place = Int(content[index] & 0x0f)
            let value = Int(content[index + 1])
            guard place <= 3 else { return false }
            switch content[index] >> 4 {
            case 0:
                guard value & 0x0f <= value >> 4 else { return false }
                lower[place] = value & 0x0f
                upper[place] = value >> 4
            case 1:
                guard 1...63 ~= value else { return false }
                threshold[place] = value
            default: return false
            }
        }
        return true
    }
}
