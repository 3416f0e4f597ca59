/// Well-known kinds of file that are not accepted, so that the applicant can be told what was attached.
///
/// It is told from the first bytes alone and only chooses the words; the file is refused either way.
struct OtherFormat {
    /// How many bytes are looked at.
    static let headLength = 2_048

    let name: String
    let code: DocumentFinding.Code

    /// The finding on a file that begins neither as PDF nor as JPEG.
    static func finding(head: [UInt8]) -> DocumentFinding {
        // Readers look for the header within the first 1024 bytes (ISO 32000-1, Annex H.3, note 13).
        if let offset = firstOffset(of: PDFEnds.magic, in: head.prefix(1_024 + PDFEnds.magic.count)) {
            return DocumentFinding(.leadingData, .refuse, offset: offset, parameters: ["format": "PDF"])
        }
        guard let found = recognize(head) else { return DocumentFinding(.typeUnknown, .refuse) }
        return DocumentFinding(found.code, .refuse, parameters: ["format": found.name])
    }

    static func recognize(_ head: [UInt8]) -> OtherFormat? {
        if head.starts(with: [0x50, 0x4b, 0x03, 0x04]) { return zip(head) }
        if head.dropFirst(4).starts(with: "ftyp".utf8) { return media(brand: head.dropFirst(8).prefix(4)) }
        for (offset, magic, format) in table where head.dropFirst(offset).starts(with: magic) { return format }
        return text(head)
    }

    private init(_ name: String, _ code: DocumentFinding.Code) {
        self.name = name
        self.code = code
    }

