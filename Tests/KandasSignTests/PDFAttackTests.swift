import KandasTestPKI
import PDFSyntax
import Support
import Testing

@testable import KandasSign

@Suite("Attacks on signed PDFs are refused, each by its own code")
struct PDFAttackTests {
    let parties: PDFParties
    let signed: [UInt8]

    init() throws {
        parties = try PDFParties()
        signed = try parties.sign()
    }

    // MARK: Incremental saving

    @Test(
        "Incremental saving: contents, fonts, pages, the catalogue, title or an annotation changed",
        arguments: [
            (3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Rotate 180>>"),
            (5, "<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>"),
            (2, "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>"),
            (1, "<</Type/Catalog/Pages 2 0 R>>"),
            (7, "<</Title(A refusal)>>"),
            (6, "null"),
        ]
    )
    func incrementalSaving(number: Int, body: String) throws {
        let changed = try parties.updated(signed) { $0.replace(number, with: Array(body.utf8)) }
        let codes = try parties.codes(changed)
        #expect(codes.contains("PDF_CHANGED_AFTER_SIGNING") || codes.contains("PDF_SIGNATURE_ORPHAN"), "\(codes)")
        let stream = try parties.updated(signed) { $0.replace(4, with: PDFParties.stream("BT ET")) }
        #expect(try parties.codes(stream) == ["PDF_CHANGED_AFTER_SIGNING"])
    }

    @Test("Incremental saving without cross-references, with a wrong startxref, without an end, behind comments")
    func incrementalSavingWithoutTable() throws {
        let object = "4 0 obj\n\(String(decoding: PDFParties.stream("BT ET"), as: UTF8.self))\nendobj\n"
        let tails = [
            object, object + "%%EOF\n", object + "startxref\n0\n%%EOF\n", object + "startxref\n99999999\n%%EOF\n",
            object + "trailer\n<</Root 1 0 R/Size 20>>\nstartxref\n\(signed.count)\n%%EOF\n",
            "%%EOF\n" + object + "%%EOF",
            "garbage", "% comment\n", "startxref\n\(signed.count)\n%%EOF\n",
        ]
        for tail in tails {
            let codes = try parties.codes(signed + Array(tail.utf8))
            #expect(!codes.isDisjoint(with: ["PDF_BYTES_AFTER_END", "PDF_STRUCTURE"]), "\(tail): \(codes)")
        }
    }

    @Test("Incremental saving: a new catalogue leads past the signature")
    func newCatalog() throws {
        let start = signed.count
        let table = "40 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        let previous = try #require(parties.previousSection(of: signed))
        let offset = String(repeating: "0", count: 10 - "\(start)".count) + "\(start)"
        let update =
            "\(table)xref\n40 1\n\(offset) 00000 n \ntrailer\n<</Root 40 0 R/Size 41/Prev \(previous)>>\n"
            + "startxref\n\(start + table.utf8.count)\n%%EOF\n"
        let codes = try parties.codes(signed + Array(update.utf8))
        #expect(codes.contains("PDF_SIGNATURE_ORPHAN"), "\(codes)")
    }

    @Test("A hidden revision: a newer one leads past it")
    func hiddenRevision() throws {
        let hidden = try parties.updated(signed) { $0.replace(4, with: PDFParties.stream("hidden")) }
        let own = try #require(parties.previousSection(of: hidden))
        let original = try #require(parties.previousSection(of: signed))
        let shown = try parties.updated(hidden) { $0.replace(6, with: PDFParties.stream("0 g")) }
        let width = "\(own)".count
        let spelled = "\(original)" + String(repeating: " ", count: width - "\(original)".count)
        let passed = try PDFParties.replacing("/Prev \(own)", with: "/Prev \(spelled)", in: shown)
        #expect(try parties.codes(passed).contains("PDF_STRUCTURE"))
    }

    @Test("Duplicate objects: one saving writes a number twice, one object is listed nowhere")
    func duplicateObjects() throws {
        let added = try parties.updated(signed) { $0.replace(6, with: PDFParties.stream("0 g")) }
        let text = String(decoding: PDFParties.stream("BT ET"), as: UTF8.self)
        let unlisted = signed + Array("4 0 obj\n\(text)\nendobj\n".utf8)
        let behind = try parties.updated(unlisted) { $0.replace(40, with: Array("null".utf8)) }
        #expect(try parties.codes(behind).contains("PDF_STRUCTURE"))
        #expect(try parties.codes(added) == ["PDF_CHANGED_AFTER_SIGNING"])
    }

    // MARK: Shadow attacks

    @Test("Shadow attack, hide: what lies over the text is taken away")
    func shadowHide() throws {
        let shown = try parties.updated(signed) {
            $0.replace(6, with: PDFParties.stream("", "/Type/XObject/Subtype/Form"))
        }
        #expect(try parties.codes(shown) == ["PDF_CHANGED_AFTER_SIGNING"])
    }

    @Test("Shadow attack, replace: a form's text is overwritten by its value")
    func shadowReplace() throws {
        var builder = PDFParties.document()
        builder.add(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[10 0 R]>>>>")
        builder.add(10, "<</Type/Annot/Subtype/Widget/FT/Tx/T(sum)/V(100)/Rect[0 0 99 20]/P 3 0 R>>")
        builder.finish(trailer: "/Root 1 0 R/Info 7 0 R")
        let form = try parties.sign(builder.bytes)
        #expect(try parties.codes(form) == ["PASSED"])
        let filled = try parties.updated(form) { update in try update.edit(10) { $0.set("V", "(900)") } }
        #expect(try parties.codes(filled) == ["PDF_CHANGED_AFTER_SIGNING"])
        let drawn = try parties.updated(form) { update in
            try update.edit(1) { $0.set("AcroForm", "<</Fields[10 0 R]/NeedAppearances true>>") }
        }
        #expect(try parties.codes(drawn).contains("PDF_SIGNATURE_ORPHAN"))
    }

    @Test("Shadow attack, hide and replace: an object that was referred to before it was there")
    func shadowHideAndReplaceDangling() throws {
        let filled = try parties.updated(signed) { $0.replace(30, with: PDFParties.stream("BT (Refused) Tj ET")) }
        #expect(try parties.codes(filled) == ["PDF_CHANGED_AFTER_SIGNING"])
    }

    @Test("Shadow attack, hide and replace: the table is led to an object that was hidden among what is signed")
    func shadowHideAndReplace() throws {
        let prepared = PDFParties.document(hidden: "BT /F 24 Tf 72 700 Td (Refused) Tj ET").bytes
        let file = PDFFile(PDFBuffer(prepared)) { _, _, _ in }
        let hidden = try #require(file.objects.first { $0.number == 4 })
        // Signed as it is, if programs do not disagree about it: ours finds the number twice.
        let signed = try? parties.sign(prepared)
        let base = signed ?? prepared
        let previous = try #require(parties.previousSection(of: base))
        let digits = "\(hidden.range.lowerBound)"
        let offset = String(repeating: "0", count: 10 - digits.count) + digits
        let update =
            "xref\n4 1\n\(offset) 00000 n \ntrailer\n<</Root 1 0 R/Size 30/Prev \(previous)>>\n"
            + "startxref\n\(base.count)\n%%EOF\n"
        #expect(try parties.codes(base + Array(update.utf8)) != ["PASSED"])
        if signed != nil {
            #expect(try parties.codes(base + Array(update.utf8)).contains("PDF_CHANGED_AFTER_SIGNING"))
        }
    }

    @Test("A part of the store of evidence that plays a second part: the list of what a page draws")
    func sharedArray() throws {
        var builder = PDFParties.document()
        builder.add(1, "<</Type/Catalog/Pages 2 0 R/DSS<</Certs 11 0 R>>>>")
        builder.add(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 11 0 R>>")
        builder.add(11, "[4 0 R]")
        builder.finish(trailer: "/Root 1 0 R/Info 7 0 R")
        let shared = try parties.sign(builder.bytes)
        #expect(try parties.codes(shared) == ["PASSED"])
        let drawn = try parties.updated(shared) { update in
            let more = update.add(PDFParties.stream("BT (Refused) Tj ET"))
            update.replace(11, with: Array("[4 0 R \(more) 0 R]".utf8))
        }
        #expect(try parties.codes(drawn) == ["PDF_CHANGED_AFTER_SIGNING"])
    }

    // MARK: Universal signature forgery

    @Test("Universal signature forgery: Contents missing, null, empty, renamed, zeros or no hexadecimal string")
    func forgedContents() throws {
        let range = try #require(parties.facts(signed).signatures.first?.byteRange)
        var zeros = signed
        zeros.replaceSubrange(
            range[1] + 1..<range[2] - 1,
            with: [UInt8](repeating: 0x30, count: range[2] - range[1] - 2)
        )
        #expect(try parties.codes(zeros) == ["PDF_CONTENTS"])
        var literal = signed
        literal[range[1]] = 0x28
        literal[range[2] - 1] = 0x29
        #expect(try parties.codes(literal) != ["PASSED"])
        for (old, new) in [
            ("/Contents <", "/Contentz <"), ("/Contents <", "/Contents null%<"), ("/Contents <", "/Contents <>%"),
        ] {
            let codes = try parties.codes(PDFParties.replacing(old, with: new, in: signed))
            #expect(
                !codes.isDisjoint(with: ["PDF_CONTENTS", "PDF_BYTE_RANGE_GAP", "PDF_STRUCTURE"]),
                "\(new): \(codes)"
            )
        }
        for old in ["/ETSI.CAdES.detached", "/adbe.x509.rsa_sha1", "/adbe.pkcs7.sha1"].dropFirst() {
            let padded = old + String(repeating: " ", count: "/ETSI.CAdES.detached".count - old.count)
            let codes = try parties.codes(PDFParties.replacing("/ETSI.CAdES.detached", with: padded, in: signed))
            #expect(codes.contains("PDF_SIGNATURE_FORM"), "\(old): \(codes)")
        }
    }

    @Test("Universal signature forgery: ByteRange missing, null, negative, too long, overlapping, of other numbers")
    func forgedByteRange() throws {
        let range = try #require(parties.facts(signed).signatures.first?.byteRange)
        let old = String(decoding: PDFSignatureField.byteRange(Array(range.dropFirst())), as: UTF8.self)
        let last = range[2] + range[3]
        let forged = [
            "null", "[]", "[0]", "[0 \(range[1])]", "[0 \(range[1]) \(range[2])]", "[0 \(range[1]) \(range[2]) -1]",
            "[0 -\(range[1]) \(range[2]) \(range[3])]", "[1 \(range[1]) \(range[2]) \(range[3])]",
            "[0 \(range[1]) \(range[2]) \(range[3] + 1)]", "[0 \(range[1]) \(range[2]) 9223372036854775807]",
            "[0 \(range[1]) \(range[1] - 9) \(last)]", "[0 0 0 \(last)]", "[0 \(last) \(last) 0]",
            "[0 9 \(last - 9) 9]",
            "[0 \(range[1]) \(range[2]) \(range[3]) 0 1]", "[0 \(range[1]).0 \(range[2]) \(range[3])]",
            "[0 \(range[1]) \(range[2]) 1]", "[0 \(range[1] - 1) \(range[2]) \(range[3])]",
        ]
        for text in forged {
            let padded = text + String(repeating: " ", count: max(0, old.count - text.count))
            let codes = try parties.codes(PDFParties.replacing(old, with: padded, in: signed))
            let known: Set = ["PDF_BYTE_RANGE", "PDF_BYTE_RANGE_GAP", "PDF_SIGNATURE_COVERAGE"]
            #expect(!codes.isDisjoint(with: known), "\(text): \(codes)")
        }
        #expect(
            try parties.codes(PDFParties.replacing("/ByteRange", with: "/ByteRanje", in: signed)) == ["PDF_BYTE_RANGE"]
        )
    }

    // MARK: Signature wrapping

    @Test("Signature wrapping: objects in the place of the padding, within what is not signed")
    func wrapping() throws {
        let range = try #require(parties.facts(signed).signatures.first?.byteRange)
        let object = Array("> 4 0 obj<</Length 5>>stream BT ET endstream endobj <".utf8)
        var wrapped = signed
        let end = range[2] - 1
        wrapped.replaceSubrange(end - object.count..<end, with: object)
        #expect(try parties.codes(wrapped).isDisjoint(with: ["PASSED"]))
        let zeros = Array(">/Padding<".utf8)
        wrapped = signed
        wrapped.replaceSubrange(end - zeros.count..<end, with: zeros)
        #expect(try parties.codes(wrapped) == ["PDF_BYTE_RANGE_GAP"])
        wrapped = signed
        wrapped[end - 2] = 0x31
        #expect(try parties.codes(wrapped) == ["PDF_CONTENTS"])
        wrapped[end - 2] = 0x20
        #expect(try parties.codes(wrapped) == ["PDF_CONTENTS"])
    }

    @Test("Signature wrapping: the second part is moved behind something else")
    func wrappingMoved() throws {
        let range = try #require(parties.facts(signed).signatures.first?.byteRange)
        let old = String(decoding: PDFSignatureField.byteRange(Array(range.dropFirst())), as: UTF8.self)
        let inserted = Array("\n4 0 obj<</Length 5>>stream\nBT ET\nendstream endobj\n".utf8)
        let new = PDFSignatureField.byteRange([range[1], range[2] + inserted.count, range[3]])
        var moved = Array(signed[..<range[2]]) + inserted + Array(signed[range[2]...])
        moved = try PDFParties.replacing(old, with: String(decoding: new, as: UTF8.self), in: moved)
        #expect(try !parties.codes(moved).isDisjoint(with: ["PDF_BYTE_RANGE_GAP", "PDF_STRUCTURE"]))
    }

    @Test("Two signatures that share one Contents: a copy of the dictionary in another field")
    func sharedContents() throws {
        let field = try #require(parties.facts(signed).signatures.first)
        let file = PDFFile(PDFBuffer(signed)) { _, _, _ in }
        let value = try #require(file.objects.first { $0.range.contains(field.byteRange[1]) })
        let text = String(decoding: signed[value.range], as: UTF8.self)
        let body = text.dropFirst("\(value.number) 0 obj\n".count).dropLast("\nendobj".count)
        let copied = try parties.updated(signed) { update in
            let copy = update.add(Array(body.utf8))
            let second = update.add(
                Array("<</FT/Sig/T(Copy)/V \(copy) 0 R/Subtype/Widget/Rect[0 0 0 0]/P 3 0 R>>".utf8)
            )
            try update.edit(1) { catalog in
                let form = catalog["AcroForm"].map { String(decoding: $0, as: UTF8.self) } ?? ""
                catalog.set("AcroForm", form.replacing("/Fields [", with: "/Fields [\(second) 0 R "))
            }
        }
        #expect(try parties.codes(copied).contains("PDF_BYTE_RANGE_GAP"))
    }

    // MARK: Certification

    @Test("Evil annotation attack: an annotation over a page that permits annotations")
    func evilAnnotation() throws {
        let certified = try parties.sign(certifying: 3)
        #expect(try parties.codes(certified) == ["PASSED"])
        let drawn = try parties.updated(certified) { update in
            let note = update.add(Array("<</Type/Annot/Subtype/FreeText/Rect[0 0 595 842]/Contents(Refused)>>".utf8))
            try update.edit(3) { $0.set("Annots", "[\(note) 0 R]") }
        }
        #expect(try parties.codes(drawn).contains("PDF_CHANGED_AFTER_SIGNING"))
    }

    @Test("Sneaky signature attack: a later signature draws over a certified page")
    func sneakySignature() throws {
        for level in [2, 3] {
            let certified = try parties.sign(certifying: level)
            let again = try parties.sign(certified, by: parties.pki.applicant)
            #expect(try parties.codes(again) == ["PASSED"])
            let value = try #require(parties.facts(certified).signatures.first)
            let number = try #require(parties.objectNumber(at: value.byteRange[1], of: certified))
            let drawn = try parties.drawing(certified, value: number)
            #expect(try parties.codes(drawn).contains("PDF_CHANGE_NOT_PERMITTED"))
        }
        // Without a certification it is something to look at.
        let value = try #require(parties.facts(signed).signatures.first)
        let number = try #require(parties.objectNumber(at: value.byteRange[1], of: signed))
        let report = try parties.report(parties.drawing(signed, value: number))
        #expect(report.allReasons.map(\.code) == ["PDF_SIGNATURE_DRAWN_LATER"])
    }

    @Test("A certification that permits nothing: even a signature is too much")
    func certifiedClosed() throws {
        let certified = try parties.sign(certifying: 1)
        #expect(try parties.codes(certified) == ["PASSED"])
        let value = try #require(parties.facts(certified).signatures.first)
        let number = try #require(parties.objectNumber(at: value.byteRange[1], of: certified))
        #expect(try parties.codes(parties.drawing(certified, value: number)).contains("PDF_CHANGE_NOT_PERMITTED"))
    }

    @Test("A signed field that takes another value, or is taken out of the form")
    func signatureTakenOut() throws {
        let twice = try parties.sign(signed, by: parties.pki.applicant)
        let form = try parties.updated(twice) { update in
            try update.edit(1) { $0.set("AcroForm", "<</Fields[]/SigFlags 3>>") }
        }
        #expect(try parties.codes(form).contains("PDF_SIGNATURE_ORPHAN"))
        let field = try #require(parties.fieldNumber(of: twice))
        let emptied = try parties.updated(twice) { update in try update.edit(field) { $0["V"] = nil } }
        let codes = try parties.codes(emptied)
        #expect(codes.contains("PDF_SIGNATURE_ORPHAN") && codes.contains("PDF_CHANGED_AFTER_SIGNING"), "\(codes)")
    }
}

extension PDFParties {
    /// The offset of the newest cross-reference section.
    func previousSection(of pdf: [UInt8]) -> Int? { PDFFile(PDFBuffer(pdf)) { _, _, _ in }.sections.first?.offset }

