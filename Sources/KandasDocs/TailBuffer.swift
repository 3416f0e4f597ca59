/// The last bytes of a stream.
struct TailBuffer: Sendable {
    /// How many bytes are kept at least, if so many came.
    let limit: Int
    private var storage: [UInt8] = []

    init(limit: Int) { self.limit = limit }

    /// The last bytes: at most ``limit``.
    var bytes: ArraySlice<UInt8> { storage.suffix(limit) }

    mutating func append(_ chunk: UnsafeRawBufferPointer) {
        guard chunk.count < limit else {
            storage.removeAll(keepingCapacity: true)
            storage.append(contentsOf: UnsafeRawBufferPointer(rebasing: chunk.suffix(limit)))
            return
        }
        // Dropped only when as much again has come, so that each byte is moved at most twice.
        if storage.count + chunk.count > 2 * limit { storage.removeFirst(storage.count - limit) }
        storage.append(contentsOf: chunk)
    }
}
