internal import COpenSSLShim

/// Bytes that must not outlive their use, such as a password or a private key: they are wiped when released.
///
/// The bytes stand in one place in memory, are never moved, and are overwritten before that memory is given back.
/// Whoever makes copies, for example as an array or a string, keeps them out of this promise.
public final class SecretBytes: Sendable {
    // Written only in the initialisers and in deinit, so tasks may read it at the same time.
    private nonisolated(unsafe) let storage: UnsafeMutableRawBufferPointer

    /// Copies bytes; the source stays as it is.
    public init(copying bytes: some Collection<UInt8>) {
        storage = .allocate(byteCount: bytes.count, alignment: 1)
        storage.copyBytes(from: bytes)
    }

    /// Copies bytes and overwrites the source with zeros.
    ///
    /// - Parameter bytes: Emptied. If another variable still shares this array's storage, that one keeps its bytes.
    public convenience init(wiping bytes: inout [UInt8]) {
        self.init(copying: bytes)
        bytes.wipe()
        bytes = []
    }

    /// Takes what a function writes.
    ///
    /// - Parameters:
    ///   - capacity: The most bytes that `body` may write.
    ///   - body: Fills the buffer from its start and returns how many bytes it wrote.
    /// - Throws: What `body` throws; what it wrote until then is wiped.
    package init<Failure: Error>(
        capacity: Int,
        filledBy body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 1)
        let count: Int
        do throws(Failure) {
            count = min(max(try body(buffer), 0), capacity)
        } catch {
            OPENSSL_cleanse(buffer.baseAddress, buffer.count)
            buffer.deallocate()
            throw error
        }
        // What lies beyond `count` is scratch space of `body` and may be as secret as the rest.
        OPENSSL_cleanse(buffer.baseAddress?.advanced(by: count), capacity - count)
        storage = UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
    }

    deinit {
        OPENSSL_cleanse(storage.baseAddress, storage.count)
        storage.deallocate()
    }

    /// The number of bytes.
    public var count: Int { storage.count }

    /// Whether there are no bytes.
    public var isEmpty: Bool { storage.isEmpty }

    /// Lends the bytes without copying them.
    ///
    /// - Parameter body: Reads the bytes; they cannot leave it.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public func withSpan<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(storage.assumingMemoryBound(to: UInt8.self).span)
    }

    /// Lends the bytes to a C function; the pointer is valid inside `body` only.
    package func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(storage))
    }
}

extension [UInt8] {
    /// Overwrites the bytes with zeros, in a way that the compiler does not remove.
    package mutating func wipe() {
        withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
    }
}
