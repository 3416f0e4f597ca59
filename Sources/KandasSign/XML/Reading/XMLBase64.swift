internal import FoundationEssentials

/// The type base64Binary of XML Schema, in which white space means nothing.
enum XMLBase64 {
    /// The octets, or `nil` if the text is not base64.
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        // A carriage return that a writer has put in as a character stands in real signatures.
        Data(base64Encoded: Data(text.filter { !TextArmor.isSpace($0) })).map { [UInt8]($0) }
    }

    /// The octets, or `nil` if the text is not base64.
    static func decode(_ text: String) -> [UInt8]? { decode(text.utf8) }

    /// The text of octets, in one line.
    static func encode(_ octets: some Sequence<UInt8>) -> String { Data(octets).base64EncodedString() }
}
