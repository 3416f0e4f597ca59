import KandasDocs
import Support
import Testing

@Suite("What may not be in a PDF is found wherever it hides")
struct PDFHiddenTests {
    /// One thing that may not be there: an object that holds it, and its code.
    struct Construct: Sendable, CustomTestStringConvertible {
        let object: String
        let code: DocumentFinding.Code
        var testDescription: String { object }

        init(_ object: String, _ code: DocumentFinding.Code) {
            self.object = object
            self.code = code
        }
    }

    static let actions = [
        Construct("<</S/JavaScript/JS(app.alert\\(1\\))>>", .pdfScript),
        Construct("<</S/Launch/F(calc.exe)>>", .pdfLaunch),
        Construct("<</S/SubmitForm/F(http://example.kz)>>", .pdfFormAction),
        Construct("<</S/ImportData/F(data.fdf)>>", .pdfFormAction),
        Construct("<</S/GoToR/F(other.pdf)/D[0/Fit]>>", .pdfOtherFile),
        Construct("<</S/GoToE/T<</R/C/N(x)>>/D[0/Fit]>>", .pdfOtherFile),
        Construct("<</S/Rendition/OP 0/R 9 0 R>>", .pdfMedia),
        Construct("<</S/Movie/T(clip)>>", .pdfMedia),
        Construct("<</S/Sound/Sound 9 0 R>>", .pdfMedia),
        Construct("<</S/GoTo3DView/TA 9 0 R>>", .pdfMedia),
        Construct("<</S/RichMediaExecute/TA 9 0 R>>", .pdfMedia),
        Construct("<</S/URI/URI(javascript:alert\\(1\\))>>", .pdfUnsafeLink),
        Construct("<</S/URI/URI(file:///etc/passwd)>>", .pdfUnsafeLink),
        Construct("<</S/URI/URI<6A 61 76 61 73 63 72 69 70 74 3A>>>", .pdfUnsafeLink),
    ]

    static let others = [
        Construct("<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]>>", .pdfMedia),
        Construct("<</Type/Annot/Subtype/3D/Rect[0 0 9 9]>>", .pdfMedia),
        Construct("<</Type/Annot/Subtype/Movie/Rect[0 0 9 9]>>", .pdfMedia),
        Construct("<</Type/Annot/Subtype/Sound/Rect[0 0 9 9]>>", .pdfMedia),
        Construct("<</Type/Annot/Subtype/Screen/Rect[0 0 9 9]>>", .pdfMedia),
        Construct("<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]>>", .pdfEmbeddedFile),
        Construct("<</Type/Filespec/F(a.exe)/EF<</F 9 0 R>>>>", .pdfEmbeddedFile),
        Construct("<</XFA[(template)9 0 R]>>", .pdfXFA),
        Construct("<</NeedsRendering true>>", .pdfXFA),
        Construct("<</JavaScript<</Names[(a)9 0 R]>>>>", .pdfScript),
        Construct("<</Type/XObject/Subtype/Form/Ref<</F(other.pdf)/Page 0>>>>", .pdfOtherFile),
        Construct("<</AA<</O<</S/Named/N/Print>>>>>>", .pdfAutomaticAction),
        Construct("<</OpenAction<</S/URI/URI(http://example.kz)>>>>", .pdfAutomaticAction),
        Construct("<</OpenAction<</S/GoTo/D[3 0 R/Fit]/Next<</S/Named/N/Print>>>>>>", .pdfAutomaticAction),
    ]

    static let all = actions + others

    private func codes(_ builder: PDFBuilder) -> [DocumentFinding.Code] {
        let report = DocumentGate.judge(builder.bytes)
        #expect(!report.isAcceptable)
        #expect(!report.refusals.contains(.damaged), "\(report.pdf?.problems ?? [])")
        return report.refusals
    }

    @Test("In an object that nothing leads to", arguments: all)
    func unreachable(construct: Construct) {
        var builder = PDFBuilder.onePage()
        builder.add(4, construct.object)
        builder.finish()
        #expect(codes(builder).contains(construct.code))
    }

    @Test("In an object that no cross-reference names", arguments: all)
    func unlisted(construct: Construct) {
        var builder = PDFBuilder.onePage()
        builder.add(raw: "4 0 obj\n\(construct.object)\nendobj\n")
        builder.finish()
        #expect(codes(builder).contains(construct.code))
    }

    @Test("Inside an object stream", arguments: all)
    func objectStream(construct: Construct) {
        var builder = PDFBuilder.onePage()
        builder.add(4, objects: [(5, "<</A 1>>"), (6, construct.object)])
        builder.finish()
        #expect(codes(builder).contains(construct.code))
    }

    @Test("Inside a compressed object stream", arguments: all)
    func compressedStream(construct: Construct) throws {
        var builder = PDFBuilder.onePage()
        let data = try deflate(Array("5 0 \(construct.object)".utf8))
        builder.add(4, "/Type/ObjStm/N 1/First 4/Filter/FlateDecode", stream: data)
        builder.finish(asStream: true)
        #expect(codes(builder).contains(construct.code))
    }

    @Test("Behind names in hexadecimal", arguments: all)
    func hexadecimalNames(construct: Construct) {
        var builder = PDFBuilder.onePage()
        let hidden = construct.object.replacing(#/\/(\w)(\w*)/#) { match in
            let octet = match.1.utf8.first.map { String($0, radix: 16, uppercase: true) } ?? ""
            return "/#\(octet)\(match.2)"
        }
        builder.add(4, hidden)
        builder.finish()
        #expect(codes(builder).contains(construct.code))
    }

