import KandasDocs
import Support
import Testing

@Suite("A PDF that means harm is refused, quickly and without much memory")
struct PDFHostileTests {
    private func judge(_ builder: PDFBuilder, within limit: Duration = .seconds(1)) -> DocumentReport {
        let start = ContinuousClock.now
        let report = DocumentGate.judge(builder.bytes)
        #expect(ContinuousClock.now - start < limit)
        #expect(!report.isAcceptable)
        return report
    }

    private func detail(_ report: DocumentReport) -> String? {
        report.findings.first { $0.code == .damaged }?.parameters["detail"]
    }

    // MARK: Bombs

    /// 300 MB of blanks.
    private static let bomb = Result { try deflate([UInt8](repeating: 0x20, count: 300_000_000)) }

    @Test("A bomb of 300 MB in a content stream, a picture, an object that nothing leads to", arguments: [0, 1, 2])
    func bomb(place: Int) throws {
        let data = try PDFHostileTests.bomb.get()
        #expect(data.count < 400_000)
        var builder = PDFBuilder.onePage(page: place == 0 ? "/Contents 4 0 R" : "")
        let picture = place == 1 ? "/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8" : ""
        builder.add(4, "/Filter/FlateDecode\(picture)", stream: data)
        builder.finish()
        let report = judge(builder, within: .seconds(2))
        #expect(report.refusals == [.pdfBomb])
        #expect(report.findings.first?.parameters["object"] == "4")
    }

    @Test("A bomb within a bomb, which each filter alone does not show")
    func nestedBomb() throws {
        let inner = try deflate(deflate([UInt8](repeating: 0, count: 100_000_000)))
        var builder = PDFBuilder.onePage()
        builder.add(4, "/Filter[/FlateDecode/FlateDecode]", stream: inner)
        builder.finish()
        #expect(judge(builder).refusals == [.pdfBomb])
    }

    @Test(
        "A bomb in an object stream and in a cross-reference stream",
        arguments: ["ObjStm/N 1/First 4", "XRef/W[1 1 1]/Size 9"]
    )
    func structureBomb(type: String) throws {
        let data = try PDFHostileTests.bomb.get()
        var builder = PDFBuilder.onePage()
        let start = builder.bytes.count
        builder.add(4, "/Type/\(type)/Root 1 0 R/Filter/FlateDecode", stream: data)
        if type.hasPrefix("XRef") {
            builder.add(raw: "startxref\n\(start)\n%%EOF\n")
        } else {
            builder.finish()
        }
        #expect(judge(builder, within: .seconds(3)).refusals.contains(.pdfBomb))
    }

    @Test("Many streams that are no bombs each, but all together")
    func sum() throws {
        var policy = DocumentPolicy()
        policy.pdf.maximumTotalBytes = 10_000_000
        let data = try deflate([UInt8](repeating: 0x20, count: 3_000_000))
        var builder = PDFBuilder.onePage()
        for number in 4..<9 { builder.add(number, "/Filter/FlateDecode", stream: data) }
        builder.finish()
        #expect(DocumentGate.judge(builder.bytes, policy: policy).refusals == [.pdfBomb])
        #expect(DocumentGate.judge(builder.bytes).isAcceptable)
    }

    @Test("A picture that becomes longer than its sides say")
    func longPicture() throws {
        let data = try deflate([UInt8](repeating: 0, count: 40_000_000))
        func picture(_ sides: String) -> DocumentReport {
            var builder = PDFBuilder.onePage()
            builder.add(4, "/Subtype/Image\(sides)/ColorSpace/DeviceRGB/Filter/FlateDecode", stream: data)
            builder.finish()
            return DocumentGate.judge(builder.bytes)
        }
        #expect(picture("/Width 2000/Height 2000/BitsPerComponent 8").refusals == [.pdfBomb])
        // White pages compress as well as bombs do.
        #expect(picture("/Width 4000/Height 4000/BitsPerComponent 8").isAcceptable)
    }

    @Test("More filters than anything needs")
    func filters() {
        var builder = PDFBuilder.onePage()
        let chain = String(repeating: "/ASCIIHexDecode", count: 9)
        builder.add(4, "/Filter[\(chain)]", stream: [])
        builder.finish()
        #expect(detail(judge(builder)) == "stream-filter")
    }

    @Test("A picture of four thousand million pixels in a few bytes")
    func pixels() {
        var builder = PDFBuilder.onePage()
        builder.add(4, "/Subtype/Image/Width 65500/Height 65500/Filter/DCTDecode", stream: [0xff, 0xd8])
        builder.add(5, "/Subtype/Image/Width 9223372036854775807/Height 2/Filter/JPXDecode", stream: [0xff, 0xd8])
        builder.finish()
        #expect(judge(builder).refusals == [.pdfPicture])
    }

