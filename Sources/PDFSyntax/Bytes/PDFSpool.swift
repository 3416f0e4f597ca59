internal import Glibc

/// The bytes of a file as they come, in memory as long as they are few, and then in a temporary file without a name.
///
/// Only this process holds that file, so that nobody can shorten it while it is mapped, nor change what was judged. If
/// there is no room for it, the bytes stay in memory.
package struct PDFSpool: Sendable {
    /// How many bytes there are.
    package private(set) var count = 0

    private let memoryLimit: Int
    private var bytes: [UInt8] = []
    private var file: SpoolFile?
    private var mayUseFile = true

    /// Makes an empty one.
    ///
    /// - Parameter memoryLimit: How many bytes are kept in memory at most.
    package init(memoryLimit: Int) { self.memoryLimit = memoryLimit }

    /// Adds bytes at the end.
    package mutating func append(_ chunk: UnsafeRawBufferPointer) {
        if file == nil, mayUseFile, count + chunk.count > memoryLimit { openFile() }
        if file != nil, write(chunk) {
            count += chunk.count
            return
        }
        if file != nil { returnToMemory() }
        bytes.append(contentsOf: chunk)
        count += chunk.count
    }

    /// Forgets all bytes.
    package mutating func removeAll() {
        bytes = []
        file = nil
        count = 0
    }

    /// Lends the bytes.
    ///
    /// - Parameter body: What is done with the buffer, which must not be kept.
    /// - Returns: What `body` returns.
    package func withBuffer<Result>(_ body: (PDFBuffer) -> Result) -> Result {
        guard let file else { return PDFBuffer.withBuffer(of: bytes, body) }
        guard let buffer = PDFBuffer(mapping: file.descriptor), buffer.count >= count else {
            return PDFBuffer.withBuffer(of: file.bytes(count), body)
        }
        return body(buffer)
    }

    private mutating func openFile() {
        guard let file = SpoolFile() else {
            mayUseFile = false
            return
        }
        guard bytes.withUnsafeBytes({ file.write($0, at: 0) }) else {
            mayUseFile = false
            return
        }
        self.file = file
        bytes = []
    }

    /// Writes to a file that no copy of this value writes to.
    private mutating func write(_ chunk: UnsafeRawBufferPointer) -> Bool {
        if !isKnownUniquelyReferenced(&file) {
            guard let old = file, let own = SpoolFile(), own.copy(old, count: count) else { return false }
            file = own
        }
        return file?.write(chunk, at: count) ?? false
    }

    private mutating func returnToMemory() {
        bytes = file?.bytes(count) ?? []
        file = nil
        mayUseFile = false
    }
}

/// A temporary file that has no name any more.
private final class SpoolFile: Sendable {
    let descriptor: CInt

    init?() {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
        var template = Array((folder + "/XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(template)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = pwrite(
                descriptor,
                bytes.baseAddress.map { $0 + done },
                bytes.count - done,
                off_t(offset + done)
            )
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }

    func copy(_ other: SpoolFile, count: Int) -> Bool {
        var done = 0
        while done < count {
            let part = other.bytes(from: done, count: min(1 << 20, count - done))
            guard !part.isEmpty, part.withUnsafeBytes({ write($0, at: done) }) else { return false }
            done += part.count
        }
        return true
    }

    func bytes(_ count: Int) -> [UInt8] { bytes(from: 0, count: count) }

    private func bytes(from offset: Int, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = 0
            while initialized < count {
                let place = buffer.baseAddress.map { $0 + initialized }
                let part = pread(descriptor, place, count - initialized, off_t(offset + initialized))
                if part < 0, errno == EINTR { continue }
                guard part > 0 else { return }
                initialized += part
            }
        }
    }
}
