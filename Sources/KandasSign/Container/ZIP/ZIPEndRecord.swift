/// The end of an archive: the end record, and the ZIP64 end record and its locator where there are any.
struct ZIPEndRecord {
    /// Where the first of the end records starts.
    let start: Int
    let entryCount: Int
    let directory: Range<Int>
    let comment: ArraySlice<UInt8>

    private struct Fields {
        var entryCount: Int
        var directorySize: Int
        var directoryOffset: Int
    }

    /// Finds the end record and proves that it is the only one.
    ///
    /// Readers look for its signature backwards from the end, some of them without checking where the record ends;
    /// others collect every place from which a record reaches exactly to the end. So there must be one such place, and
    /// no signature after it.
    init(of bytes: any RandomAccessBytes) throws(SigningError) {
        let windowSize = min(bytes.count, ZIPFormat.endRecordBytes + 0xffff)
        let base = bytes.count - windowSize
        let window = try bytes.bytes(in: base..<bytes.count)
        let position = try ZIPEndRecord.position(in: window)
        var fields = ZIPFields(window[position...])
        try fields.skip(4)
        let disk = try fields.uint16()
        let directoryDisk = try fields.uint16()
        let entriesOnDisk = try fields.uint16()
        var values = Fields(
            entryCount: try fields.uint16(),
            directorySize: try fields.uint32(),
            directoryOffset: try fields.uint32()
        )
        try fields.skip(2)
        comment = try fields.take(fields.remaining)
        let end = base + position
        let isZIP64 = try ZIPEndRecord.hasLocator(before: end, in: bytes)
        let allowed = isZIP64 ? [0, ZIPFormat.marker16] : [0]
        guard allowed.contains(disk), allowed.contains(directoryDisk), entriesOnDisk == values.entryCount else {
            throw .zip(.zipSplit, "the archive is one part of several")
        }
        start = isZIP64 ? try ZIPEndRecord.readZIP64(before: end, in: bytes, replacing: &values) : end
        entryCount = values.entryCount
        directory = try ZIPEndRecord.directory(values, endingAt: start, in: bytes)
    }

    private static func position(in window: [UInt8]) throws(SigningError) -> Int {
        var complete: Int?
        var last: Int?
        var index = window.startIndex
        while let found = window[index...].firstIndex(of: 0x50) {
            index = found + 1
            guard window[found...].starts(with: ZIPFormat.endRecord) else { continue }
            last = found
            guard found + ZIPFormat.endRecordBytes <= window.count else { continue }
            let length = Int(window[found + 20]) | Int(window[found + 21]) << 8
            guard found + ZIPFormat.endRecordBytes + length == window.count else { continue }
            guard complete == nil else { throw .zip(.zipSecondEndRecord, "two end records fit the archive's end") }
            complete = found
        }
        guard let last else { throw .zip(.zipTruncated, "there is no end record") }
        guard let complete else {
            let rest = window.count - last
            let length = rest >= ZIPFormat.endRecordBytes ? Int(window[last + 20]) | Int(window[last + 21]) << 8 : 0
            guard rest >= ZIPFormat.endRecordBytes + length else {
                throw .zip(.zipTruncated, "the archive ends within its end record")
            }
            throw .zip(.zipTrailingBytes, "bytes follow the end record")
        }
        guard complete == last else { throw .zip(.zipSecondEndRecord, "an end record stands in the comment") }
        return complete
    }

    /// Whether a locator stands before the end record.
    ///
    /// Some readers follow it even if the end record does not ask for it, so it is never ignored.
    private static func hasLocator(before end: Int, in bytes: any RandomAccessBytes) throws(SigningError) -> Bool {
        guard end >= ZIPFormat.zip64LocatorBytes else { return false }
        let start = end - ZIPFormat.zip64LocatorBytes
        return try bytes.bytes(in: start..<start + 4) == ZIPFormat.zip64Locator
    }

    private static func readZIP64(
        before end: Int,
        in bytes: any RandomAccessBytes,
        replacing values: inout Fields
    ) throws(SigningError) -> Int {
        let size = ZIPFormat.zip64EndRecordBytes + ZIPFormat.zip64LocatorBytes
        guard end >= size else { throw .zip(.zipZIP64Inconsistent, "there is no ZIP64 end record") }
        let start = end - size
        var fields = ZIPFields(try bytes.bytes(in: start..<end))
        guard try fields.matches(ZIPFormat.zip64EndRecord), try fields.uint64() == ZIPFormat.zip64EndRecordBytes - 12
        else { throw .zip(.zipZIP64Inconsistent, "no plain ZIP64 end record before its locator") }
        try fields.skip(4)
        let disk = try fields.uint32()
        let directoryDisk = try fields.uint32()
        let entriesOnDisk = try fields.uint64()
        let wide = Fields(
            entryCount: try fields.uint64(),
            directorySize: try fields.uint64(),
            directoryOffset: try fields.uint64()
        )
        try fields.skip(4)
        let locatorDisk = try fields.uint32()
        let recordOffset = try fields.uint64()
        let disks = try fields.uint32()
        guard disk == 0, directoryDisk == 0, locatorDisk == 0, disks <= 1, entriesOnDisk == wide.entryCount else {
            throw .zip(.zipSplit, "the archive is one part of several")
        }
        guard recordOffset == start else {
            let code: SigningError.Code = recordOffset < start ? .zipPrefixBytes : .zipZIP64Inconsistent
            throw .zip(code, "the locator names another place than that of the ZIP64 end record")
        }
        func agree(_ narrow: Int, _ wide: Int, _ marker: Int) -> Bool { narrow == marker || narrow == wide }
        guard agree(values.entryCount, wide.entryCount, ZIPFormat.marker16),
            agree(values.directorySize, wide.directorySize, ZIPFormat.marker32),
            agree(values.directoryOffset, wide.directoryOffset, ZIPFormat.marker32)
        else { throw .zip(.zipZIP64Inconsistent, "the two end records differ") }
        values = wide
        return start
    }

    private static func directory(
        _ values: Fields,
        endingAt start: Int,
        in bytes: any RandomAccessBytes
    ) throws(SigningError) -> Range<Int> {
        guard values.directorySize <= start, values.directoryOffset <= start - values.directorySize else {
            throw .zip(.zipDirectoryMalformed, "the central directory passes the end record")
        }
        let fitting = start - values.directorySize
        guard values.directoryOffset == fitting else {
            // A directory that ends where it should, but is not where it says it is: something was put in front.
            let moved = try bytes.bytes(in: fitting..<min(fitting + 4, start))
            let isMoved = moved == ZIPFormat.centralHeader
            throw isMoved || values.directorySize == 0
                ? .zip(.zipPrefixBytes, "bytes stand before the archive")
                : .zip(.zipGap, "bytes stand between the central directory and the end record")
        }
        return fitting..<start
    }
}
