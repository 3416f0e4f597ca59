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

    /// Creates an empty sink.
    public init() {}

    /// Appends `bytes`.
    public func write(_ bytes: ArraySlice<UInt8>) { self.bytes += bytes }
}
