import KandasDocs
import Testing

@Suite("The name of a document must fit its content")
struct NameTests {
    @Test(
        "Names that fit",
        arguments: [
            "a.pdf", "A.PDF", "a.b.Pdf", "folder.jpg/a.pdf", "C:\\scans\\a.pdf", "attachments/төлқұжат.pdf", "..pdf",
        ]
    )
    func fitting(name: String) {
        #expect(DocumentGate.judge(Samples.pdf, name: name).findings.isEmpty)
    }

    @Test("Every ending of a picture", arguments: ["a.jpg", "a.JPEG", "a.jpe"])
    func pictures(name: String) {
        #expect(DocumentGate.judge(Samples.jpeg, name: name).findings.isEmpty)
        #expect(DocumentGate.judge(Samples.pdf, name: name).refusals == [.nameMismatch])
    }

    @Test(
        "Names that do not fit",
        arguments: ["a.jpg", "a.pdf.exe", "a.pdf ", "a.", "a.docx", "a.p\u{0301}df", "a.pdf\u{202e}gpj.exe"]
    )
    func mismatch(name: String) {
        let report = DocumentGate.judge(Samples.pdf, name: name)
        #expect(report.refusals == [.nameMismatch])
        #expect(report.findings.first?.parameters["extension"] == ".pdf")
        #expect(report.mediaType == .pdf)
    }

    @Test("A name without an ending is a warning", arguments: ["passport", "folder.pdf/passport", ".pdf", "", "/"])
    func noEnding(name: String) {
        let report = DocumentGate.judge(Samples.pdf, name: name)
        #expect(report.findings.map(\.code) == [.nameWithoutExtension])
        #expect(report.isAcceptable)
    }
}
