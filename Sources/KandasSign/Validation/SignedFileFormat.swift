/// The kinds of signed files that are recognised, by content and never by name.
public enum SignedFileFormat: String, Sendable, Hashable, Codable {
    /// A CMS message in DER, BER, PEM or base64.
    case cms
    /// An ASiC-E container.
    case asice

    /// Recognises a file by its first bytes.
    ///
    /// - Returns: ``asice`` for a ZIP archive, ``cms`` for what starts like DER, PEM or base64 of it, else `nil`.
    public init?(firstBytes: ArraySlice<UInt8>) {
        if firstBytes.starts(with: [0x50, 0x4b]) {
            self = .asice
            return
        }
        let text = firstBytes.drop { TextArmor.isSpace($0) }
        guard firstBytes.first == DER.Tag.sequence || text.starts(with: Array("-----BEGIN".utf8)) || text.first == 0x4d
        else { return nil }
        self = .cms
    }
}
