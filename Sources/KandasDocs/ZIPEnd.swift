/// The end record of a ZIP archive, which stands at the end of a file and not at its start (APPNOTE 4.3.16).
///
/// A PDF or JPEG whose last bytes are the comment of such a record is an archive at the same time.
enum ZIPEnd {
    /// How far from the end the record may begin: its 22 bytes and the longest comment.
    static let reach = 22 + 65_535

    private static let signature: [UInt8] = [0x50, 0x4b, 0x05, 0x06]

    /// Whether a record's comment ends exactly at the end of the file.
    static func isPresent(in tail: TailBuffer) -> Bool {
        let bytes = tail.bytes
        return bytes.withUnsafeBytes { bytes in
            var index = bytes.count - 22
            while index >= 0 {
                if bytes[index] == 0x50, bytes[index..<index + 4].elementsEqual(signature),
                    Int(bytes[index + 20]) | Int(bytes[index + 21]) << 8 == bytes.count - index - 22
                {
                    return true
                }
                index -= 1
            }
            return false
        }
    }
}
