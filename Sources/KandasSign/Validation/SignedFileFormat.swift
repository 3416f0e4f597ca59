/// The kinds of signed files that are recognised, by content and never by name.
public enum SignedFileFormat: String, Sendable, Hashable, Codable {
    /// A CMS message in DER, BER, PEM or base64.
    case cms
    /// An ASiC-E container.
    case asice
    /// An XML document with signatures in it.
    case xml
    /// A PDF with signatures in it.
    case pdf

    /// Recognises a file by its first bytes.
    ///
    /// - Returns: ``asice`` for a ZIP archive, ``pdf`` for a PDF from its first byte on, ``xml`` for markup, ``cms`` for what starts like DER, PEM or base64 of it, else
    ///   `nil`.
    public init?(firstBytes: ArraySlice<UInt8>) {
        if firstBytes.starts(with: [0x50, 0x4b]) {
            self = .asice
            return
        }
        if firstBytes.starts(with: Array("%PDF-".utf8)) {
            self = .pdf
            return
        }
        let isMarked = firstBytes.starts(with: [0xef, 0xbb, 0xbf])
        let text = firstBytes.dropFirst(isMarked ? 3 : 0).drop { TextArmor.isSpace($0) }
        if text.first == 0x3c {
            self = .xml
            return
        }
        guard firstBytes.first == DER.Tag.sequence || text.starts(with: Array("-----BEGIN".utf8)) || text.first == 0x4d
        else { return nil }
        self = .cms
    }
}
