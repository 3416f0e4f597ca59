import PDFSyntax
import Support
import Testing

@Suite("The structure of a PDF is given with exact byte ranges")
struct PDFFileTests {
    private func read(_ bytes: [UInt8], limits: PDFLimits = .init()) -> PDFFile {
        PDFFile(PDFBuffer(bytes), limits: limits) { _, _, _ in }
    }

    @Test("Revisions end behind their end markers, and objects belong to the one that wrote them")
    func revisions() throws {
        var builder = PDFBuilder.onePage()
        builder.finish()
        let first = builder.bytes.count - 1
        builder.add(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]>>")
        builder.finish(asStream: true)
        let second = builder.bytes.count - 1
        let file = read(builder.bytes)
        #expect(file.problems == [])
        #expect(file.revisions.map(\.range) == [0..<first, first..<second])
        #expect(file.sections.map(\.isStream) == [true, false])
        let pages = file.objects.filter { $0.number == 3 }
        #expect(pages.map { file.revision(at: $0.range.lowerBound) } == [0, 1])
        #expect(pages.map { file.isInForce($0) } == [false, true])
        for page in pages {
            #expect(file.view.text(page.range).hasPrefix("3 0 obj"))
            #expect(file.view.text(page.range).hasSuffix("endobj"))
        }
        #expect(file.readPages().sizes.map(\.size.width) == [842])
    }

    @Test("Objects in object streams are shown with their values")
    func compressed() {
        var builder = PDFBuilder.onePage()
        builder.add(4, objects: [(5, "(five)"), (6, "[6 0 R]")])
        builder.finish()
        var seen: [Int: String] = [:]
        let file = PDFFile(PDFBuffer(builder.bytes)) { object, tape, _ in
            if object.kind == .compressed { seen[object.number] = tape.view.text(tape.range(0)) }
        }
        #expect(seen == [5: "(five)", 6: "[6 0 R]"])
        #expect(file.problems == [])
        let tape = PDFTape(view: file.view)
        #expect(file.load(6, onto: tape) == 6)
        #expect(tape.members(0).map { tape.reference($0) } == [6])
    }

    @Test("A hybrid file: what the table hides is found through its stream")
    func hybrid() {
        var builder = PDFBuilder.onePage()
        builder.add(4, "/Type/ObjStm/N 1/First 4", stream: Array("5 0 (hidden)".utf8))
        let container = builder.bytes.count
        _ = container
        let stream = builder.bytes.count
        builder.add(6, "/Type/XRef/Size 7/W[1 2 1]/Index[5 1]", stream: [2, 0, 4, 0])
        builder.delete(5)
        builder.finish(trailer: "/Root 1 0 R/XRefStm \(stream)", size: 7)
        let file = read(builder.bytes)
        #expect(file.problems == [])
        let tape = PDFTape(view: file.view)
        #expect(file.load(5, onto: tape) == 5)
        #expect(tape.string(0, limit: 10) == Array("hidden".utf8))
        #expect(file.revisions.count == 1)
    }

    @Test("A signature's ranges are those of the file")
    func signature() throws {
        var builder = PDFBuilder.onePage()
        builder.add(4, "<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 300 310 99]/Contents<00ff>>>")
        builder.finish()
        var found: [PDFSignature] = []
        let file = PDFFile(PDFBuffer(builder.bytes)) { object, tape, file in
            for index in 0..<tape.count {
                if let signature = PDFSignature(tape, at: index, of: object, in: file) { found.append(signature) }
            }
        }
        let signature = try #require(found.first)
        #expect(found.count == 1)
        #expect(signature.object == 4)
        #expect(signature.signed == [0..<300, 310..<409])
        #expect(signature.encoding == "ETSI.CAdES.detached")
        #expect(file.view.text(try #require(signature.contents)) == "<00ff>")
        #expect(file.view.text(signature.dictionary).hasPrefix("<</Type/Sig"))
    }