    func objectNumber(at offset: Int, of pdf: [UInt8]) -> Int? {
        PDFFile(PDFBuffer(pdf)) { _, _, _ in }.objects.first { $0.range.contains(offset) }?.number
    }

    /// The number of the first signature field.
    func fieldNumber(of pdf: [UInt8]) -> Int? {
        let file = PDFFile(PDFBuffer(pdf)) { _, _, _ in }
        return PDFFieldTree(PDFObjectReader(file: file, rank: 0), limits: Limits()).fields.first?.number
    }

    /// One more signature field, with a picture over the page.
    func drawing(_ pdf: [UInt8], value: Int) throws -> [UInt8] {
        try updated(pdf) { update in
            let picture = update.add(
                PDFParties.stream("1 0 0 rg 0 0 595 842 re f", "/Type/XObject/Subtype/Form/BBox[0 0 595 842]")
            )
            let widget = update.add(
                Array(
                    "<</Type/Annot/Subtype/Widget/FT/Sig/T(Over)/V \(value) 0 R/Rect[0 0 595 842]/P 3 0 R/AP<</N \(picture) 0 R>>>>"
                        .utf8
                )
            )
            try update.edit(3) { page in
                let old = page["Annots"].map { String(decoding: $0.dropFirst().dropLast(), as: UTF8.self) } ?? ""
                page.set("Annots", "[\(old) \(widget) 0 R]")
            }
            try update.edit(1) { catalog in
                let form = catalog["AcroForm"].map { String(decoding: $0, as: UTF8.self) } ?? ""
                let fields = form.firstRange(of: /\/Fields \[[^\]]*/).map { String(form[$0]) } ?? ""
                catalog.set("AcroForm", form.replacing(fields, with: "\(fields) \(widget) 0 R"))
            }
        }
    }
}
