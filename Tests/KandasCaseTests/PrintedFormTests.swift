#if Print
import KandasPrint
import KandasTestPKI
import PDFSyntax
import Support
import Testing

@testable import KandasCase
@testable import KandasSign

/// The text of the pages, for looks at it.
struct PrintedPages {
    let texts: [String]

    init(_ pdf: [UInt8]) throws {
        texts = try PDFPrintedText(PDFFile(PDFBuffer(pdf)) { _, _, _ in }).pages
            .map { $0.filter { !$0.isWhitespace } }
    }
}

@Suite("What is printed is compared with what was signed")
struct PrintedFormTests {
    private let document: [UInt8]
    private let pdf: [UInt8]

    init() throws { (document, pdf) = try PaperFixtures.plainPaper.get() }

    /// The paper with a change that somebody appended, as editors do.
    private func edited(_ change: (inout PDFUpdate) throws -> Void) throws -> [UInt8] {
        var update = try PDFUpdate(PDFFile(PDFBuffer(pdf)) { _, _, _ in })
        try change(&update)
        return pdf + (try update.write().appended)
    }

    /// The numbers of the pages and of their contents.
    private func pages(_ update: PDFUpdate) throws -> [(page: Int, content: Int)] {
        let catalog = try #require(update.load(update.root).flatMap { PDFDictionaryText($0) })
        let tree = try #require(update.resolve(catalog["Pages"]).flatMap { PDFDictionaryText($0) })
        let kids = try #require(update.resolve(tree["Kids"]))
        return try kids.members(0)
            .map { member in
                let page = try #require(kids.reference(member))
                let dictionary = try #require(update.load(page).flatMap { PDFDictionaryText($0) })
                let content = try #require(update.resolveReference(dictionary["Contents"]))
                return (page, content)
            }
    }

    /// The paper whose page has another content.
    private func rewritten(page index: Int = 0, _ change: (String) -> String) throws -> [UInt8] {
        try edited { update in
            let number = try pages(update)[index].content
            let old = try #require(update.file.decode(number, limit: 1 << 24))
            let new = Array(change(String(decoding: old, as: UTF8.self)).utf8)
            #expect(new != old)
            update.replace(
                number,
                with: Array("<</Length \(new.count)>>\nstream\n".utf8) + new + Array("\nendstream".utf8)
            )
        }
    }

    private func agreement(_ pdf: [UInt8]) -> PrintedForm.Agreement { PrintedForm(pdf).agreement }

    private func cause(_ pdf: [UInt8]) -> String? {
        if case .unknown(let cause) = agreement(pdf) { cause } else { nil }
    }

    @Test("A paper agrees with the document in it", arguments: Decision.Kind.allCases)
    func sound(kind: Decision.Kind) throws {
        let (document, pdf) = try PaperFixtures.paper(kind)
        let form = PrintedForm(pdf)
        #expect(form.document == document)
        #expect(form.agreement == .agrees)
        #expect(form.findings == [])
    }

    @Test("A number that was changed on paper is noticed")
    func number() throws {
        #expect(try agreement(rewritten { $0.replacing("10000000000001", with: "10000000000007") }) != .agrees)
        let iin = try rewritten { $0.replacing("(900517100016)", with: "(900517100017)") }
        #expect(agreement(iin) == .disagrees(block: "holder.iin"))
        #expect(PrintedForm(iin).findings.map(\.code) == ["PAPER_TEXT_DIFFERS"])
        let date = try rewritten { $0.replacing("(14.05.2027)", with: "(15.05.2027)") }
        #expect(agreement(date) == .disagrees(block: "certificate.validUntil"))
    }

