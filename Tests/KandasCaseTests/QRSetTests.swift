import KandasSign
import KandasText
import Support
import Testing

@testable import KandasCase

@Suite("A row of codes is put together, and proves nothing by its form")
struct QRSetTests {
    private static let number = "10100464053940"
    private static let time = Timestamp(seconds: 1_778_680_000)
    private static let signature = "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><x/></Signature>"

    /// A document with something in the place of a signature, too irregular to shrink into one code.
    private static let document: [UInt8] = {
        var generator = StatusListTests.Repeating()
        let noise = (0..<600).map { _ in String(generator.next(), radix: 36) }.joined()
        return Array("<r><a>Қандас \(noise)</a>\(signature)</r>".utf8)
    }()

    private func pieces() throws -> [QRPiece] {
        try QRSet.pieces(of: Self.document, number: Self.number, at: Self.time)
    }

    private func rule(_ pieces: [QRPiece]) -> String? {
        #expect(throws: QRSetError.self) { try QRSet(pieces) }?.reason.rule
    }

    /// A row around an archive with these files.
    private func row(_ files: [(String, [UInt8])], amount: Int = 1) throws -> [QRPiece] {
        let sink = MemorySink()
        let zip = ZIPWriter(to: sink)
        for (name, bytes) in files { try zip.add(name, .bytes(bytes), method: .deflated) }
        try zip.finish()
        return [QRPiece(number: 1, amount: amount, documentNumber: Self.number, created: "", slice: sink.bytes)]
    }

    @Test("What was split is put together again, in whatever order and however often it was read")
    func roundTrip() throws {
        let pieces = try pieces()
        #expect(2...QRSet.most ~= pieces.count)
        let read = try pieces.map { try QRPiece(text: $0.text) }
        #expect(read == pieces)
        for order in [read, read.reversed(), read + read, Array(read.dropFirst()) + [read[0]]] {
            let set = try QRSet(order)
            #expect(set.document == Self.document)
            #expect(set.documentNumber == Self.number)
        }
        #expect(pieces[0].created == "2026-05-13T18:46:40.000+05:00")
        #expect(try self.pieces() == pieces)
    }

    @Test("Python reads our row", .enabled(if: Python.has("zipfile"), "\(Python.absenceNote)"))
    func written() throws {
        let lines = try pieces().map(\.text).joined(separator: [0x0a])
        #expect(try Python.run("qr_codes.py", ["join"], input: Array(lines)) == Self.document)
    }

    @Test("We read a row of Python's, whose archive was written as a stream", .enabled(if: Python.has("zipfile")))
    func peer() throws {
        let lines = try Python.run("qr_codes.py", ["split"], input: Self.document).split(separator: 0x0a)
        #expect(lines.count > 1)
        let set = try QRSet(try lines.map { try QRPiece(text: Array($0)) })
        #expect(set.document == Self.document && set.documentNumber == Self.number)
    }

    @Test("A code that is missing, of another row, or contradicts another is noticed (KND-QR-01)")
    func incomplete() throws {
        let pieces = try pieces()
        let other = try QRSet.pieces(of: Self.document, number: "10100464053941", at: Self.time)
        var changed = pieces[0].slice
        changed[10] ^= 1
        let forged = QRPiece(
            number: 1,
            amount: pieces.count,
            documentNumber: Self.number,
            created: "",
            slice: changed
        )
        #expect(rule([]) == "KND-QR-01")
        #expect(rule(Array(pieces.dropLast())) == "KND-QR-01")
        #expect(rule(pieces + [other[0]]) == "KND-QR-01")
        #expect(rule(pieces + [forged]) == "KND-QR-01")
        let error = #expect(throws: QRSetError.self) { try QRSet(Array(pieces[1...2])) }
        #expect(error?.reason.parameters["missing"]?.hasPrefix("1, 4") == true)
    }

    @Test("Another archive than one file `one` within the bounds is refused (KND-QR-02)")
    func archives() throws {
        let signed = Array("<r>\(Self.signature)</r>".utf8)
        #expect(throws: Never.self) { try QRSet(try row([("one", signed)])) }
        for files in [
            [("two", signed)], [("one", signed), ("two", signed)], [("one.xml", signed)], [],
        ] as [[(String, [UInt8])]] {
            #expect(rule(try row(files)) == "KND-QR-02")
        }
        // A bomb: some kilobytes that would inflate beyond the bound.
        let bomb = [UInt8](repeating: 0x20, count: Limits().decisionBytes + 1)
        #expect(rule(try row([("one", bomb)])) == "KND-QR-02")
        let slice = try row([("one", signed)])[0].slice
        for length in stride(from: 1, to: slice.count, by: 7) {
            let cut = QRPiece(
                number: 1,
                amount: 1,
                documentNumber: nil,
                created: "",
                slice: Array(slice.prefix(length))
            )
            #expect(rule([cut]) == "KND-QR-02")
        }
        for index in stride(from: 0, to: slice.count, by: 5) {
            var bytes = slice
            bytes[index] ^= 0x10
            let changed = QRPiece(number: 1, amount: 1, documentNumber: nil, created: "", slice: bytes)
            if let set = try? QRSet([changed]) { #expect(set.document == signed) }
        }
    }

    // A public sample makes exactly such a row; whoever trusts its form is deceived.
    @Test(
        "A document without a signature is never taken (KND-QR-03)",
        arguments: [
            "<r/>", "<r><Signature/></r>", "<r><Signature xmlns='urn:x'/></r>", "<r><!--\(signature)--></r>",
            "<r><![CDATA[\(signature)]]></r>", "<r>&lt;Signature</r>", "text", "",
            "<!DOCTYPE r [<!ENTITY s \"\(signature)\">]><r>&s;</r>", "<r>\(signature)",
        ]
    )
    func unsigned(text: String) throws {
        #expect(rule(try row([("one", Array(text.utf8))])) == "KND-QR-03")
        #expect(throws: SigningError.self) {
            try QRSet.pieces(of: Array(text.utf8), number: Self.number, at: Self.time)
        }
    }

