/// The headers of one entry that is written.
struct ZIPWriterRecord {
    let name: [UInt8]
    let method: ZIPEntry.Method
    let time: Int
    let date: Int
    let offset: Int
    var crc = CRC32()
    var size = 0
    var compressedSize = 0
    /// Whether checksum and sizes follow the data.
    var hasDescriptor = false
    /// Whether the entry's own header has a ZIP64 field, which also says how wide the descriptor is.
    var isWide = false

    init(name: String, method: ZIPEntry.Method, time: Int, date: Int, offset: Int) {
        self.name = Array(name.utf8)
        self.method = method
        self.time = time
        self.date = date
        self.offset = offset
    }

    mutating func add(original piece: ArraySlice<UInt8>) {
        crc.update(piece)
        size += piece.count
    }

    private var flags: Int { ZIPFormat.utf8Flag | (hasDescriptor ? ZIPFormat.descriptorFlag : 0) }
    private var needsWideSizes: Bool { size >= ZIPFormat.marker32 || compressedSize >= ZIPFormat.marker32 }
    private var needsWideOffset: Bool { offset >= ZIPFormat.marker32 }

    private func version(isWide: Bool) -> Int { isWide ? 45 : method == .deflated ? 20 : 10 }

    /// APPNOTE.TXT section 4.3.7.
    var localHeader: [UInt8] {
        let wide = isWide || needsWideSizes
        var bytes = ZIPFormat.localHeader
        bytes.append(littleEndian: version(isWide: wide), 2)
        bytes.append(littleEndian: flags, 2)
        bytes.append(littleEndian: method.rawValue, 2)
        bytes.append(littleEndian: time, 2)
        bytes.append(littleEndian: date, 2)
        bytes.append(littleEndian: hasDescriptor ? 0 : Int(crc.value), 4)
        bytes.append(littleEndian: wide ? ZIPFormat.marker32 : hasDescriptor ? 0 : compressedSize, 4)
        bytes.append(littleEndian: wide ? ZIPFormat.marker32 : hasDescriptor ? 0 : size, 4)
        bytes.append(littleEndian: name.count, 2)
        bytes.append(littleEndian: wide ? 20 : 0, 2)
        bytes += name
        if wide {
            bytes.append(littleEndian: ZIPFormat.zip64Field, 2)
            bytes.append(littleEndian: 16, 2)
            bytes.append(littleEndian: hasDescriptor ? 0 : size, 8)
            bytes.append(littleEndian: hasDescriptor ? 0 : compressedSize, 8)
        }
        return bytes
    }

    /// APPNOTE.TXT section 4.3.9.
    var descriptor: [UInt8] {
        var bytes = ZIPFormat.dataDescriptor
        bytes.append(littleEndian: Int(crc.value), 4)
        bytes.append(littleEndian: compressedSize, isWide ? 8 : 4)
        bytes.append(littleEndian: size, isWide ? 8 : 4)
        return bytes
    }

    /// APPNOTE.TXT section 4.3.12.
    var centralHeader: [UInt8] {
        var extra: [UInt8] = []
        if needsWideSizes {
            extra.append(littleEndian: size, 8)
            extra.append(littleEndian: compressedSize, 8)
        }
        if needsWideOffset { extra.append(littleEndian: offset, 8) }
        let version = version(isWide: isWide || !extra.isEmpty)
        var bytes = ZIPFormat.centralHeader
        // Made by Unix, so that the mode below counts: a regular file that its owner may write and all may read.
        bytes.append(littleEndian: 3 << 8 | version, 2)
        bytes.append(littleEndian: version, 2)
        bytes.append(littleEndian: flags, 2)
        bytes.append(littleEndian: method.rawValue, 2)
        bytes.append(littleEndian: time, 2)
        bytes.append(littleEndian: date, 2)
        bytes.append(littleEndian: Int(crc.value), 4)
        bytes.append(littleEndian: needsWideSizes ? ZIPFormat.marker32 : compressedSize, 4)
        bytes.append(littleEndian: needsWideSizes ? ZIPFormat.marker32 : size, 4)
        bytes.append(littleEndian: name.count, 2)
        bytes.append(littleEndian: extra.isEmpty ? 0 : extra.count + 4, 2)
        bytes.append(littleEndian: 0, 2)
        bytes.append(littleEndian: 0, 2)
        bytes.append(littleEndian: 0, 2)
        bytes.append(littleEndian: 0o100644 << 16, 4)
        bytes.append(littleEndian: needsWideOffset ? ZIPFormat.marker32 : offset, 4)
        bytes += name
        if !extra.isEmpty {
            bytes.append(littleEndian: ZIPFormat.zip64Field, 2)
            bytes.append(littleEndian: extra.count, 2)
            bytes += extra
        }
        return bytes
    }

    /// The ZIP64 end record and its locator, if needed, and the end record (APPNOTE.TXT sections 4.3.14 to 4.3.16).
    static func endRecords(count: Int, directory: Range<Int>, comment: [UInt8] = []) -> [UInt8] {
        var bytes: [UInt8] = []
        if count >= ZIPFormat.marker16 || directory.lowerBound >= ZIPFormat.marker32
            || directory.count >= ZIPFormat.marker32
        {
            bytes += ZIPFormat.zip64EndRecord
            bytes.append(littleEndian: ZIPFormat.zip64EndRecordBytes - 12, 8)
            bytes.append(littleEndian: 3 << 8 | 45, 2)
            bytes.append(littleEndian: 45, 2)
            bytes.append(littleEndian: 0, 4)
            bytes.append(littleEndian: 0, 4)
            bytes.append(littleEndian: count, 8)
            bytes.append(littleEndian: count, 8)
            bytes.append(littleEndian: directory.count, 8)
            bytes.append(littleEndian: directory.lowerBound, 8)
            bytes += ZIPFormat.zip64Locator
            bytes.append(littleEndian: 0, 4)
            bytes.append(littleEndian: directory.upperBound, 8)
            bytes.append(littleEndian: 1, 4)
        }
        bytes += ZIPFormat.endRecord
        bytes.append(littleEndian: 0, 2)
        bytes.append(littleEndian: 0, 2)
        bytes.append(littleEndian: min(count, ZIPFormat.marker16), 2)
        bytes.append(littleEndian: min(count, ZIPFormat.marker16), 2)
        bytes.append(littleEndian: min(directory.count, ZIPFormat.marker32), 4)
        bytes.append(littleEndian: min(directory.lowerBound, ZIPFormat.marker32), 4)
        bytes.append(littleEndian: comment.count, 2)
        return bytes + comment
    }
}

extension [UInt8] {
    /// Appends the lowest `count` bytes of a number, lowest first.
    mutating func append(littleEndian value: Int, _ count: Int) {
        for index in 0..<count { append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }
}
