extension InputFile {
    /// All bytes of a file that holds a secret, read without leaving copies behind.
    ///
    /// - Parameter limit: The most bytes that are accepted.
    /// - Returns: The bytes, wiped when released.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/limitExceeded`` if the file is longer,
    ///   ``SigningError/Code/inputUnavailable`` if reading fails.
    public func secretContents(limit: Int) throws(SigningError) -> SecretBytes {
        if let size, size > limit { throw .limit("\(path) has \(size) bytes, more than \(limit)") }
        let source = self.source()
        var chunk = [UInt8](repeating: 0, count: 65_536)
        defer { chunk.wipe() }
        var pieces: [SecretBytes] = []
        var total = 0
        while case let got = try source.read(into: &chunk), got > 0 {
            total += got
            guard total <= limit else { throw .limit("\(path) has more than \(limit) bytes") }
            pieces.append(SecretBytes(copying: chunk[..<got]))
        }
        return SecretBytes(capacity: total) { buffer in
            var position = 0
            for piece in pieces {
                piece.withUnsafeBytes { bytes in
                    UnsafeMutableRawBufferPointer(rebasing: buffer[position..<position + bytes.count])
                        .copyMemory(from: bytes)
                }
                position += piece.count
            }
            return total
        }
    }
}
