/// A place that bytes are written to, from front to back.
public protocol ByteSink: AnyObject {
    /// Writes all of `bytes`.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable`` if they cannot be written.
    func write(_ bytes: ArraySlice<UInt8>) throws(SigningError)
}

extension ByteSink {
    /// Writes all of `bytes`.
    public func write(_ bytes: [UInt8]) throws(SigningError) { try write(bytes[...]) }
}

/// A sink that keeps what is written in memory.
public final class MemorySink: ByteSink {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    private let limit: Int

    /// Creates an empty sink.
    ///
    /// - Parameter limit: The most bytes that it takes.
    public init(limit: Int = .max) { self.limit = limit }

    /// Appends `bytes`.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/limitExceeded`` if that would pass the limit.
    public func write(_ bytes: ArraySlice<UInt8>) throws(SigningError) {
        guard bytes.count <= limit - self.bytes.count else { throw .limit("more than \(limit) bytes") }
        self.bytes += bytes
    }
}
