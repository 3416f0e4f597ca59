extension ZIPWriter {
    /// Copies an entry of another archive as it is: its header, its compressed data, its attributes, byte by byte.
    ///
    /// Only where its bytes now stand differs in the central directory, if it differs.
    ///
    /// - Throws: ``SigningError`` with a code for names if another entry has the name; what reading and the sink throw.
    public func copy(_ entry: ZIPEntry, from archive: ZIPArchive) throws(SigningError) {
        if entry.isFolder { try claimFolder(entry.name) } else { try claim(entry.name) }
        let central = try archive.bytes.bytes(in: entry.centralRange)
        append(centralHeader: try relocated(central, name: entry.name, from: entry.recordRange.lowerBound))
        try archive.pieces(of: entry.recordRange) { (piece) throws(SigningError) in try write(piece) }
    }

    /// A central header for a record that now starts at ``offset``.
    private func relocated(_ central: [UInt8], name: String, from old: Int) throws(SigningError) -> [UInt8] {
        guard old != offset else { return central }
        // The headers were proven when the archive was opened: the offset is wide if its field holds the marker.
        let nameLength = Int(central[28]) | Int(central[29]) << 8
        let extraLength = Int(central[30]) | Int(central[31]) << 8
        let isMarked = central[42..<46].allSatisfy { $0 == 0xff }
        var position = ZIPFormat.centralHeaderBytes + nameLength
        let extraEnd = position + extraLength
        var wide: Int?
        while isMarked, extraEnd - position >= 4 {
            let length = Int(central[position + 2]) | Int(central[position + 3]) << 8
            if central[position] == 1, central[position + 1] == 0 {
                // Sizes may stand before it; nothing follows but the number of the volume, which then has its marker.
                let hasVolume = central[34] == 0xff && central[35] == 0xff
                wide = position + 4 + length - (hasVolume ? 12 : 8)
            }
            position += 4 + length
        }
        var moved = central
        var bytes: [UInt8] = []
        if let wide, wide + 8 <= extraEnd {
            bytes.append(littleEndian: offset, 8)
            moved.replaceSubrange(wide..<wide + 8, with: bytes)
        } else {
            guard offset < ZIPFormat.marker32 else {
                throw .zip(.zipZIP64Inconsistent, "the file would move beyond 4 GiB", file: name)
            }
            bytes.append(littleEndian: offset, 4)
            moved.replaceSubrange(42..<46, with: bytes)
        }
        return moved
    }
}
