/// What came out of a stream's filters.
package struct PDFDecoded {
    /// How it ended.
    package enum Outcome: Sendable, Hashable {
        /// Whole.
        case complete
        /// The data break off or cannot be decoded.
        case damaged
        /// More came out than was allowed; the rest was not decoded.
        case overLimit
        /// A filter that is not opened here comes first or next.
        case closed
    }

    /// The decoded bytes, where they were asked for.
    package var bytes: [UInt8]
    /// How many bytes came out.
    package var count: Int
    /// How it ended.
    package var outcome: Outcome
}

/// Takes what a filter gives out, up to a limit.
struct PDFSink {
    /// Whether the bytes are kept, or only counted.
    let keeps: Bool
    let limit: Int
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0

    init(keeps: Bool, limit: Int) {
        self.keeps = keeps
        self.limit = limit
    }

    /// - Returns: Whether there is room for more.
    @inline(__always)
    mutating func append(_ chunk: UnsafeBufferPointer<UInt8>) -> Bool {
        count += chunk.count
        guard count <= limit else { return false }
        if keeps { bytes.append(contentsOf: chunk) }
        return true
    }

    @inline(__always)
    mutating func append(_ octet: UInt8) -> Bool {
        count += 1
        guard count <= limit else { return false }
        if keeps { bytes.append(octet) }
        return true
    }
}
