internal import Glibc

/// The bytes of a ``PDFBuffer``, read without copying.
///
/// Every access is checked against the buffer's bounds.
package struct ByteView {
    let owner: PDFBuffer
    let base: UnsafePointer<UInt8>
    /// How many bytes there are.
    package let count: Int

    init(_ owner: PDFBuffer) {
        self.owner = owner
        base = owner.base
        count = owner.count
    }

    /// The byte at an offset, which must lie within the view.
    @inline(__always)
    package subscript(_ offset: Int) -> UInt8 {
        precondition(UInt(bitPattern: offset) < UInt(bitPattern: count), "offset outside the PDF")
        return base[offset]
    }

    /// The byte at an offset, or `nil` outside.
    @inline(__always)
    package func byte(at offset: Int) -> UInt8? {
        UInt(bitPattern: offset) < UInt(bitPattern: count) ? base[offset] : nil
    }

    /// A range that lies within the view: what is outside of it is left out.
    @inline(__always)
    package func clamp(_ range: Range<Int>) -> Range<Int> { range.clamped(to: 0..<count) }

    /// A copy of a part.
    package func bytes(_ range: Range<Int>) -> [UInt8] { Array(pointer(range)) }

    /// A part as text, with replacement characters for what is no UTF-8.
    package func text(_ range: Range<Int>) -> String { String(decoding: pointer(range), as: UTF8.self) }

    /// The bytes of a part, valid while the buffer lives.
    func pointer(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        let range = clamp(range)
        return UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    /// Whether the bytes at an offset are these.
    @inline(__always)
    package func matches(_ word: StaticString, at offset: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard offset >= 0, length <= count, offset <= count - length else { return false }
        return memcmp(base + offset, word.utf8Start, length) == 0
    }

    /// Whether the bytes at an offset are these letters, in either case.
    package func matches(_ word: StaticString, at offset: Int, ignoringCase: Bool) -> Bool {
        let length = word.utf8CodeUnitCount
        guard ignoringCase else { return matches(word, at: offset) }
        guard offset >= 0, length <= count, offset <= count - length else { return false }
        return (0..<length).allSatisfy { base[offset + $0] | 0x20 == word.utf8Start[$0] | 0x20 }
    }

    /// The first place of some bytes within a range.
    package func firstOffset(of word: StaticString, in range: Range<Int>) -> Int? {
        let range = clamp(range)
        guard word.utf8CodeUnitCount > 0 else { return nil }
        var index = range.lowerBound
        let limit = range.upperBound - word.utf8CodeUnitCount
        while index <= limit, let hit = memchr(base + index, CInt(word.utf8Start.pointee), limit - index + 1) {
            index = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(hit))
            if matches(word, at: index) { return index }
            index += 1
        }
        return nil
    }

    /// The last place of some bytes within a range.
    package func lastOffset(of word: StaticString, in range: Range<Int>) -> Int? {
        let range = clamp(range)
        var index = range.upperBound - word.utf8CodeUnitCount
        while index >= range.lowerBound {
            if matches(word, at: index) { return index }
            index -= 1
        }
        return nil
    }

    /// The end of the line that an offset lies in: the offset of CR or LF, or the end of the bytes.
    func endOfLine(from offset: Int) -> Int {
        var index = offset
        while index < count, base[index] != 0x0a, base[index] != 0x0d { index += 1 }
        return min(index, count)
    }
}
