import KandasDocs
import Support
import Testing

@Suite("Whoever attaches another kind of file is told what it is")
struct OtherFormatTests {
    struct Case: Sendable {
        let name: String
        let start: [UInt8]
        let code: DocumentFinding.Code

        init(_ name: String, _ start: [UInt8], _ code: DocumentFinding.Code) {
            self.name = name
            self.start = start
            self.code = code
        }

        init(_ name: String, _ start: String, _ code: DocumentFinding.Code) {
            self.init(name, Array(start.utf8), code)
        }
    }

    /// The first entry of a ZIP.
    private static func zip(_ name: String, _ content: String = "") -> [UInt8] {
        [0x50, 0x4b, 3, 4] + [UInt8](repeating: 0, count: 22) + [UInt8(name.utf8.count), 0, 0, 0]
            + Array((name + content).utf8)
    }

    @Test(
        "By the first bytes that the formats' own specifications give",
        arguments: [
            Case("PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], .typeImage),
            Case("GIF", "GIF89a", .typeImage),
            Case("TIFF", [0x49, 0x49, 0x2a, 0], .typeImage),
            Case("TIFF", [0x4d, 0x4d, 0, 0x2a], .typeImage),
            Case("BMP", Array("BM".utf8) + [0x36, 0, 0x0c, 0, 0, 0, 0, 0, 0x36, 0, 0, 0, 40, 0, 0], .typeImage),
            Case("WebP", "RIFF\u{1}\u{2}\u{3}\u{4}WEBPVP8 ", .typeImage),
            Case("HEIC", "\u{0}\u{0}\u{0}\u{18}ftypheic\u{0}\u{0}", .typeImage),
            Case("HEIC", "\u{0}\u{0}\u{0}\u{18}ftypmif1\u{0}\u{0}", .typeImage),
            Case("AVIF", "\u{0}\u{0}\u{0}\u{1c}ftypavif\u{0}\u{0}", .typeImage),
            Case("MP4", "\u{0}\u{0}\u{0}\u{18}ftypisom\u{0}\u{0}", .typeOther),
            Case("SVG", "<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>", .typeImage),
            Case("HTML", "\u{feff} <!DOCTYPE HTML><p>", .typeOffice),
            Case("HTML", "\n<html>", .typeOffice),
            Case("XML", "<?xml version=\"1.0\"?><a/>", .typeOther),
            Case("RTF", "{\\rtf1\\ansi}", .typeOffice),
            Case("DOC / XLS / PPT", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0], .typeOffice),
            Case("DOCX / XLSX / PPTX", zip("[Content_Types].xml"), .typeOffice),
            Case("DOCX / XLSX / PPTX", zip("word/document.xml"), .typeOffice),
            Case("ODF", zip("mimetype", "application/vnd.oasis.opendocument.text"), .typeOffice),
            Case("ASiC", zip("mimetype", "application/vnd.etsi.asic-e+zip"), .typeSigned),
            Case("ZIP", zip("scan.pdf"), .typeArchive),
            Case("ZIP", [0x50, 0x4b, 3, 4], .typeArchive),
            Case("7z", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0], .typeArchive),
            Case("RAR", "Rar!\u{1a}\u{7}\u{0}", .typeArchive),
            Case("EXE", Array("MZ".utf8) + [UInt8](repeating: 0, count: 100), .typeProgram),
            Case("Base64", "JVBERi0xLjcK", .typeOther),
            Case("TXT", "Өмірбаян\n", .typeOffice),
        ]
    )
    func magic(sample: Case) {
        let report = DocumentGate.judge(sample.start, name: "scan.pdf")
        #expect(report.refusals == [sample.code])
        #expect(report.findings.first?.parameters["format"] == sample.name)
        #expect(report.mediaType == nil)
        #expect(judge(sample.start, piece: 1, name: "scan.pdf") == report)
    }

    @Test("A long text is a text, wherever a character is cut in two", arguments: 0..<4)
    func longText(shift: Int) {
        let text = String(repeating: "a", count: shift) + String(repeating: "ә", count: 3_000)
        #expect(DocumentGate.judge(Array(text.utf8)).findings.first?.parameters["format"] == "TXT")
    }

    @Test(
        "Bytes that mean nothing",
        arguments: [[0], [0xff], [0xff, 0xd8], [1, 2, 3, 4, 5, 6, 7, 8, 9]] as [[UInt8]]
    )
    func unknown(bytes: [UInt8]) {
        #expect(DocumentGate.judge(bytes).refusals == [.typeUnknown])
    }

    @Test(
        "Real signatures and keys are told from documents",
        .enabled(if: Fixtures.arePresent, "the sample files ../shared/fixtures are absent"),
        arguments: [
            ("kz/cms/individual_attached.der", "CMS", DocumentFinding.Code.typeSigned),
            ("kz/cms/SIGNED_CMS_ONE_SIGNER.cms", "CMS", .typeSigned),
            ("kz/keys/individual_valid.p12", "PKCS #12", .typeKey),
            ("kz/keys/individual_rsa_2018.p12", "PKCS #12", .typeKey),
        ]
    )
    func real(path: String, format: String, code: DocumentFinding.Code) throws {
        let report = DocumentGate.judge(try Fixtures.bytes(path))
        #expect(report.refusals == [code])
        #expect(report.findings.first?.parameters["format"] == format)
    }
}