    @Test("The numbers on paper, codes and in the document are compared (KND-QR-04)")
    func numbers() throws {
        let set = try QRSet(try pieces())
        #expect(throws: Never.self) { try set.requireNumber(printed: Self.number, inDocument: Self.number) }
        #expect(throws: Never.self) { try set.requireNumber(printed: nil, inDocument: Self.number) }
        #expect(throws: QRSetError.self) { try set.requireNumber(printed: "1", inDocument: Self.number) }
        #expect(throws: QRSetError.self) { try set.requireNumber(printed: nil, inDocument: "1") }
    }

    @Test("The older form without namespace and number is read")
    func older() throws {
        let slice = Base64.encode(try row([("one", Array("<r>\(Self.signature)</r>".utf8))])[0].slice)
        let text =
            "<BarCode><elementData>\(slice)</elementData><elementNumber>1</elementNumber>"
            + "<elementsAmount>1</elementsAmount></BarCode>"
        let set = try QRSet([try QRPiece(text: Array(text.utf8))])
        #expect(set.documentNumber == nil)
    }

    @Test(
        "Texts that are no code are refused",
        arguments: [
            "", "https://egov.kz/", "<BarcodeElement/>", "<x xmlns='http://barcodes.pdf.shep.nitec.kz/'/>",
            "<!DOCTYPE b><BarCode/>", "<BarCode><elementNumber>1</elementNumber></BarCode>",
            "<BarCode><elementData>AAAA</elementData><elementNumber>0</elementNumber><elementsAmount>1</elementsAmount></BarCode>",
            "<BarCode><elementData>AAAA</elementData><elementNumber>2</elementNumber><elementsAmount>1</elementsAmount></BarCode>",
            "<BarCode><elementData>AAAA</elementData><elementNumber>1</elementNumber><elementsAmount>9999</elementsAmount></BarCode>",
            "<BarCode><elementData>AAAA</elementData><elementNumber>1</elementNumber><elementsAmount>99999999999</elementsAmount></BarCode>",
            "<BarCode><elementData>!!</elementData><elementNumber>1</elementNumber><elementsAmount>1</elementsAmount></BarCode>",
            "<BarCode><elementData></elementData><elementNumber>1</elementNumber><elementsAmount>1</elementsAmount></BarCode>",
            "<BarCode><elementData>AAAA</elementData><elementNumber>1</elementNumber><elementNumber>1</elementNumber><elementsAmount>1</elementsAmount></BarCode>",
        ]
    )
    func noCode(text: String) {
        #expect(throws: SigningError.self) { try QRPiece(text: Array(text.utf8)) }
    }

    @Test("What does not fit into twelve codes is an error, and long texts are refused")
    func bounds() throws {
        var generator = StatusListTests.Repeating()
        let noise = (0..<4_000).map { _ in String(generator.next(), radix: 36) }.joined()
        let error = #expect(throws: SigningError.self) {
            try QRSet.pieces(of: Array("<r>\(noise)\(Self.signature)</r>".utf8), number: Self.number, at: Self.time)
        }
        #expect(error?.code == .limitExceeded)
        for number in ["", "1", "<FavorID>1234", "123456789012345678901"] {
            #expect(throws: SigningError.self) { try QRSet.pieces(of: Self.document, number: number, at: Self.time) }
        }
        let long = Array("<BarCode>\(String(repeating: " ", count: 9_000))</BarCode>".utf8)
        #expect(throws: SigningError.self) { try QRPiece(text: long) }
    }

    @Test("A decision with room for a signature fits into a row", arguments: Decision.Kind.allCases)
    func decisions(kind: Decision.Kind) throws {
        let sink = MemorySink()
        try DecisionDocument.write(try #require(try DecisionFixtures.each()[kind]), to: sink)
        // As large as a real signature with a national key and its certificate, which hardly shrink.
        var generator = StatusListTests.Repeating()
        let noise = (0..<250).map { _ in String(generator.next(), radix: 36) }.joined()
        let signature = "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><x>\(noise)</x></Signature>"
        let text = String(decoding: sink.bytes, as: UTF8.self).replacing("</decision>", with: signature + "</decision>")
        let pieces = try QRSet.pieces(of: Array(text.utf8), number: Self.number, at: Self.time)
        #expect(pieces.count <= QRSet.most, "\(pieces.count)")
        #expect(try QRSet(pieces).document == Array(text.utf8))
    }
}
