/// The part of a file that is in memory, borrowed for one call.
struct JPEGWindow {
    let base: UnsafePointer<UInt8>
    let count: Int
    /// Where the part begins in the file.
    let offset: Int
    /// Whether the file ends with it.
    let isLast: Bool

    /// The bytes of a range, which must lie within the window.
    func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        let range = range.clamped(to: 0..<count)
        return UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    /// Whether `length` bytes are there from `index` on.
    ///
    /// - Returns: `false` if they are still to come.
    /// - Throws: A fault if the file ends before.
    func has(_ length: Int, from index: Int) throws(JPEGFault) -> Bool {
        if length <= count - index { return true }
        guard isLast else { return false }
        throw JPEGFault(.truncated, at: offset + count)
    }
}