    @Test(
        "Ranges of a real signed file are those that a peer reads",
        .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)")
    )
    func realSignature() throws {
        let bytes = try Fixtures.bytes("corpora/gen-pdf/base-two-signatures.pdf")
        var found: [PDFSignature] = []
        let file = PDFFile(PDFBuffer(bytes)) { object, tape, file in
            for index in 0..<tape.count {
                if let signature = PDFSignature(tape, at: index, of: object, in: file) { found.append(signature) }
            }
        }
        #expect(found.count == 2)
        for signature in found {
            let signed = try #require(signature.signed)
            let contents = try #require(signature.contents)
            #expect(signed.count == 2)
            #expect(signed[0].upperBound == contents.lowerBound)
            #expect(signed[1].lowerBound == contents.upperBound)
        }
        #expect(found.map(\.end).contains(bytes.count))
        #expect(file.problems == [])
    }

    @Test(
        "Values as the standard writes them",
        arguments: [
            ("(a\\(b\\)\\\\c)", "a(b)\\c"), ("(a\\\nb)", "ab"), ("(\\101\\12)", "A\n"), ("(a(b)c)", "a(b)c"),
            ("<4 1 4>", "A@"), ("<>", ""), ("(\\r\\n\\t)", "\r\n\t"), ("(\\x)", "x"),
        ]
    )
    func strings(text: String, expected: String) {
        var builder = PDFBuilder.onePage()
        builder.add(4, text)
        builder.finish()
        let file = read(builder.bytes)
        let tape = PDFTape(view: file.view)
        #expect(file.load(4, onto: tape) == 4)
        #expect(tape.string(0, limit: 100).map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test(
        "Numbers",
        arguments: [("+17", 17.0), ("-.002", -0.002), ("4.", 4), ("0.5", 0.5), ("-98", -98), ("123.5", 123.5)]
    )
    func numbers(text: String, expected: Double) {
        var builder = PDFBuilder.onePage()
        builder.add(4, text)
        builder.finish()
        let file = read(builder.bytes)
        let tape = PDFTape(view: file.view)
        #expect(file.load(4, onto: tape) == 4)
        #expect(tape.number(0) == expected)
    }

    @Test(
        "Names are compared after #xx is undone",
        arguments: ["/JavaScript", "/J#61vaScript", "/#4Aava#53cript", "/JavaScrip#74"]
    )
    func names(text: String) {
        var builder = PDFBuilder.onePage()
        builder.add(4, text)
        builder.finish()
        let file = read(builder.bytes)
        let tape = PDFTape(view: file.view)
        #expect(file.load(4, onto: tape) == 4)
        #expect(tape.name(0) == .javaScript)
        #expect(tape.nameText(0) == "JavaScript")
    }

    @Test("Every known name is found by its letters, and no other")
    func table() {
        var builder = PDFBuilder.onePage()
        let names = PDFName.allCases.dropFirst().map { "/\($0.rawValue)" }
        builder.add(4, "[\(names.joined(separator: " "))/Nam#c3/\(String(repeating: "x", count: 300))]")
        builder.finish()
        let file = read(builder.bytes)
        let tape = PDFTape(view: file.view)
        #expect(file.load(4, onto: tape) == 4)
        let known = tape.members(0).map { tape.name($0) }
        #expect(known == PDFName.allCases.dropFirst() + [.other, .other])
    }

    @Test("A file that is mapped is read as one in memory")
    func mapped() throws {
        var builder = PDFBuilder.onePage()
        builder.finish()
        let folder = try TemporaryFolder()
        let buffer = try #require(mapFile(folder.write(builder.bytes, as: "a.pdf")))
        let file = PDFFile(buffer) { _, _, _ in }
        #expect(file.problems == [])
        #expect(file.readPages().count == 1)
    }

    @Test(
        "Text strings",
        arguments: [
            ([0xfe, 0xff, 0x04, 0xd8], "Ә"), ([0xef, 0xbb, 0xbf, 0x41], "A"), ([0xe9], "é"), ([0x41, 0x42], "AB"),
        ] as [([UInt8], String)]
    )
    func text(bytes: [UInt8], expected: String) { #expect(PDFText.decode(bytes) == expected) }
}
