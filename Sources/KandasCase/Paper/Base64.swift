import FoundationEssentials

/// Base64 (RFC 4648 section 4) in one line.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// The bytes, or `nil` if the text, white space aside, is not base64.
    static func decode(_ text: String) -> [UInt8]? {
        Data(base64Encoded: Data(text.utf8.filter { $0 > 0x20 })).map { [UInt8]($0) }
    }
}
