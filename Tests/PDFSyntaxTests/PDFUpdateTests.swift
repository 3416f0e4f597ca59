import PDFSyntax
import Support
import Testing

@Suite("What is added to a PDF stands behind bytes that stay as they were")
struct PDFUpdateTests {
    private func read(_ bytes: [UInt8]) -> PDFFile { PDFFile(PDFBuffer(bytes)) { _, _, _ in } }

    private func attachment(_ name: String) -> PDFAttachment {
        PDFAttachment(
            name: name,
            mediaType: "application/xml",
            description: "Шешім (решение)",
            bytes: Array("<decision/>".utf8),
            modified: "D:20260101120000Z"
        )
    }

    /// The file with one more attachment.
    private func attaching(_ name: String, to bytes: [UInt8]) throws -> [UInt8] {
        var update = try PDFUpdate(read(bytes))
        try update.attach(attachment(name))
        return bytes + (try update.write().appended)
    }

    @Test("A table is followed by a table, a stream by a stream", arguments: [false, true])
    func kinds(asStream: Bool) throws {
        var builder = PDFBuilder.onePage()
        builder.finish(trailer: "/Root 1 0 R/ID[<00><01>]", asStream: asStream)
        let result = try attaching("decision.xml", to: builder.bytes)
        #expect(result.starts(with: builder.bytes))
        let file = read(result)
        #expect(file.problems == [])
        #expect(file.sections.map(\.isStream) == [asStream, asStream])
        #expect(file.sections.first?.previous == file.sections.last?.offset)
        #expect(file.revisions.count == 2)
        let end = file.view.text(builder.bytes.count..<result.count)
        #expect(end.contains("/ID [<00> <"))
        #expect(!end.contains("/ID [<00> <01>]"))
    }

    @Test("Objects that are replaced keep their generation, and what is not understood is kept")
    func replaced() throws {
        var builder = PDFBuilder.onePage(catalog: "/Strange#20key[1 (a\\)b) <</X/Y>>]")
        builder.finish()
        var update = try PDFUpdate(read(builder.bytes))
        try update.edit(update.root) { $0.set("Lang", "(kk)") }
        let file = read(builder.bytes + (try update.write().appended))
        let tape = PDFTape(view: file.view)
        #expect(file.load(1, onto: tape) == 1)
        let dictionary = try #require(PDFDictionaryText(tape))
        #expect(dictionary.names == ["Type", "Pages", "Strange key", "Lang"])
        #expect(dictionary["Strange key"] == Array("[1 (a\\)b) <</X/Y>>]".utf8))
    }

    @Test("Names of attachments are sorted, stay unique, and whatever was in the tree stays")
    func names() throws {
        var builder = PDFBuilder.onePage(catalog: "/Names<</EmbeddedFiles 4 0 R/Dests 9 0 R>>")
        builder.add(4, "<</Kids[5 0 R]>>")
        builder.add(5, "<</Limits[(m)(m)]/Names[(m) <</Type/Filespec/F(m)>>]>>")
        builder.finish()
        let once = try attaching("z.xml", to: builder.bytes)
        let twice = try attaching("a.xml", to: once)
        var update = try PDFUpdate(read(twice))
        #expect(throws: PDFUpdateError.nameTaken("a.xml")) { try update.attach(attachment("a.xml")) }
        let file = read(twice)
        let tape = PDFTape(view: file.view)
        #expect(file.load(1, onto: tape) == 1)
        #expect(tape.view.text(tape.range(0)).contains("/Dests 9 0 R"))
        let text = try #require(
            file.objects.map { file.view.text($0.range) }.last { $0.contains("/Names [") && !$0.contains("AF") }
        )
        let order = ["(a.xml)", "(m)", "(z.xml)"].compactMap { text.firstRange(of: $0)?.lowerBound }
        #expect(order.count == 3 && order == order.sorted())
    }

    @Test("Nothing is added to what is encrypted or damaged")
    func refused() {
        var encrypted = PDFBuilder.onePage()
        encrypted.finish(trailer: "/Root 1 0 R/Encrypt<</Filter/Standard>>")
        #expect(throws: PDFUpdateError.encrypted) { try PDFUpdate(read(encrypted.bytes)) }
        var damaged = PDFBuilder.onePage()
        damaged.misplace(2, at: 7)
        damaged.finish()
        #expect(throws: PDFUpdateError.damaged(.entry)) { try PDFUpdate(read(damaged.bytes)) }
        #expect(throws: PDFUpdateError.self) { try PDFUpdate(read([])) }
    }

    @Test(
        "qpdf finds the result sound, and Poppler takes the attachments out",
        .enabled(if: Tool.exists("qpdf") && Tool.exists("pdfdetach"), "qpdf or poppler-utils is not installed"),
        arguments: [false, true]
    )
    func peers(asStream: Bool) throws {
        var builder = PDFBuilder.onePage()
        builder.finish(asStream: asStream)
        let result = try attaching("шешім.xml", to: attaching("decision.xml", to: builder.bytes))
        let folder = try TemporaryFolder()
        let path = try folder.write(result, as: "result.pdf")
        let check = try Tool.run("qpdf", ["--check", path])
        #expect(check.status == 0, "\(check)")
        let list = try Tool.run("pdfdetach", ["-list", path])
        #expect(list.text.contains("decision.xml") && list.text.contains("шешім.xml"), "\(list)")
        _ = try Tool.run("pdfdetach", ["-saveall", "-o", folder.path, path])
        #expect(try readFile(folder("decision.xml")) == Array("<decision/>".utf8))
    }
}
