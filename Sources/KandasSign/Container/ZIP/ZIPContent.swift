/// Where a file of an archive to be written comes from.
public enum ZIPContent: Sendable {
    /// Bytes in memory.
    case bytes([UInt8])
    /// A file, read from front to back; twice if it is stored, since its checksum stands before its data.
    case file(any RandomAccessBytes)

    var count: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .file(let file): file.count
        }
    }

    /// Gives the content to `body` in pieces of 64 KiB; only the last one may be shorter.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if the file became shorter.
    func forEachPiece(_ body: (ArraySlice<UInt8>, _ isLast: Bool) throws(SigningError) -> Void) throws(SigningError) {
        let pieceBytes = 65_536
        guard count > 0 else { return try body([], true) }
        switch self {
        case .bytes(let bytes):
            for start in stride(from: 0, to: bytes.count, by: pieceBytes) {
                let end = min(start + pieceBytes, bytes.count)
                try body(bytes[start..<end], end == bytes.count)
            }
        case .file(let file):
            let total = file.count
            var buffer = [UInt8](repeating: 0, count: min(pieceBytes, total))
            var offset = 0
            while offset < total {
                let length = min(buffer.count, total - offset)
                guard try file.read(at: offset, into: &buffer, length: length) == length else {
                    throw SigningError(.inputUnavailable, "a file became shorter while it was read")
                }
                offset += length
                try body(buffer[..<length], offset == total)
            }
        }
    }
}
