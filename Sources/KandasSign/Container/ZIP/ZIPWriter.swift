/// Writes a ZIP archive from front to back, always the same bytes for the same input.
///
/// What it writes is read by ``ZIPArchive`` and by the common tools: names in UTF-8, one time for all entries, no
/// additional fields but ZIP64's, which appear only where sizes need them. Stored files state size and checksum in
/// front; so do deflated ones that were in memory. Larger deflated files state them behind the data.
public final class ZIPWriter {
    /// How many bytes were written.
    public private(set) var offset = 0

    private let sink: any ByteSink
    private let limits: Limits
    private let time: Int
    private let date: Int
    private var names = ZIPNameTree()
    private var directory: [[UInt8]] = []

    /// Starts an archive.
    ///
    /// - Parameters:
    ///   - sink: Takes the archive.
    ///   - modified: The time that all entries bear, as UTC; `nil`, or a time before it, stands for 1980-01-01, the
    ///     earliest that the format knows.
    ///   - limits: `containerNameBytes` applies.
    public init(to sink: any ByteSink, modified: Timestamp? = nil, limits: Limits = Limits()) {
        self.sink = sink
        self.limits = limits
        let parts = modified?.components
        if let parts, 1_980...2_107 ~= parts.year {
            date = (parts.year - 1_980) << 9 | parts.month << 5 | parts.day
            time = parts.hour << 11 | parts.minute << 5 | parts.second / 2
        } else {
            date = 1 << 5 | 1
            time = 0
        }
    }

    /// Adds a file.
    ///
    /// - Parameters:
    ///   - name: A relative path that ``ZIPArchive`` would accept.
    ///   - content: The file.
    ///   - method: How to store it. Deflate suits text; JPEG, PDF and signatures do not shrink.
    ///   - observer: Takes each piece of the file exactly as it goes into the archive, so that it can be digested in
    ///     the same pass.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/zipUnsafePath``, ``SigningError/Code/zipDuplicateName``
    ///   or another one for names; ``SigningError/Code/inputUnavailable`` if the file cannot be read or changes
    ///   meanwhile; what the sink and `observer` throw. After an error the archive is of no use.
    public func add(
        _ name: String,
        _ content: ZIPContent,
        method: ZIPEntry.Method,
        observer: (ArraySlice<UInt8>) throws(SigningError) -> Void = { _ in }
    ) throws(SigningError) {
        try claim(name)
        var record = ZIPWriterRecord(name: name, method: method, time: time, date: date, offset: offset)
        switch (method, content) {
        case (.stored, _):
            try content.forEachPiece { (piece, _) throws(SigningError) in record.add(original: piece) }
            record.compressedSize = record.size
            try write(record.localHeader)
            var written = CRC32()
            try content.forEachPiece { (piece, _) throws(SigningError) in
                written.update(piece)
                try observer(piece)
                try write(piece)
            }
            guard written.value == record.crc.value else {
                throw SigningError(.inputUnavailable, "the file changed while it was read", file: name)
            }
        case (.deflated, .bytes):
            var compressed: [UInt8] = []
            try deflate(content, &record, observer) { (piece) throws(SigningError) in compressed += piece }
            try write(record.localHeader)
            try write(compressed)
        case (.deflated, .file):
            record.hasDescriptor = true
            // The descriptor's width must be settled before the size is known; deflate may add a little.
            record.isWide = content.count >= 0xf000_0000
            try write(record.localHeader)
            try deflate(content, &record, observer) { (piece) throws(SigningError) in try write(piece) }
            try write(record.descriptor)
        }
        directory.append(record.centralHeader)
    }

    /// Ends the archive.
    ///
    /// - Parameter comment: A comment for the archive, at most 65,535 bytes, as found in an archive that was copied.
    /// - Throws: What the sink throws.
    public func finish(comment: [UInt8] = []) throws(SigningError) {
        guard comment.count <= 0xffff else { throw .malformed("an archive's comment has at most 65,535 bytes") }
        let start = offset
        for header in directory { try write(header) }
        try write(ZIPWriterRecord.endRecords(count: directory.count, directory: start..<offset, comment: comment))
    }

    private func deflate(
        _ content: ZIPContent,
        _ record: inout ZIPWriterRecord,
        _ observer: (ArraySlice<UInt8>) throws(SigningError) -> Void,
        _ body: (ArraySlice<UInt8>) throws(SigningError) -> Void
    ) throws(SigningError) {
        let deflater = try Deflater(level: 6)
        var output = [UInt8](repeating: 0, count: 65_536)
        try content.forEachPiece { (piece, isLast) throws(SigningError) in
            record.add(original: piece)
            try observer(piece)
            try deflater.deflate(piece, isLast: isLast, through: &output) { (compressed) throws(SigningError) in
                record.compressedSize += compressed.count
                try body(compressed)
            }
        }
    }

    /// Proves that a reader would accept the name, and that no other entry has it.
    func claim(_ name: String) throws(SigningError) {
        let checked = try ZIPName.decode(Array(name.utf8)[...], isUTF8: true, limit: limits.containerNameBytes)
        guard checked.utf8.last != 0x2f else { throw .zip(.zipSpecialFile, "a folder, not a file", file: name) }
        try names.insert(checked)
    }

    /// As ``claim(_:)``, for a folder of an archive that was read.
    func claimFolder(_ name: String) throws(SigningError) { try names.insert(name) }

    func write(_ bytes: ArraySlice<UInt8>) throws(SigningError) {
        try sink.write(bytes)
        offset += bytes.count
    }

    func write(_ bytes: [UInt8]) throws(SigningError) { try write(bytes[...]) }

    func append(centralHeader: [UInt8]) { directory.append(centralHeader) }
}
