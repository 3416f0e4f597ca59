import KandasDocs
import Testing

@Suite("A PDF begins at its first byte and ends at its last")
struct PDFTests {
    /// The sample up to and without `startxref`, and where its table begins.
    static let body = Samples.pdf.prefix(Samples.pdf.count - "startxref\n176\n%%EOF\n".utf8.count)

    @Test("The sample is what the other tests take it for")
    func sample() {
        #expect(String(decoding: Samples.pdf.suffix(20), as: UTF8.self) == "startxref\n176\n%%EOF\n")
    }

    @Test("Versions that exist", arguments: ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0"])
    func versions(version: String) {
        let report = DocumentGate.judge(withHeader("%PDF-\(version)"))
        #expect(report.isAcceptable)
        #expect(report.pdfVersion == version)
    }

    @Test("Versions that do not", arguments: ["1.8", "1.9", "2.1", "0.9", "9.9"])
    func noVersions(version: String) {
        #expect(DocumentGate.judge(withHeader("%PDF-\(version)")).refusals == [.pdfVersion])
    }

    @Test("Headers without a version", arguments: ["%PDF-", "%PDF-1", "%PDF-1.", "%PDF-17.", "%PDF-1.44", "%PDF-a.b"])
    func headers(header: String) {
        let report = DocumentGate.judge(withHeader(header))
        #expect(report.refusals == [.damaged])
        #expect(report.findings.first?.parameters["detail"] == "header")
        #expect(report.pdfVersion == nil)
    }

    @Test("Bytes before the header", arguments: [[0xef, 0xbb, 0xbf], [0x0a], Array("%!PS-Adobe\n".utf8)] as [[UInt8]])
    func leading(bytes: [UInt8]) {
        let report = DocumentGate.judge(bytes + Samples.pdf)
        #expect(report.refusals == [.leadingData])
        #expect(report.findings.first?.offset == bytes.count)
        #expect(report.mediaType == nil)
    }

    @Test(
        "Ends that are accepted without a word",
        arguments: [
            "startxref\n176\n%%EOF", "startxref\n176\n%%EOF\r", "startxref\r\n176\r\n%%EOF\r\n",
            "startxref 176 %%EOF\n",
            "startxref\n0000000176\n%%EOF\n",
        ]
    )
    func ends(end: String) {
        let report = DocumentGate.judge(withEnd(end))
        #expect(report.isAcceptable)
        #expect(report.findings.isEmpty)
    }

    @Test(
        "White space behind the end",
        arguments: ["\n\n", "\n \t\n", "\u{0}", String(repeating: "\u{0}", count: 1_024)]
    )
    func padding(blanks: String) {
        let report = DocumentGate.judge(withEnd("startxref\n176\n%%EOF" + blanks))
        #expect(report.isAcceptable)
        #expect(report.findings.map(\.code) == [.padding])
        #expect(report.findings.first?.parameters["count"] == "\(blanks.utf8.count)")
    }

    @Test("More white space than can be nothing", arguments: [1_025, 70_000])
    func muchPadding(count: Int) {
        let document = withEnd("startxref\n176\n%%EOF" + String(repeating: " ", count: count))
        #expect(DocumentGate.judge(document).refusals == [.trailingData])
        #expect(judge(document, piece: 1_000) == DocumentGate.judge(document))
    }

    @Test(
        "Anything else behind the end",
        arguments: ["x", "PK\u{3}\u{4}", "\n<html>", "1 2 3", String(repeating: "z", count: 200_000)]
    )
    func trailing(bytes: String) {
        let document = Samples.pdf + Array(bytes.utf8)
        let report = DocumentGate.judge(document)
        #expect(report.refusals == [.trailingData])
        #expect(report.findings.first?.offset == Samples.pdf.count - 1)
        #expect(judge(document, piece: 3) == report)
    }

    @Test(
        "A second revision that breaks off is called broken off",
        arguments: ["4 0 obj\n<<", "xref\n0 1", "% comment", "12 0", "12"]
    )
    func brokenRevision(start: String) {
        let document = Samples.pdf + Array(start.utf8)
        #expect(DocumentGate.judge(document).refusals == [.truncated])
        #expect(judge(document, piece: 1).refusals == [.truncated])
    }

    @Test("A second revision that is whole is accepted")
    func secondRevision() {
        let table = Samples.pdf.count
        let update = "xref\n0 0\ntrailer\n<</Size 4/Root 1 0 R/Prev 176>>\nstartxref\n\(table)\n%%EOF\n"
        #expect(DocumentGate.judge(Samples.pdf + Array(update.utf8)).findings.isEmpty)
    }

    @Test(
        "Ends without an offset inside the file",
        arguments: [
            ("%%EOF\n", "startxref"), ("176\n%%EOF\n", "startxref"), ("startxref\n%%EOF\n", "startxref"),
            ("startxref\n-5\n%%EOF\n", "startxref"), ("startxref\n1 7\n%%EOF\n", "startxref"),
            ("startxref176\n%%EOF\n", "startxref"), ("startxref\n176%%EOF\n", "end-marker"),
            ("startxref\n99999999999999999999\n%%EOF\n", "startxref"), ("startxref\n0\n%%EOF\n", "startxref-offset"),
            ("startxref\n99999\n%%EOF\n", "startxref-offset"),
            ("startxref\n\(body.count)\n%%EOF\n", "startxref-offset"),
        ]
    )
    func badEnds(end: String, detail: String) {
        let report = DocumentGate.judge(withEnd(end))
        #expect(report.refusals == [.damaged])
        #expect(report.findings.first?.parameters["detail"] == detail)
    }

    private func withEnd(_ end: String) -> [UInt8] { PDFTests.body + Array(end.utf8) }

    private func withHeader(_ header: String) -> [UInt8] { Array(header.utf8) + Samples.pdf.dropFirst(8) }
}
