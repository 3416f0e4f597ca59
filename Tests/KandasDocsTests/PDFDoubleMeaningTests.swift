import KandasDocs
import Support
import Testing

/// What each file shows in viewers was tried with Poppler, MuPDF, qpdf and Ghostscript; docs/attachments-pdf.md tells.
@Suite("Bytes that could be read in two ways are read as viewers do, or refused")
struct PDFDoubleMeaningTests {
    private static let script = "<</S/JavaScript/JS(app.alert(1))>>"

    private func detail(_ report: DocumentReport) -> String? {
        report.findings.first { $0.code == .damaged }?.parameters["detail"]
    }

    @Test(
        "An action in other words",
        arguments: [
            "<</S/#4aavaScript/#4a#53(app.alert(1))>>", "<</S%/GoTo\r/JavaScript%)>>\n/JS(app.alert(1))>>",
            "<</S/JavaScript#00/JS(app.alert(1))>>", "<</X(\\(()/S/GoTo/D[3 0 R/Fit])/S/JavaScript/JS(a)>>",
            "<</X(a\\)b)/S/JavaScript/JS(a(b)c)>>", "<</S(JavaScript)/JS(app.alert(1))>>",
            "<</S/GoTo/S/JavaScript/JS(app.alert(1))/D[3 0 R/Fit]>>", "<</S/Rendition/JS(app.alert(1))/OP 4>>",
            "<</X<2829>/S/JavaScript/JS<61>>>", "<</S/GoTo/D[3 0 R/Fit]/Next[<</S/JavaScript/JS(a)>>]>>",
        ]
    )
    func words(action: String) {
        let report = DocumentGate.judge(PDFSamples.onePage(with: action, catalog: "/OpenAction 4 0 R"))
        #expect(report.refusals.contains(.pdfScript), "\(report.findings)")
    }

    @Test("A name that is cut short by a null byte is another name, which no viewer knows, and does not act unseen")
    func nullInName() {
        let action = "<</S/Java#00Script/J#00S(app.alert(1))>>"
        let report = DocumentGate.judge(PDFSamples.onePage(with: action, catalog: "/OpenAction 4 0 R"))
        #expect(report.refusals == [.pdfAutomaticAction])
    }

    @Test("A script fifty steps down a tree of names, with its type and its text in objects of their own")
    func deepNames() {
        var builder = PDFBuilder.onePage(catalog: "/Names<</JavaScript 10 0 R>>")
        for number in 10..<60 { builder.add(number, "<</Kids[\(number + 1) 0 R]>>") }
        builder.add(60, "<</Names[(x) 61 0 R]>>")
        builder.add(61, "<</S 62 0 R/JS 63 0 R>>")
        builder.add(62, "/JavaScript")
        builder.add(63, "", stream: Array("app.alert(1)".utf8))
        builder.finish()
        #expect(DocumentGate.judge(builder.bytes).refusals.contains(.pdfScript))
    }

    @Test("A script in an object stream of an earlier revision, in a page that nothing leads to, behind references")
    func buried() {
        var builder = PDFBuilder.onePage()
        builder.add(
            5,
            objects: [
                (6, "<</Type/Page/Annots[7 0 R]>>"), (7, "<</Type/Annot/Subtype/Link/A 8 0 R>>"),
                (8, "<</S 9 0 R/F(cmd.exe)>>"), (9, "/Launch"),
            ]
        )
        builder.finish(asStream: true)
        for number in 6...9 { builder.add(number, "null") }
        builder.finish(asStream: true)
        #expect(DocumentGate.judge(builder.bytes).refusals.contains(.pdfLaunch))
    }

    @Test("Two numbers for one object")
    func twoNumbers() {
        var builder = PDFBuilder.onePage()
        let place = builder.bytes.count
        builder.add(4, "<</A 1>>")
        builder.misplace(6, at: place)
        builder.finish(asStream: true)
        #expect(detail(DocumentGate.judge(builder.bytes)) == "xref-entry")
    }

    @Test("An object stream that lists itself")
    func selfListing() {
        var builder = PDFBuilder.onePage()
        let place = builder.bytes.count
        builder.add(5, objects: [(5, PDFDoubleMeaningTests.script)], entries: "/Extends 5 0 R")
        builder.misplace(5, at: place)
        builder.finish(asStream: true)
        #expect(DocumentGate.judge(builder.bytes).refusals.contains(.pdfScript))
    }

    @Test("A hybrid file whose stream hides an object passes, one whose stream contradicts its table does not")
    func hybrid() {
        func file(_ objects: [(number: Int, place: (PDFBuilder) -> Int)]) -> [UInt8] {
            var builder = PDFBuilder.onePage()
            // The table comes last and names objects 1 to 3; the stream is written by hand.
            let first = builder.bytes.count
            builder.add(raw: "4 0 obj\n<</A 1>>\nendobj\n")
            let rows = objects.flatMap { object -> [UInt8] in
                let place = object.place(builder) == 0 ? first : object.place(builder)
                return [1, UInt8(place >> 8), UInt8(place & 255), 0]
            }
            let start = builder.bytes.count
            let index = objects.map { "\($0.number) 1" }.joined(separator: " ")
            let text = rows.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + ">"
            builder.add(
                5,
                "/Type/XRef/W[1 2 1]/Index[\(index)]/Size 6/Root 1 0 R/Filter/ASCIIHexDecode",
                stream: Array(text.utf8)
            )
            builder.finish(trailer: "/Root 1 0 R/XRefStm \(start)")
            return builder.bytes
        }
        #expect(DocumentGate.judge(file([(4, { _ in 0 })])).isAcceptable)
        #expect(detail(DocumentGate.judge(file([(3, { _ in 0 })]))) == "xref-hybrid")
    }

    @Test("A second startxref counts, and where it leads elsewhere the file is refused")
    func startTwice() {
        // Viewers look for the last one.
        let keyword = Array("startxref\n".utf8)
        let place = Samples.pdf.indices.last { Samples.pdf[$0...].starts(with: keyword) } ?? 0
        let before = Samples.pdf[..<place] + keyword + Array("0\n".utf8) + Samples.pdf[place...]
        #expect(DocumentGate.judge(Array(before)).isAcceptable)
        let behind = Samples.pdf + Array("startxref\n9\n%%EOF\n".utf8)
        #expect(DocumentGate.judge(behind).refusals == [.damaged])
    }

    @Test("Objects within the data of a stream whose length is right are data; none where the length lies")
    func lengths() {
        let hidden = Array("x\nendstream\nendobj\n5 0 obj\n\(PDFDoubleMeaningTests.script)\nendobj\n".utf8)
        for (length, isAcceptable) in [(nil, true), ("1", false), ("9999", false)] as [(String?, Bool)] {
            var builder = PDFBuilder.onePage()
            builder.add(4, "", stream: hidden, length: length)
            builder.finish()
            #expect(DocumentGate.judge(builder.bytes).isAcceptable == isAcceptable, "\(length ?? "right")")
        }
    }

    @Test("A string that never ends swallows the file")
    func openString() {
        let report = DocumentGate.judge(PDFSamples.onePage(with: "null", catalog: "/X (unbalanced ( string"))
        #expect(!report.isAcceptable)
    }
}
