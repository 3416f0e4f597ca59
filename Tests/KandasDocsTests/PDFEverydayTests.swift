import KandasDocs
import Support
import Testing

@Suite("What people attach every day passes: PDFs of browsers, office programs, scanners and libraries", .serialized)
struct PDFEverydayTests {
    /// A page with headings, a table, links, a form and Kazakh letters, over two pages.
    private static let page = """
        <!DOCTYPE html><html lang=kk><head><meta charset=utf-8><title>Өтініш</title></head><body><h1 id=a>Қандас</h1>
        <p>Ә Ғ Қ Ң Ө Ұ Ү Һ І <a href="https://egov.kz">egov.kz</a> <a href="mailto:a@example.kz">a</a> <a href="#b">b</a></p>
        <form><input value="x"><input type=checkbox checked></form><table border=1><tr><td>1<td>2</table>
        <div style="page-break-before:always"><h2 id=b>2</h2></div></body></html>
        """

    private func run(_ program: String, _ arguments: [String], in folder: TemporaryFolder) throws {
        // LibreOffice and Chromium keep their profiles at home.
        let outcome = try Tool.run(program, arguments, environment: ["HOME": folder.path], in: folder.path)
        // qpdf ends with 3 when it has something to remark.
        guard outcome.status == 0 || outcome.status == 3 else { throw SupportFailure("\(program): \(outcome)") }
    }

    @discardableResult
    private func accept(_ folder: TemporaryFolder, _ names: String...) throws -> [DocumentReport] {
        try names.map { name in
            let report = DocumentGate.judge(try readFile(folder(name)), name: name)
            #expect(report.isAcceptable, "\(name): \(report.findings) \(report.pdf?.problems ?? [])")
            #expect(report.pdf?.pages ?? 0 > 0)
            return report
        }
    }

    /// What other programs make of a PDF: linearized, with object streams or plain, cleaned, merged. Some of it without
    /// the slow tests.
    private func acceptDerived(_ name: String, in folder: TemporaryFolder) throws {
        if Tool.exists("qpdf") {
            for (index, options) in [
                ["--linearize"], ["--object-streams=generate"], ["--object-streams=generate", "--linearize"], ["--qdf"],
                ["--stream-data=uncompress", "--object-streams=disable"],
                ["--recompress-flate", "--compression-level=9"],
            ]
            .enumerated()
            where index < 3 || TestScope.isFull {
                try run("qpdf", options + [name, "qpdf\(index).pdf"], in: folder)
                try accept(folder, "qpdf\(index).pdf")
            }
        }
        guard TestScope.isFull else { return }
        if Tool.exists("pdftocairo") {
            try run("pdftocairo", ["-pdf", name, "cairo.pdf"], in: folder)
            try run("pdfunite", [name, name, "united.pdf"], in: folder)
            try accept(folder, "cairo.pdf", "united.pdf")
        }
        if Tool.exists("gs") {
            let common = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER"]
            for (index, options) in [
                ["-sDEVICE=pdfwrite"], ["-sDEVICE=pdfwrite", "-dPDFA=2", "-sColorConversionStrategy=RGB"],
                ["-sDEVICE=pdfwrite", "-dCompatibilityLevel=1.3"], ["-sDEVICE=pdfimage24", "-r50"],
                ["-sDEVICE=pdfwrite", "-dASCII85EncodePages=true"],
            ]
            .enumerated() {
                try run("gs", common + options + ["-o", "gs\(index).pdf", name], in: folder)
                try accept(folder, "gs\(index).pdf")
            }
        }
        if Tool.exists("mutool") {
            try run("mutool", ["clean", "-gggz", name, "mutool.pdf"], in: folder)
            try accept(folder, "mutool.pdf")
        }
    }

