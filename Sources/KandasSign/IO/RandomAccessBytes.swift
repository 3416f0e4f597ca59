/// Bytes of a known size that can be read anywhere, in any order, by several tasks at once.
public protocol RandomAccessBytes: AnyObject, Sendable {
    /// The size in bytes.
    var count: Int { get }

    /// Reads bytes from `offset` on to the front of `buffer`.
    ///
    /// - Parameters:
    ///   - offset: Where to start, 0 to ``count``.
    ///   - buffer: Filled from its start; its size is not changed.
    ///   - length: The most bytes to read, at most `buffer.count`.
    /// - Returns: How many bytes were read: `length`, or fewer at the end of the bytes.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if reading fails.
    func read(at offset: Int, into buffer: inout [UInt8], length: Int) throws(SigningError) -> Int
}

extension RandomAccessBytes {
    /// The bytes of `range`, all of them.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if the range passes the end.
    public func bytes(in range: Range<Int>) throws(SigningError) -> [UInt8] {
        guard range.lowerBound >= 0, range.upperBound <= count else { throw .malformed("truncated") }
        var buffer = [UInt8](repeating: 0, count: range.count)
        let got = try read(at: range.lowerBound, into: &buffer, length: range.count)
        guard got == range.count else { throw .malformed("truncated") }
        return buffer
    }

    /// A stream over `range`.
    public func source(in range: Range<Int>) -> any ByteSource { RangeSource(bytes: self, range: range) }

    /// A stream over all bytes.
    public func source() -> any ByteSource { source(in: 0..<count) }
}

/// Bytes in memory, as random access.
public final class MemoryBytes: RandomAccessBytes {
    private let bytes: [UInt8]

    /// Wraps an array.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The size in bytes.
    public var count: Int { bytes.count }

    /// Reads bytes from `offset` on.
    public func read(at offset: Int, into buffer: inout [UInt8], length: Int) throws(SigningError) -> Int {
        guard offset >= 0, offset <= bytes.count else { return 0 }
        let length = min(length, buffer.count, bytes.count - offset)
        buffer.replaceSubrange(0..<length, with: bytes[offset..<offset + length])
        return length
    }
}

private final class RangeSource: ByteSource {
    private let bytes: any RandomAccessBytes
    private var offset: Int
    private let end: Int

    init(bytes: any RandomAccessBytes, range: Range<Int>) {
        self.bytes = bytes
        offset = range.lowerBound
        end = min(range.upperBound, bytes.count)
    }

    var remaining: Int? { max(end - offset, 0) }

    func read(into buffer: inout [UInt8]) throws(SigningError) -> Int {
        let length = min(buffer.count, end - offset)
        guard length > 0 else { return 0 }
        let got = try bytes.read(at: offset, into: &buffer, length: length)
        offset += got
        return got
    }
}