    @Test("A name that was changed, taken out or added is noticed")
    func name() throws {
        // The letters of the surname are codes of an embedded font: two of them change places.
        let swapped = try rewritten { content in
            let shown = content.matches(of: /<([0-9a-f]{28})>Tj/)
            guard let name = shown.first(where: { $0.1.prefix(4) != $0.1.dropFirst(4).prefix(4) }) else {
                return content
            }
            let codes = name.1
            let other = codes.dropFirst(4).prefix(4) + codes.prefix(4) + codes.dropFirst(8)
            return content.replacing("<\(codes)>Tj", with: "<\(other)>Tj")
        }
        guard case .disagrees = agreement(swapped) else {
            Issue.record("\(agreement(swapped))")
            return
        }
        let added = try rewritten { $0.replacing("(900517100016)Tj", with: "(900517100016)Tj (0)Tj") }
        guard case .disagrees = agreement(added) else {
            Issue.record("\(agreement(added))")
            return
        }
        #expect(
            try agreement(rewritten { $0.replacing("(900517100016)Tj", with: "()Tj") })
                == .disagrees(block: "holder.iin")
        )
    }

    @Test("A page that was taken out or doubled is noticed")
    func pageCount() throws {
        let fewer = try edited { update in
            let pages = try pages(update)
            let catalog = try #require(update.load(update.root).flatMap { PDFDictionaryText($0) })
            let tree = try #require(update.resolveReference(catalog["Pages"]))
            let kids = PDFSpelling.array(pages.dropFirst().map { update.reference(to: $0.page) })
            try update.edit(tree) { node in
                node["Kids"] = kids
                node.set("Count", "\(pages.count - 1)")
            }
        }
        guard case .disagrees = agreement(fewer) else {
            Issue.record("\(agreement(fewer))")
            return
        }
    }

    // Each shows something else than the text says, and none may agree.
    @Test(
        "Tricks that hide the text or draw over it cannot be compared",
        arguments: [
            ("white over the text", "1 1 1 rg 60 60 400 400 re f", "colour"),
            ("text that is not drawn", "BT 3 Tr ET", "operator Tr"),
            ("a picture", "/Im0 Do", "operator Do"), ("a picture in the content", "BI /W 1 ID x EI", "operator"),
            ("clipping", "0 0 1 1 re W n", "operator W"), ("another colour space", "/CS0 cs", "operator cs"),
            ("gray", "1 g", "operator g"), ("four colours", "0 0 0 0 k", "operator k"),
            ("a shading", "/S0 sh", "operator sh"),
            ("curves", "1 2 3 4 5 6 c", "operator c"), ("strokes", "1 2 m 3 4 l S", "operator S"),
            ("coordinates changed again", "1 0 0 -1 0 841.92 cm", "coordinates"),
            ("turned coordinates", "0 1 1 0 0 0 cm", "coordinates"), ("a rise", "BT 5 Ts ET", "operator Ts"),
            ("squeezed text", "BT 1 Tz ET", "operator Tz"),
            ("the other operators for text", "BT (x) ' ET", "cannot be read"),
            ("a layer", "/OC /L0 BDC EMC", "marked content"),
            ("a lie about letters", "/Span <</ActualText (x)>> BDC EMC", "marked content"),
            ("tiny text", "BT 1 0 0 -1 100 100 Tm ET", "too small"),
            ("text turned", "BT 0 11 11 0 100 100 Tm ET", "turned"),
            ("text beside the page", "0 0 0 rg BT 11 0 0 -11 900 100 Tm /f-0-0 1 Tf (1)Tj ET", "beside"),
            ("text above the page", "0 0 0 rg BT 11 0 0 -11 100 100 Tm /f-0-0 1 Tf 0 900 Td (1)Tj ET", "beside"),
            (
                "letters over each other", "0 0 0 rg BT 11 0 0 -11 100 100 Tm /f-0-0 1 Tf [(1)5000(1)]TJ ET",
                "over each other"
            ),
            ("pale text", ".75 .75 .75 rg BT 11 0 0 -11 100 100 Tm /f-0-0 1 Tf (1)Tj ET", "colour"),
            ("a font that is not there", "BT /F9 1 Tf ET", "font"),
            ("a letter without meaning", "0 0 0 rg BT 11 0 0 -11 100 100 Tm /f-0-0 1 Tf (~)Tj ET", "meaning"),
            ("text that does not end", "BT", "breaks off"), ("a dictionary that does not end", "<<", "cannot be read"),
        ]
    )
    func tricks(name: String, content: String, expected: String) throws {
        let tricked = try rewritten { $0 + "\n" + content + "\n" }
        let told = self.cause(tricked)
        let cause = try #require(told, "\(name): \(agreement(tricked))")
        #expect(cause.contains(expected), "\(name): \(cause)")
        #expect(PrintedForm(tricked).findings.map(\.severity) == [.indeterminate])
    }

    @Test(
        "Whatever else is put on a page cannot be compared",
        arguments: [
            ("Annots", "[<</Type/Annot/Subtype/FreeText/Rect[0 0 400 400]>>]"),
            ("Annots", "[<</Type/Annot/Subtype/Widget/FT/Sig/Rect[0 0 400 400]>>]"),
            ("Annots", "[<</Type/Annot/Subtype/Widget/FT/Tx/Rect[0 0 0 0]>>]"), ("Annots", "7"),
            ("Rotate", "180"), ("CropBox", "[0 0 100 100]"), ("UserUnit", "10"), ("MediaBox", "[0 0 9]"),
            ("MediaBox", "[-9 0 595 842]"), ("Contents", "[]"), ("AA", "<<>>"),
            ("Resources", "<</ExtGState<</a0<</ca 0>>>>>>"), ("Resources", "<<>>"),
        ]
    )
    func pageEntries(name: String, value: String) throws {
        let tricked = try edited { update in
            try update.edit(try pages(update)[0].page) { $0.set(name, value) }
        }
        #expect(cause(tricked) != nil, "\(agreement(tricked))")
    }

    @Test("A field for a signature that is not shown does no harm")
    func invisibleSignature() throws {
        let signedLater = try edited { update in
            let page = try pages(update)[0].page
            let widget = update.add(
                Array("<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature)/Rect[0 0 0 0]/F 132>>".utf8)
            )
            try update.edit(page) { $0["Annots"] = PDFSpelling.array([PDFSpelling.reference(widget)]) }
        }
        #expect(agreement(signedLater) == .agrees)
    }

    @Test("Layers and actions of the document cannot be compared", arguments: ["OCProperties", "OpenAction", "AA"])
    func catalogue(name: String) throws {
        #expect(cause(try edited { update in try update.edit(update.root) { $0.set(name, "<<>>") } }) != nil)
    }

    @Test("Without a document, with two, or with one that was replaced, there is nothing to rely on")
    func documents() throws {
        let maker = try FormPrinter()
        let decision = try #require(try PaperFixtures.decisions.get()[.certificate])
        let bare = PrintedForm(try maker.print(PrintForm(decision), codes: [], claim: nil))
        #expect(bare.document == nil && bare.findings.map(\.code) == ["PAPER_DOCUMENT_MISSING"])
        let two = PrintedForm(
            try edited { update in
                try update.attach(
                    PDFAttachment(name: "b.xml", mediaType: "text/xml", description: "", bytes: Array("<b/>".utf8))
                )
            }
        )
        #expect(two.document == nil && two.findings.map(\.code) == ["PAPER_DOCUMENT_AMBIGUOUS"])
        let other = try edited { update in
            var number: Int?
            _ = PDFFile(PDFBuffer(pdf)) { object, tape, _ in
                if object.stream != nil, tape.value(0, .type).flatMap({ tape.name($0) }) == .embeddedFile {
                    number = object.number
                }
            }
            update.replace(
                try #require(number),
                with: Array("<</Type/EmbeddedFile/Length 4>>\nstream\n<b/>\nendstream".utf8)
            )
        }
        #expect(PrintedForm(other).document == nil)
        let not = PrintedForm(Array("%PDF-1.5\n%%EOF".utf8))
        #expect(not.document == nil && not.findings.first?.severity == .failure)
        #expect(PrintedForm([]).document == nil)
    }

    @Test("A paper around another decision disagrees")
    func otherDecision() throws {
        var other = try #require(try PaperFixtures.decisions.get()[.certificate])
        other.holder?.surname = "Басқа"
        let printed = try FormPrinter().print(PrintForm(other), codes: [], claim: nil)
        var update = try PDFUpdate(PDFFile(PDFBuffer(printed)) { _, _, _ in })
        try update.attach(
            PDFAttachment(name: "a.xml", mediaType: "application/xml", description: "", bytes: document)
        )
        let form = PrintedForm(printed + (try update.write().appended))
        #expect(form.document == document && form.agreement == .disagrees(block: "holder.surname"))
    }

    @Test("No cut and no flipped bit makes it crash, or agree with another document")
    func damage() throws {
        for length in stride(from: 0, to: pdf.count, by: 9_973) {
            let form = PrintedForm(Array(pdf.prefix(length)))
            #expect(form.document == nil || form.document == document)
        }
        for place in stride(from: 0, to: pdf.count, by: 19_997) {
            var changed = pdf
            changed[place] ^= 0x10
            let form = PrintedForm(changed)
            if form.agreement == .agrees, let read = form.document {
                #expect(try PrintForm(signed: read) == PrintForm(signed: document))
            }
        }
    }
}

extension PDFUpdate {
    /// The number that a value refers to.
    fileprivate func resolveReference(_ value: [UInt8]?) -> Int? {
        value.flatMap { PDFUpdate.parse($0, limits: file.limits) }?.reference(0)
    }
}
#endif