    @Test("Printed by a browser", .enabled(if: Tool.exists("chromium"), "chromium is not installed"))
    func browser() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array(PDFEverydayTests.page.utf8), as: "page.html")
        try run(
            "chromium",
            ["--headless", "--no-sandbox", "--disable-gpu", "--print-to-pdf=out.pdf", "page.html"],
            in: folder
        )
        let report = try accept(folder, "out.pdf")[0]
        #expect(report.pdf?.pages == 2)
        #expect(report.pdf?.links == 2)
        #expect(report.pdf?.producer?.contains("Skia") == true)
        try acceptDerived("out.pdf", in: folder)
    }

    @Test(
        "Written by an office program: plain, PDF/A and tagged, with form and outline",
        .enabled(if: Tool.exists("soffice"), "LibreOffice is not installed")
    )
    func office() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array(PDFEverydayTests.page.utf8), as: "page.html")
        try run("soffice", ["--headless", "--convert-to", "odt", "page.html"], in: folder)
        let filter = "pdf:writer_pdf_Export:"
        func option(_ name: String, _ type: String, _ value: String) -> String {
            "{\"\(name)\":{\"type\":\"\(type)\",\"value\":\"\(value)\"},\"ExportBookmarks\":{\"type\":\"boolean\",\"value\":\"true\"}}"
        }
        for (index, option) in [
            option("SelectPdfVersion", "long", "0"), option("SelectPdfVersion", "long", "2"),
            option("UseTaggedPDF", "boolean", "true"), option("InitialView", "long", "1"),
        ]
        .enumerated()
        where index < 2 || TestScope.isFull {
            try run(
                "soffice",
                ["--headless", "--convert-to", filter + option, "--outdir", "\(index)", "page.odt"],
                in: folder
            )
            let report = try accept(folder, "\(index)/page.pdf")[0]
            if index == 1 { #expect(report.pdf?.archival == "2B") }
        }
        try acceptDerived("0/page.pdf", in: folder)
    }

    @Test(
        "Scanned: JPEG, PNG and fax pages",
        .enabled(
            if: Tool.exists("/usr/bin/convert") && Tool.exists("img2pdf"),
            "ImageMagick or img2pdf is not installed"
        )
    )
    func scans() throws {
        let folder = try TemporaryFolder()
        try run("/usr/bin/convert", ["-size", "620x877", "plasma:", "-quality", "80", "a.jpg"], in: folder)
        try run("/usr/bin/convert", ["a.jpg", "a.png"], in: folder)
        try run("/usr/bin/convert", ["a.jpg", "-monochrome", "-compress", "Group4", "a.tif"], in: folder)
        for name in ["a.jpg", "a.png", "a.tif"] {
            try run("img2pdf", [name, "-o", "\(name).pdf"], in: folder)
            let report = try accept(folder, "\(name).pdf")[0]
            #expect(report.findings.isEmpty, "\(name): \(report.findings)")
        }
        try acceptDerived("a.jpg.pdf", in: folder)
    }

    @Test("A form that was filled in, saved upon the first saving, with fields and no actions")
    func form() {
        var builder = PDFBuilder.onePage(catalog: "/AcroForm<</Fields[4 0 R]/DA(/Helv 0 Tf)>>", page: "/Annots[4 0 R]")
        builder.add(4, "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/Rect[0 0 99 20]/P 3 0 R>>")
        builder.finish()
        builder.add(4, "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Aidos)/Rect[0 0 99 20]/P 3 0 R/AP<</N 5 0 R>>>>")
        builder.add(5, "/Type/XObject/Subtype/Form/BBox[0 0 99 20]", stream: Array("BT ET".utf8))
        builder.finish()
        let report = DocumentGate.judge(builder.bytes)
        #expect(report.isAcceptable)
        #expect(report.findings.isEmpty, "\(report.findings)")
        #expect(report.pdf?.revisions == 2)
    }

    @Test("A scan of 100 MB in JPEG 2000 takes no time worth speaking of")
    func large() {
        var builder = PDFBuilder.onePage(page: "/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>")
        builder.add(4, "", stream: Array("q 595 0 0 842 0 0 cm /I Do Q".utf8))
        let data = [UInt8](repeating: 0x41, count: 100_000_000)
        builder.add(
            5,
            "/Subtype/Image/Width 10000/Height 10000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/JPXDecode",
            stream: data
        )
        builder.finish()
        var policy = DocumentPolicy()
        policy.maximumBytes = 200_000_000
        let start = ContinuousClock.now
        #expect(DocumentGate.judge(builder.bytes, policy: policy).findings.isEmpty)
        #expect(ContinuousClock.now - start < .seconds(1))
    }
}