    // MARK: Nesting and size

    @Test("Arrays and dictionaries 10,000 deep", arguments: ["[", "<</A", "<</A["])
    func nesting(opening: String) {
        var builder = PDFBuilder.onePage()
        builder.add(4, String(repeating: opening, count: 10_000))
        builder.finish()
        #expect(judge(builder).refusals.contains(.pdfTooComplex))
    }

    @Test("Parentheses 1,000,000 deep in a string are only characters")
    func parentheses() {
        var builder = PDFBuilder.onePage()
        builder.add(4, String(repeating: "(", count: 1_000_000) + String(repeating: ")", count: 1_000_000))
        builder.finish()
        #expect(DocumentGate.judge(builder.bytes).isAcceptable)
    }

    @Test("One array of 600,000 values")
    func values() {
        var builder = PDFBuilder.onePage()
        builder.add(4, "[" + String(repeating: "1 ", count: 600_000) + "]")
        builder.finish()
        #expect(judge(builder, within: .seconds(5)).refusals.contains(.pdfTooComplex))
    }

    @Test("A /Size that is far from the truth", arguments: [0, 1, Int.max / 10, 4_294_967_296])
    func size(size: Int) {
        var builder = PDFBuilder.onePage()
        builder.finish(size: size)
        let start = ContinuousClock.now
        // Readers count the objects themselves.
        #expect(DocumentGate.judge(builder.bytes).isAcceptable)
        #expect(ContinuousClock.now - start < .seconds(1))
    }

    @Test(
        "A cross-reference stream with more entries than bytes",
        arguments: ["[0 99999999]", "[0 2147483647 1 2147483647]"]
    )
    func manyEntries(index: String) {
        var builder = PDFBuilder.onePage()
        let start = builder.bytes.count
        builder.add(4, "/Type/XRef/W[1 1 1]/Size 5/Index\(index)/Root 1 0 R", stream: [1, 2, 3])
        builder.add(raw: "startxref\n\(start)\n%%EOF\n")
        #expect(detail(judge(builder)) == "xref")
    }

    @Test("A subsection of a table that says it has four thousand million rows")
    func manyRows() {
        var builder = PDFBuilder.onePage()
        let start = builder.bytes.count
        builder.add(raw: "xref\n0 4294967295\n0000000000 65535 f \ntrailer\n<</Size 4/Root 1 0 R>>\n")
        builder.add(raw: "startxref\n\(start)\n%%EOF\n")
        #expect(detail(judge(builder)) == "xref")
    }

    // MARK: Loops

    @Test("A cross-reference that names itself as the one before")
    func previousLoop() {
        var builder = PDFBuilder.onePage()
        let start = builder.bytes.count
        builder.finish(previous: start)
        #expect(detail(judge(builder)) == "xref-loop")
    }

    @Test("Two cross-references that name each other")
    func mutualLoop() {
        var builder = PDFBuilder.onePage()
        let first = builder.bytes.count
        let length =
            "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 4/Root 1 0 R/Prev 0000>>\nstartxref\n0000\n%%EOF\n"
        let second = first + length.utf8.count
        for (at, other) in [(first, second), (second, first)] {
            let digits = String(other)
            let padded = String(repeating: "0", count: 4 - digits.count) + digits
            let own = String(repeating: "0", count: 4 - String(at).count) + String(at)
            builder.add(
                raw: "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 4/Root 1 0 R/Prev \(padded)>>\nstartxref\n"
            )
            builder.add(raw: "\(own)\n%%EOF\n")
        }
        #expect(judge(builder).pdf?.problems.contains { $0.kind == "xref-loop" } == true)
    }

    @Test("More revisions than anybody saves")
    func revisions() {
        var builder = PDFBuilder.onePage()
        for _ in 0..<300 { builder.finish() }
        #expect(judge(builder).refusals.contains(.pdfTooComplex))
    }

    @Test(
        "Page trees that lead back to themselves",
        arguments: [
            "<</Type/Pages/Kids[2 0 R]/Count 1>>", "<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>",
            "<</Type/Pages/Kids 4 0 R/Count 1>>", "<</Type/Pages/Kids[5 0 R]/Count 1>>", "4 0 R", "2 0 R",
        ]
    )
    func pageLoop(tree: String) {
        var builder = PDFBuilder.onePage()
        builder.finish()
        builder.add(2, tree)
        builder.add(4, "4 0 R")
        builder.add(5, "<</Type/Pages/Kids[2 0 R]/Count 1>>")
        builder.finish()
        #expect(detail(judge(builder)) == "page-tree")
    }