    @Test("In an earlier revision that a later one replaced", arguments: all)
    func earlierRevision(construct: Construct) {
        var builder = PDFBuilder.onePage()
        builder.add(4, construct.object)
        builder.finish()
        builder.add(4, "null")
        builder.finish()
        builder.add(4, "(harmless)")
        builder.finish()
        #expect(codes(builder).contains(construct.code))
        #expect(DocumentGate.judge(builder.bytes).pdf?.revisions == 3)
    }

    @Test("In an object that was deleted", arguments: all)
    func deleted(construct: Construct) {
        var builder = PDFBuilder.onePage()
        builder.add(4, construct.object)
        builder.finish()
        builder.delete(4)
        builder.finish()
        #expect(codes(builder).contains(construct.code))
    }

    @Test("Deep within arrays and dictionaries", arguments: all)
    func nested(construct: Construct) {
        var builder = PDFBuilder.onePage()
        builder.add(4, String(repeating: "[<</K", count: 50) + construct.object + String(repeating: ">>]", count: 50))
        builder.finish()
        #expect(codes(builder).contains(construct.code))
    }

    @Test("In a page's own actions", arguments: actions)
    func pageAction(construct: Construct) {
        var builder = PDFBuilder.onePage(page: "/AA<</O \(construct.object)>>")
        builder.finish()
        #expect(Set(codes(builder)).isSuperset(of: [construct.code, .pdfAutomaticAction]))
    }

    @Test("Behind an indirect reference of the catalogue's OpenAction", arguments: actions)
    func indirectAction(construct: Construct) {
        var builder = PDFBuilder.onePage(catalog: "/OpenAction 5 0 R")
        builder.add(4, construct.object)
        builder.add(5, "4 0 R")
        builder.finish()
        #expect(Set(codes(builder)).isSuperset(of: [construct.code, .pdfAutomaticAction]))
    }

    @Test("In a bookmark's action and in a link's", arguments: actions)
    func links(construct: Construct) {
        var builder = PDFBuilder.onePage(
            page: "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A \(construct.object)>>]"
        )
        builder.finish()
        #expect(codes(builder).contains(construct.code))
    }

    @Test("Where the action's type itself stands in another object", arguments: ["JavaScript", "Launch", "SubmitForm"])
    func indirectType(type: String) {
        var builder = PDFBuilder.onePage(catalog: "/OpenAction<</S 4 0 R/F(x)>>")
        builder.add(4, "/\(type)")
        builder.finish()
        #expect(codes(builder).contains(.pdfAutomaticAction))
        #expect(codes(builder).count >= 2)
    }

    @Test("A file that is embedded with nothing to name it")
    func embeddedStream() {
        var builder = PDFBuilder.onePage()
        builder.add(4, "/Type/EmbeddedFile", stream: Array("MZ".utf8))
        builder.finish()
        #expect(codes(builder) == [.pdfEmbeddedFile])
    }

    @Test("A stream whose data lie in another file")
    func externalStream() {
        var builder = PDFBuilder.onePage()
        builder.add(4, "/F(http://example.kz/data)", stream: [])
        builder.finish()
        #expect(codes(builder) == [.pdfOtherFile])
    }

    @Test("An encryption that only an earlier trailer names")
    func earlierEncryption() {
        var builder = PDFBuilder.onePage()
        builder.add(4, "<</Filter/Standard/V 1/R 2/O()/U()/P -4>>")
        builder.finish(trailer: "/Root 1 0 R/Encrypt 4 0 R")
        builder.finish()
        #expect(codes(builder) == [.pdfEncrypted])
    }

    @Test("The findings say which object it is, and where")
    func place() throws {
        var builder = PDFBuilder.onePage()
        builder.add(4, "<</S/JavaScript>>")
        builder.finish()
        let finding = try #require(DocumentGate.judge(builder.bytes).findings.first)
        #expect(finding.parameters["object"] == "4")
        let offset = try #require(finding.offset)
        #expect(builder.bytes[offset...].starts(with: "/JavaScript".utf8))
    }

    @Test(
        "What only looks like it is accepted",
        arguments: [
            "(/S /JavaScript /JS)", "<</Type/StructElem/S/P>>", "<</S/Transparency>>", "<</Title(JavaScript Launch)>>",
            "<</OpenAction[3 0 R/Fit]>>", "<</OpenAction<</S/GoTo/D[3 0 R/Fit]>>>>", "<</OpenAction null>>",
            "<</AA<<>>>>", "<</XFA null>>", "<</JavaScript null>>", "<</A<</S/Named/N/NextPage>>>>",
            "<</A<</S/GoTo/D(chapter)>>>>", "<</NeedsRendering false>>", "<</EF null>>", "<</Subtype/Link>>",
            "<</A<</S/ResetForm>>>>", "% /JS (in a comment)\n<<>>", "<</S/Javascript>>", "<</Ref[3 0 R]>>",
        ]
    )
    func harmless(object: String) {
        var builder = PDFBuilder.onePage()
        builder.add(4, object)
        builder.finish()
        let report = DocumentGate.judge(builder.bytes)
        #expect(report.findings.isEmpty, "\(report.findings)")
    }
}
