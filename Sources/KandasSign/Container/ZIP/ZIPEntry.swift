/// One entry of a ``ZIPArchive``, as its central directory and its own header agree on it.
public struct ZIPEntry: Hashable, Sendable {
    /// The name: a relative path with `/`, in NFC; that of a folder ends with `/`.
    public let name: String
    /// How the data is stored.
    public let method: Method
    /// The size of the data in the archive, in bytes.
    public let compressedSize: Int
    /// The size of the file, in bytes.
    public let size: Int
    /// The CRC-32 of the file.
    public let crc: UInt32
    /// The bytes of the entry in the archive: its header, its data, and what follows the data.
    public let recordRange: Range<Int>
    /// The bytes of the data in the archive.
    public let dataRange: Range<Int>
    /// Whether the entry's own header has additional fields, which the first entry of a container must not have.
    public let hasExtraField: Bool

    /// Where the central header stands in the archive.
    let centralRange: Range<Int>

    /// Whether the entry is a folder, which has no data.
    public var isFolder: Bool { name.utf8.last == 0x2f }

    /// How an entry's data is stored.
    public enum Method: Int, Sendable {
        /// As it is.
        case stored = 0
        /// By deflate (RFC 1951).
        case deflated = 8
    }
}
