/// Reads the little-endian fields of ZIP records, in order.
struct ZIPFields {
    private let bytes: ArraySlice<UInt8>
    private let endCode: SigningError.Code
    private var position: Int

    /// Starts reading; `endCode` is what a record is refused with that passes the end of `bytes`.
    init(_ bytes: ArraySlice<UInt8>, endCode: SigningError.Code = .zipTruncated) {
        self.bytes = bytes
        self.endCode = endCode
        position = bytes.startIndex
    }

    init(_ bytes: [UInt8], endCode: SigningError.Code = .zipTruncated) { self.init(bytes[...], endCode: endCode) }

    /// How many bytes are left.
    var remaining: Int { bytes.endIndex - position }

    /// How many bytes were read.
    var consumed: Int { position - bytes.startIndex }

    mutating func take(_ count: Int) throws(SigningError) -> ArraySlice<UInt8> {
        guard count <= remaining else { throw .zip(endCode, "a record ends early") }
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func uint16() throws(SigningError) -> Int { Int(try number(2)) }

    mutating func uint32() throws(SigningError) -> Int { Int(try number(4)) }

    mutating func crc() throws(SigningError) -> UInt32 { UInt32(truncatingIfNeeded: try number(4)) }

    /// Eight bytes; values that no file can have are refused.
    mutating func uint64() throws(SigningError) -> Int {
        guard let value = Int(exactly: try number(8)) else {
            throw .zip(.zipZIP64Inconsistent, "a size or offset of 2^63 or more")
        }
        return value
    }

    mutating func skip(_ count: Int) throws(SigningError) { _ = try take(count) }

    /// Reads four bytes and compares them.
    mutating func matches(_ signature: [UInt8]) throws(SigningError) -> Bool { try take(4).elementsEqual(signature) }

    private mutating func number(_ count: Int) throws(SigningError) -> UInt64 {
        try take(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// The signatures and constants of APPNOTE.TXT 6.3.10 section 4.3.
enum ZIPFormat {
    static let localHeader: [UInt8] = [0x50, 0x4b, 3, 4]
    static let dataDescriptor: [UInt8] = [0x50, 0x4b, 7, 8]
    static let centralHeader: [UInt8] = [0x50, 0x4b, 1, 2]
    static let endRecord: [UInt8] = [0x50, 0x4b, 5, 6]
    static let zip64EndRecord: [UInt8] = [0x50, 0x4b, 6, 6]
    static let zip64Locator: [UInt8] = [0x50, 0x4b, 6, 7]

    static let localHeaderBytes = 30
    static let centralHeaderBytes = 46
    static let endRecordBytes = 22
    static let zip64EndRecordBytes = 56
    static let zip64LocatorBytes = 20

    /// A 16-bit field that stands in a ZIP64 record instead.
    static let marker16 = 0xffff
    /// A 32-bit field that stands in a ZIP64 record instead.
    static let marker32 = 0xffff_ffff

    static let zip64Field = 0x0001
    static let unicodePathField = 0x7075

    /// Flag bit 3: checksum and sizes follow the data.
    static let descriptorFlag = 0x0008
    /// Flag bit 11: name and comment are UTF-8.
    static let utf8Flag = 0x0800
    /// Flag bits 0, 6 and 13: encryption, strong encryption, masked headers.
    static let encryptionFlags = 0x2041
    /// Bits 1 and 2 (how hard deflate tried), 3 and 11.
    static let knownFlags = 0x080e

    /// The highest version that stored, deflated and ZIP64 entries need: 4.5.
    static let highestVersion = 45
}