    private static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// Offset, bytes, kind; the first one that fits counts.
    private static let table: [(Int, [UInt8], OtherFormat)] = [
        (0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], .init("PNG", .typeImage)),
        (0, ascii("GIF8"), .init("GIF", .typeImage)),
        (0, [0x49, 0x49, 0x2a, 0x00], .init("TIFF", .typeImage)),
        (0, [0x4d, 0x4d, 0x00, 0x2a], .init("TIFF", .typeImage)),
        (0, [0x49, 0x49, 0x2b, 0x00], .init("TIFF", .typeImage)),
        (0, [0x4d, 0x4d, 0x00, 0x2b], .init("TIFF", .typeImage)),
        (8, ascii("WEBP"), .init("WebP", .typeImage)),
        (0, [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20], .init("JPEG 2000", .typeImage)),
        (0, [0xff, 0x4f, 0xff, 0x51], .init("JPEG 2000", .typeImage)),
        (0, [0x00, 0x00, 0x00, 0x0c, 0x4a, 0x58, 0x4c, 0x20], .init("JPEG XL", .typeImage)),
        (0, [0xff, 0x0a], .init("JPEG XL", .typeImage)),
        (0, ascii("8BPS"), .init("PSD", .typeImage)),
        (0, ascii("AT&TFORM"), .init("DjVu", .typeImage)),
        (0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], .init("DOC / XLS / PPT", .typeOffice)),
        (0, ascii("{\\rtf"), .init("RTF", .typeOffice)),
        (0, ascii("%!PS"), .init("PostScript", .typeOffice)),
        (0, [0x50, 0x4b, 0x05, 0x06], .init("ZIP", .typeArchive)),
        (0, [0x50, 0x4b, 0x07, 0x08], .init("ZIP", .typeArchive)),
        (0, [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], .init("7z", .typeArchive)),
        (0, [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], .init("RAR", .typeArchive)),
        (0, [0x1f, 0x8b, 0x08], .init("gzip", .typeArchive)),
        (0, [0x42, 0x5a, 0x68, 0x39], .init("bzip2", .typeArchive)),
        (0, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], .init("xz", .typeArchive)),
        (257, ascii("ustar"), .init("tar", .typeArchive)),
        (0, ascii("-----BEGIN CMS"), .init("CMS", .typeSigned)),
        (0, ascii("-----BEGIN PKCS7"), .init("CMS", .typeSigned)),
        (0, ascii("-----BEGIN PRIVATE KEY"), .init("PEM", .typeKey)),
        (0, ascii("-----BEGIN ENCRYPTED PRIVATE KEY"), .init("PEM", .typeKey)),
        (0, ascii("-----BEGIN RSA PRIVATE KEY"), .init("PEM", .typeKey)),
        (0, ascii("-----BEGIN EC PRIVATE KEY"), .init("PEM", .typeKey)),
        (0, ascii("-----BEGIN "), .init("PEM", .typeOther)),
        (0, [0x7f, 0x45, 0x4c, 0x46], .init("ELF", .typeProgram)),
        (0, ascii("#!"), .init("script", .typeProgram)),
        (8, ascii("AVI "), .init("AVI", .typeOther)),
        (0, [0x1a, 0x45, 0xdf, 0xa3], .init("Matroska", .typeOther)),
        // What a PDF and a JPEG begin with in Base64.
        (0, ascii("JVBERi0"), .init("Base64", .typeOther)),
        (0, ascii("/9j/"), .init("Base64", .typeOther)),
        (0, ascii("data:"), .init("Base64", .typeOther)),
    ]

    /// A ZIP by its first entry: the office formats are ZIP archives too.
    private static func zip(_ head: [UInt8]) -> OtherFormat {
        guard head.count >= 30 else { return .init("ZIP", .typeArchive) }
        let nameLength = Int(head[26]) | Int(head[27]) << 8
        let extraLength = Int(head[28]) | Int(head[29]) << 8
        let name = head.dropFirst(30).prefix(nameLength)
        if name.elementsEqual("mimetype".utf8) {
            let type = head.dropFirst(30 + nameLength + extraLength)
            if type.starts(with: "application/vnd.etsi.asic".utf8) { return .init("ASiC", .typeSigned) }
            if type.starts(with: "application/vnd.oasis.opendocument".utf8) { return .init("ODF", .typeOffice) }
            if type.starts(with: "application/epub".utf8) { return .init("EPUB", .typeOffice) }
        }
        let isOffice = ["[Content_Types].xml", "_rels/", "docProps/", "word/", "xl/", "ppt/"]
            .contains { name.starts(with: $0.utf8) }
        return isOffice ? .init("DOCX / XLSX / PPTX", .typeOffice) : .init("ZIP", .typeArchive)
    }

    /// An ISO media file by its brand: phones keep pictures in it too.
    private static func media(brand: ArraySlice<UInt8>) -> OtherFormat {
        switch String(decoding: brand, as: UTF8.self) {
        case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1": .init("HEIC", .typeImage)
        case "avif", "avis": .init("AVIF", .typeImage)
        case "qt  ": .init("MOV", .typeOther)
        default: .init("MP4", .typeOther)
        }
    }

    private static func text(_ head: [UInt8]) -> OtherFormat? {
        if head.first == 0x30 {
            // ContentInfo with the type signedData (RFC 5652, section 5.1).
            let signedData: [UInt8] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]
            if firstOffset(of: signedData, in: head.prefix(20)) != nil { return .init("CMS", .typeSigned) }
            // PFX with version 3 and an authSafe (RFC 7292, section 4), and PKCS #8 with version 0 (RFC 5208).
            if firstOffset(of: [0x02, 0x01, 0x03, 0x30], in: head.prefix(10)) != nil {
                return .init("PKCS #12", .typeKey)
            }
            if firstOffset(of: [0x02, 0x01, 0x00, 0x30], in: head.prefix(10)) != nil {
                return .init("PKCS #8", .typeKey)
            }
        }
        if head.starts(with: [0x4d, 0x5a]), head.count > 64, head.contains(0) { return .init("EXE", .typeProgram) }
        if head.starts(with: [0x42, 0x4d]), head.count > 14, head[6..<10].allSatisfy({ $0 == 0 }) {
            return .init("BMP", .typeImage)
        }
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        let visible = head.dropFirst(head.starts(with: mark) ? 3 : 0)
            .drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }
        let start = String(decoding: visible.prefix(1_000), as: UTF8.self).lowercased()
        if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") || start.hasPrefix("<head") {
            return .init("HTML", .typeOffice)
        }
        if start.hasPrefix("<svg") || start.hasPrefix("<?xml") && start.contains("<svg") {
            return .init("SVG", .typeImage)
        }
        if start.hasPrefix("<?xml") { return .init("XML", .typeOther) }
        let isText = !visible.isEmpty && visible.allSatisfy { $0 >= 0x20 && $0 != 0x7f || 0x09...0x0d ~= $0 }
        // A character may be cut in two at the end of what is looked at.
        let isUTF8 =
            isText
            && (0...3)
                .contains {
                    visible.count > $0 && String(validating: visible.dropLast($0), as: UTF8.self) != nil
                }
        return isUTF8 ? .init("TXT", .typeOffice) : nil
    }

    private static func firstOffset(of needle: [UInt8], in haystack: ArraySlice<UInt8>) -> Int? {
        guard haystack.count >= needle.count else { return nil }
        return (haystack.startIndex...haystack.endIndex - needle.count)
            .first { haystack[$0..<$0 + needle.count].elementsEqual(needle) }
    }
}