    @Test("A page tree that doubles at each of 40 levels")
    func doubling() {
        var builder = PDFBuilder()
        builder.add(1, "<</Type/Catalog/Pages 2 0 R>>")
        for level in 2..<42 {
            builder.add(level, "<</Type/Pages/Kids[\(level + 1) 0 R \(level + 1) 0 R]/Count \(1 << (42 - level))>>")
        }
        builder.add(42, "<</Type/Page/MediaBox[0 0 1 1]>>")
        builder.finish()
        #expect(detail(judge(builder)) == "page-tree")
    }

    @Test("One page, listed a hundred thousand times")
    func sharedPage() {
        var builder = PDFBuilder()
        builder.add(1, "<</Type/Catalog/Pages 2 0 R>>")
        builder.add(2, "<</Type/Pages/Kids[\(String(repeating: "3 0 R ", count: 100_000))]/Count 100000>>")
        builder.add(3, "<</Type/Page/MediaBox[0 0 1 1]>>")
        builder.finish()
        #expect(judge(builder, within: .seconds(5)).refusals.contains(.pdfTooManyPages))
    }

    @Test(
        "Lengths, filters and actions that refer to themselves",
        arguments: ["/Length 4 0 R", "/Filter 4 0 R", "/OpenAction 4 0 R"]
    )
    func referenceLoop(entry: String) {
        var builder = PDFBuilder.onePage(catalog: entry)
        builder.add(4, "4 0 R")
        builder.add(5, entry, stream: [1], length: entry.contains("Length") ? "4 0 R" : nil)
        builder.add(6, "<</OpenAction<</S/GoTo/D[0]/Next 7 0 R>>>>")
        builder.add(7, "<</S/GoTo/D[0]/Next[7 0 R 7 0 R]>>")
        builder.finish()
        _ = judge(builder)
    }

    // MARK: Lies

    @Test("An object stream in an object stream")
    func streamInStream() {
        var builder = PDFBuilder.onePage()
        builder.add(4, objects: [(5, "<</Type/ObjStm/N 1/First 4/Length 9>>")])
        builder.finish()
        builder.add(6, objects: [(7, "null")])
        builder.finish()
        // Dictionaries that are like streams are nothing; entries that lead into them are lies.
        #expect(DocumentGate.judge(builder.bytes).isAcceptable)
        var liar = PDFBuilder.onePage()
        let inner = "<</Type/ObjStm/N 1/First 4/Length 21>>stream\n8 0 <</S/JavaScript>>\nendstream"
        liar.add(4, "/Type/ObjStm/N 1/First 4", stream: Array("5 0 \(inner)".utf8))
        liar.finish(asStream: true)
        #expect(detail(judge(liar)) == "object-stream")
    }

    @Test(
        "A stream's length that is wrong",
        arguments: ["0", "3", "9999999", "-1", "99 0 R", "(x)", "5.5", "99999999999999999999"]
    )
    func length(length: String) {
        var builder = PDFBuilder.onePage()
        builder.add(4, "", stream: Array("some data".utf8), length: length)
        builder.finish()
        #expect(detail(judge(builder)) == "stream-length")
    }

    @Test("A length that hides an object in a stream's data", arguments: [0, 1])
    func hiddenByLength(place: Int) {
        let hidden = "x\nendstream\nendobj\n5 0 obj\n<</S/JavaScript>>\nendobj\n6 0 obj\n<<>>\nstream\ny"
        var builder = PDFBuilder.onePage()
        let start = builder.bytes.count
        builder.add(4, "", stream: Array(hidden.utf8))
        // An entry that leads into the data makes it an object.
        if place == 1 { builder.misplace(5, at: start + 63) }
        builder.finish()
        let report = DocumentGate.judge(builder.bytes)
        #expect(report.isAcceptable == (place == 0), "\(report.findings)")
    }

    @Test("Objects that overlap: an entry into the middle of another object")
    func overlap() {
        var builder = PDFBuilder.onePage()
        let start = builder.bytes.count
        builder.add(4, "<</A(5 0 obj <</S/Launch>> endobj)>>")
        builder.misplace(5, at: start + 13)
        builder.finish()
        #expect(detail(judge(builder)) == "xref-entry")
    }

    @Test("One object twice in one saving, the first one in force")
    func twice() {
        var builder = PDFBuilder.onePage()
        builder.add(4, "(shown)")
        builder.add(raw: "4 0 obj\n(shown by whoever repairs)\nendobj\n")
        builder.finish()
        #expect(detail(judge(builder)) == "object-twice")
    }

    @Test("A whole other document behind the first one, whose table leads elsewhere")
    func concatenated() {
        var builder = PDFBuilder.onePage()
        builder.finish()
        let report = DocumentGate.judge(builder.bytes + builder.bytes)
        #expect(!report.isAcceptable)
    }

    @Test(
        "Keys that come twice in one dictionary",
        arguments: ["<</Type/Font/Type/Page>>", "<</A 1/#41 2>>", "<</S/GoTo/S/GoTo>>"]
    )
    func keyTwice(object: String) {
        #expect(DocumentGate.judge(PDFSamples.onePage(with: object)).findings.contains { $0.code == .damaged })
    }

