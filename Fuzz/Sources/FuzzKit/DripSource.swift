public import KandasSign

/// A stream that gives one byte at a time: a reader must not depend on how its input is cut.
public final class DripSource: ByteSource {
    private let bytes: [UInt8]
    private var offset = 0

    /// Wraps bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Unknown, as on a pipe.
    public var remaining: Int? { nil }

    /// Reads the next byte.
    public func read(into buffer: inout [UInt8]) throws(SigningError) -> Int {
        guard offset < bytes.count, !buffer.isEmpty else { return 0 }
        buffer[0] = bytes[offset]
        offset += 1
        return 1
    }
}
