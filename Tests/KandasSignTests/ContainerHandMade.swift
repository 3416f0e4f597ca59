import KandasSign

/// An archive made field by field, so that any field can lie.
///
/// It shares no code with what it tests.
struct HandMadeZIP {
    var prefix: [UInt8] = []
    var entries: [Entry]
    /// Between the last entry and the central directory.
    var gapBeforeDirectory: [UInt8] = []
    /// Between the central directory and the end record.
    var gapBeforeEnd: [UInt8] = []
    var comment: [UInt8] = []
    var trailer: [UInt8] = []
    var countDelta = 0
    var sizeDelta = 0
    var offsetDelta = 0
    var disk = 0
    var zip64End: [UInt8]?

    struct Entry {
        var name: [UInt8]
        var data: [UInt8] = Array("data".utf8)
        var flags = 0x800
        var method = 0
        var time = 0
        var date = 0x21
        var madeBy = 0x314
        var version = 20
        var attributes = 0o100644 << 16
        var size: Int
        var crc: UInt32
        var gap: [UInt8] = []
        var after: [UInt8] = []
        var extra: [UInt8] = []
        var localExtra: [UInt8] = []
        /// Changes to the finished headers.
        var patchLocal: (inout [UInt8]) -> Void = { _ in }
        var patchCentral: (inout [UInt8]) -> Void = { _ in }
        var offsetDelta = 0

        init(_ name: String, _ data: String = "data") {
            self.init(Array(name.utf8), Array(data.utf8))
        }

        init(_ name: [UInt8], _ data: [UInt8]) {
            self.name = name
            self.data = data
            size = data.count
            crc = HandMadeZIP.crc32(data)
        }

        var common: [UInt8] {
            le(version, 2) + le(flags, 2) + le(method, 2) + le(time, 2) + le(date, 2) + le(Int(crc), 4)
                + le(data.count, 4) + le(size, 4) + le(name.count, 2)
        }
    }

    init(_ entries: Entry...) { self.entries = entries }

    var bytes: [UInt8] {
        var all = prefix
        var directory: [UInt8] = []
        for entry in entries {
            all += entry.gap
            let offset = all.count + entry.offsetDelta
            var local =
                [0x50, 0x4b, 3, 4] + entry.common + le(entry.localExtra.count, 2) + entry.name + entry.localExtra
            entry.patchLocal(&local)
            all += local + entry.data + entry.after
            var central =
                [0x50, 0x4b, 1, 2] + le(entry.madeBy, 2) + entry.common + le(entry.extra.count, 2) + le(0, 2) + le(0, 2)
                + le(0, 2) + le(entry.attributes, 4) + le(offset, 4) + entry.name + entry.extra
            entry.patchCentral(&central)
            directory += central
        }
        all += gapBeforeDirectory
        let start = all.count
        all += directory + gapBeforeEnd + (zip64End ?? [])
        all += [0x50, 0x4b, 5, 6] + le(disk, 2) + le(disk, 2)
        all += le(entries.count + countDelta, 2) + le(entries.count + countDelta, 2)
        all += le(directory.count + sizeDelta, 4) + le(start + offsetDelta, 4) + le(comment.count, 2) + comment
        return all + trailer
    }

    /// The checksum, bit by bit (ISO/IEC 3309 section 3.5.5).
    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = 0xffff_ffff
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1 }
        }
        return ~value
    }

    /// A deflate stream of one stored block (RFC 1951 section 3.2.4).
    static func storedBlock(_ bytes: [UInt8]) -> [UInt8] {
        [1] + le(bytes.count, 2) + le(0xffff ^ bytes.count, 2) + bytes
    }
}

/// The lowest bytes of a number, lowest first.
func le(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

extension [UInt8] {
    /// Overwrites bytes.
    mutating func put(_ bytes: [UInt8], at offset: Int) { replaceSubrange(offset..<offset + bytes.count, with: bytes) }
}

/// Opens an archive and reads every file: the refusal, or `nil`.
func refusal(_ bytes: [UInt8], _ limits: Limits = Limits()) -> SigningError? {
    do {
        let archive = try ZIPArchive(MemoryBytes(bytes), limits: limits)
        for entry in archive.entries { try archive.read(entry) { _ in } }
        return nil
    } catch {
        return error
    }
}
