/// A ZIP archive that reads the same for every reader (PKWARE APPNOTE.TXT 6.3.10), or is refused.
///
/// Opening proves, before any data is used: one end record, and nothing after it; entries that fill the archive from its
/// first byte to the central directory without gap or overlap; headers that agree with the central directory; names that
/// are safe, unique and do not clash; stored and deflated entries only, within ``Limits``. Every refusal has its own
/// code (``SigningError/Code/isArchiveRefusal``), with the entry's name in ``SigningError/file``.
///
/// Folders may be listed; they hold no data. Times, comments and attributes of entries are not read, except to refuse
/// links and devices.
public final class ZIPArchive: Sendable {
    /// The entries, by their place in the archive.
    public let entries: [ZIPEntry]

    /// The archive's comment, as it stands; no one signs it.
    public let comment: [UInt8]

    let bytes: any RandomAccessBytes
    let limits: Limits
    private let indices: [String: Int]

    /// Opens an archive.
    ///
    /// - Parameters:
    ///   - bytes: The archive.
    ///   - limits: `containerEntries`, `containerDirectoryBytes`, `containerNameBytes`, `containerEntryBytes`,
    ///     `containerTotalBytes` and `compressionRatio` apply.
    /// - Throws: ``SigningError`` with a code of ``SigningError/Code/isArchiveRefusal``, or
    ///   ``SigningError/Code/inputUnavailable`` if reading fails.
    public init(_ bytes: any RandomAccessBytes, limits: Limits = Limits()) throws(SigningError) {
        let end = try ZIPEndRecord(of: bytes)
        guard end.entryCount <= limits.containerEntries else {
            throw .zip(.zipTooManyEntries, "\(end.entryCount) entries, more than \(limits.containerEntries)")
        }
        guard end.directory.count <= limits.containerDirectoryBytes else {
            throw .zip(.zipTooManyEntries, "a central directory of \(end.directory.count) bytes")
        }
        var headers = try ZIPArchive.headers(in: bytes, end: end, limits: limits)
        headers.sort { $0.localOffset < $1.localOffset }
        var entries: [ZIPEntry] = []
        entries.reserveCapacity(headers.count)
        var expected = 0
        for (index, header) in headers.enumerated() {
            guard header.localOffset >= expected else {
                throw .zip(.zipOverlap, "shares bytes with another file", file: header.name)
            }
            guard header.localOffset == expected else {
                throw .zip(.zipPrefixBytes, "bytes stand before the first file", file: header.name)
            }
            // The entry must fill all bytes up to the next one, which proves that there is neither gap nor overlap.
            let next = index + 1 < headers.count ? headers[index + 1].localOffset : end.directory.lowerBound
            guard next > header.localOffset, next <= end.directory.lowerBound else {
                throw .zip(.zipOverlap, "shares bytes with another file or the directory", file: header.name)
            }
            let entry = try header.entry(in: bytes, endingAt: next)
            entries.append(entry)
            expected = next
        }
        guard expected == end.directory.lowerBound else {
            throw .zip(.zipPrefixBytes, "bytes stand before the central directory of an archive without files")
        }
        self.entries = entries
        self.bytes = bytes
        self.limits = limits
        comment = Array(end.comment)
        indices = Dictionary(zip(entries.lazy.map(\.name), entries.indices)) { first, _ in first }
    }

    /// The entry of a name, compared byte by byte, or `nil`.
    public func entry(named name: String) -> ZIPEntry? {
        // Swift takes composed and decomposed text for equal, other readers do not.
        guard let index = indices[name], entries[index].name.utf8.elementsEqual(name.utf8) else { return nil }
        return entries[index]
    }

    private static func headers(
        in bytes: any RandomAccessBytes,
        end: ZIPEndRecord,
        limits: Limits
    ) throws(SigningError) -> [ZIPHeader] {
        var fields = ZIPFields(try bytes.bytes(in: end.directory), endCode: .zipDirectoryMalformed)
        var names = ZIPNameTree()
        var total = 0
        var headers: [ZIPHeader] = []
        headers.reserveCapacity(min(end.entryCount, fields.remaining / ZIPFormat.centralHeaderBytes))
        for _ in 0..<end.entryCount {
            guard fields.remaining > 0 else {
                throw .zip(.zipDirectoryMalformed, "fewer entries than the end record states")
            }
            let header = try ZIPHeader(
                central: &fields,
                directoryOffset: end.directory.lowerBound,
                limits: limits
            )
            try names.insert(header.name)
            // No overflow: each size is within the limit of one entry, and the sum is checked each time.
            guard header.size <= limits.containerTotalBytes - total else {
                throw .zip(.zipBomb, "all files together have more than \(limits.containerTotalBytes) bytes")
            }
            total += header.size
            headers.append(header)
        }
        guard fields.remaining == 0 else {
            throw .zip(.zipDirectoryMalformed, "more bytes than the end record's entries have")
        }
        return headers
    }
}