    @Test(
        "A letter R behind an array takes no integers out of it (found by fuzzing: the reader stopped)",
        arguments: [
            "[0 0 612 792] R", "[[1 2] R]", "<</A [1 2] R>>", "[1 [2] 3 R]", "[1 2 [3] R]", "[1 2 <<>> R]", "[1 0 R R]",
        ]
    )
    func referenceBehindArray(value: String) {
        let object = "<</Type/Page/Parent 2 0 R/MediaBox \(value)/CropBox \(value)>>"
        let report = DocumentGate.judge(PDFSamples.onePage(with: object))
        #expect(report.findings.contains { $0.code == .damaged })
        var builder = PDFBuilder()
        builder.add(1, "<</Type/Catalog/Pages 2 0 R>>")
        builder.add(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
        builder.add(3, object)
        builder.finish()
        #expect(!judge(builder).isAcceptable)
    }

    @Test("Old pdfTeX says twice who made a file, which does no harm")
    func producerTwice() {
        let facts = "<</Producer(pdfTeX-0.14h)/Creator(LaTeX)/Producer(pdfTeX14.h)/Creator(TeX)/Title(a)/Title(b)>>"
        #expect(DocumentGate.judge(PDFSamples.onePage(with: facts)).isAcceptable)
    }

    @Test("An archive at the end whose comment is the PDF's end, or is followed by it", arguments: [0, 5])
    func archive(comment: Int) {
        var builder = PDFBuilder.onePage()
        var directory: [UInt8] = [0x50, 0x4b, 1, 2] + [UInt8](repeating: 0, count: 42)
        directory +=
            [0x50, 0x4b, 5, 6] + [UInt8](repeating: 0, count: 8) + [46, 0, 0, 0] + [0, 0, 0, 0, UInt8(comment), 0]
        builder.add(4, "", stream: directory)
        builder.finish()
        #expect(judge(builder).refusals == [.polyglot])
    }

    @Test("A page of the web in the first kilobyte")
    func webPage() {
        var builder = PDFBuilder()
        builder.add(raw: "% <ScRiPt>alert(1)</script>\n")
        builder.add(1, "<</Type/Catalog/Pages 2 0 R>>")
        builder.add(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
        builder.add(3, "<</Type/Page/MediaBox[0 0 1 1]>>")
        builder.finish()
        #expect(judge(builder).refusals == [.polyglot])
    }

    @Test("A picture or an archive in front", arguments: ["GIF89a", "PK\u{3}\u{4}", "<html>", "MZ"])
    func inFront(magic: String) {
        #expect(DocumentGate.judge(Array(magic.utf8) + Samples.pdf).refusals == [.leadingData])
    }

    @Test("Kilobytes of nothing known between objects")
    func unknownBytes() {
        var builder = PDFBuilder.onePage()
        builder.add(raw: String(repeating: "what is this ", count: 200))
        builder.finish()
        #expect(detail(judge(builder)) == "unknown-bytes")
    }

    @Test(
        "Unfinished strings, comments and numbers over and over take no long time",
        arguments: ["4 0 obj(", "4 0 obj[<", "1 ", "% \r", "4 0 obj<</A", "stream ", "xref\n", "startxref 1 "]
    )
    func repeated(text: String) {
        var builder = PDFBuilder.onePage()
        builder.add(raw: String(repeating: text, count: 100_000))
        builder.finish()
        let start = ContinuousClock.now
        _ = DocumentGate.judge(builder.bytes)
        #expect(ContinuousClock.now - start < .seconds(3))
    }

    @Test("No beginning of a file with everything in it is accepted, and no flipped bit does harm")
    func damage() {
        var builder = PDFBuilder.onePage(catalog: "/OpenAction[3 0 R/Fit]", page: "/Contents 4 0 R")
        builder.add(4, "/Filter/ASCIIHexDecode", stream: Array("2020>".utf8))
        builder.add(5, objects: [(6, "<</Title(x)>>"), (7, "[1 2 3]")])
        builder.finish()
        builder.add(4, "", stream: Array("q Q".utf8))
        builder.finish()
        let bytes = builder.bytes
        #expect(DocumentGate.judge(bytes).findings.isEmpty)
        let firstEnd = bytes.count - 200
        for length in 0..<bytes.count - 1 where length < 700 || length > firstEnd {
            let report = DocumentGate.judge(Array(bytes.prefix(length)))
            // The first revision is a whole file.
            #expect(!report.isAcceptable || report.pdf?.revisions == 1, "\(length) bytes")
        }
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1 << UInt8(index % 8)
            _ = DocumentGate.judge(changed)
        }
    }
}
