extension ZIPArchive {
    /// Reads a file, piece by piece, in memory that does not depend on its size.
    ///
    /// - Parameters:
    ///   - entry: An entry of this archive.
    ///   - body: Takes each piece, at most 64 KiB. Nothing of what it took counts until this method returns: only then
    ///     size and checksum are proven.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/zipCRC`` or ``SigningError/Code/zipData`` if the file's
    ///   bytes are damaged, ``SigningError/Code/inputUnavailable`` if reading fails; whatever `body` throws.
    public func read(
        _ entry: ZIPEntry,
        _ body: (ArraySlice<UInt8>) throws(SigningError) -> Void
    ) throws(SigningError) {
        var crc = CRC32()
        var total = 0
        func deliver(_ piece: ArraySlice<UInt8>) throws(SigningError) {
            guard piece.count <= entry.size - total else { throw damaged(entry, "more bytes than stated") }
            total += piece.count
            crc.update(piece)
            try body(piece)
        }
        switch entry.method {
        case .stored: try pieces(of: entry.dataRange, deliver)
        case .deflated: try inflate(entry, deliver)
        }
        guard total == entry.size else { throw damaged(entry, "fewer bytes than stated") }
        guard crc.value == entry.crc else { throw .zip(.zipCRC, "the checksum differs", file: entry.name) }
    }

    /// All bytes of a file.
    ///
    /// - Parameters:
    ///   - entry: An entry of this archive.
    ///   - limit: The most bytes that are accepted.
    /// - Returns: The bytes, of the stated size and checksum.
    /// - Throws: As ``read(_:_:)``; ``SigningError/Code/limitExceeded`` if the file is longer than `limit`.
    public func contents(of entry: ZIPEntry, limit: Int) throws(SigningError) -> [UInt8] {
        guard entry.size <= limit else {
            throw SigningError(.limitExceeded, "\(entry.size) bytes, more than \(limit)", file: entry.name)
        }
        var all: [UInt8] = []
        // What a header states costs nothing to write, so memory follows the bytes that are really there.
        all.reserveCapacity(min(entry.size, 1_048_576))
        try read(entry) { (piece) throws(SigningError) in all += piece }
        return all
    }

    private static let pieceBytes = 65_536

    /// Gives a range of the archive to `body`, piece by piece.
    func pieces(
        of range: Range<Int>,
        _ body: (ArraySlice<UInt8>) throws(SigningError) -> Void
    ) throws(SigningError) {
        var buffer = [UInt8](repeating: 0, count: min(ZIPArchive.pieceBytes, range.count))
        var offset = range.lowerBound
        while offset < range.upperBound {
            let length = min(buffer.count, range.upperBound - offset)
            guard try bytes.read(at: offset, into: &buffer, length: length) == length else {
                throw .zip(.zipTruncated, "the archive became shorter while it was read")
            }
            try body(buffer[..<length])
            offset += length
        }
    }

    private func inflate(
        _ entry: ZIPEntry,
        _ body: (ArraySlice<UInt8>) throws(SigningError) -> Void
    ) throws(SigningError) {
        let inflater = try Inflater()
        var output = [UInt8](repeating: 0, count: ZIPArchive.pieceBytes)
        try pieces(of: entry.dataRange) { (input) throws(SigningError) in
            var rest = input
            var isFull = false
            // Full output means that more may be waiting inside zlib, even if all input was taken.
            while !rest.isEmpty || isFull {
                guard !inflater.isFinished else { break }
                guard let step = inflater.step(rest, into: &output) else {
                    throw damaged(entry, "not a deflate stream")
                }
                rest = rest.dropFirst(step.consumed)
                isFull = step.produced == output.count
                if step.produced > 0 { try body(output[..<step.produced]) }
            }
            guard rest.isEmpty else { throw damaged(entry, "bytes follow the end of the deflate stream") }
        }
        guard inflater.isFinished else { throw damaged(entry, "the deflate stream ends early") }
    }

    private func damaged(_ entry: ZIPEntry, _ what: String) -> SigningError {
        .zip(.zipData, "the compressed data is damaged: \(what)", file: entry.name)
    }
}
