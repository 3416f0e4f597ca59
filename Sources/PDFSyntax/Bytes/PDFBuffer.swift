internal import Glibc

/// The bytes of a file, or of a stream that was decoded.
///
/// Views of it are bounds-checked, and hold the buffer, so that none outlives its memory.
package final class PDFBuffer {
    /// How many bytes there are.
    package let count: Int
    let base: UnsafePointer<UInt8>
    private let storage: Storage

    private enum Storage {
        case owned(UnsafeMutablePointer<UInt8>)
        case mapped(UnsafeMutableRawPointer)
        case borrowed
    }

    /// Copies bytes.
    package init(_ bytes: [UInt8]) {
        // One byte at least, so that there is an address.
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
        bytes.withUnsafeBufferPointer { source in
            if let start = source.baseAddress { memory.initialize(from: start, count: source.count) }
        }
        count = bytes.count
        base = UnsafePointer(memory)
        storage = .owned(memory)
    }

    /// Maps an open file into memory, from its first byte to its present end.
    ///
    /// A file that somebody shortens while it is mapped ends the process (`SIGBUS`): map only what nobody else writes.
    ///
    /// - Parameter descriptor: An open regular file; it may be closed afterwards.
    package init?(mapping descriptor: CInt) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0,
            let memory = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED
        else { return nil }
        count = Int(status.st_size)
        base = UnsafePointer(memory.assumingMemoryBound(to: UInt8.self))
        storage = .mapped(memory)
    }

    private init(borrowing bytes: UnsafeBufferPointer<UInt8>, at start: UnsafePointer<UInt8>) {
        count = bytes.count
        base = start
        storage = .borrowed
    }

    /// Lends the bytes of an array to a buffer without copying them.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - body: What is done with the buffer, which must not be kept.
    /// - Returns: What `body` returns.
    package static func withBuffer<Result>(of bytes: [UInt8], _ body: (PDFBuffer) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return body(PDFBuffer([])) }
            return body(PDFBuffer(borrowing: source, at: start))
        }
    }

    deinit {
        switch storage {
        case .owned(let memory): memory.deallocate()
        case .mapped(let memory): munmap(memory, count)
        case .borrowed: break
        }
    }

    /// All of it.
    package var view: ByteView { ByteView(self) }
}
