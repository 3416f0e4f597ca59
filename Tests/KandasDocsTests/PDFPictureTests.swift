import KandasDocs
import Support
import Testing

@Suite("JPEG pictures within a PDF are judged like any JPEG")
struct PDFPictureTests {
    private static func pdf(
        _ data: [UInt8],
        filter: String = "/DCTDecode",
        entries: String = "/Subtype/Image/Width 8/Height 8",
        times: Int = 1
    ) -> [UInt8] {
        var builder = PDFBuilder.onePage()
        for index in 0..<times { builder.add(4 + index, "\(entries)/Filter\(filter)", stream: data) }
        builder.finish()
        return builder.bytes
    }

    private static let whole = Samples.jpeg
    private static var cut: [UInt8] { Array(Samples.jpeg(frame: Samples.frame(width: 16)).dropLast(2)) }

    @Test("A whole picture says nothing, whatever follows it or is missing behind its last block")
    func whole() {
        #expect(DocumentGate.judge(PDFPictureTests.pdf(PDFPictureTests.whole)).findings.isEmpty)
        #expect(DocumentGate.judge(PDFPictureTests.pdf(PDFPictureTests.whole + [0, 1, 2])).findings.isEmpty)
        #expect(DocumentGate.judge(PDFPictureTests.pdf(PDFPictureTests.whole.dropLast(2))).findings.isEmpty)
    }

    @Test("A picture whose blocks are missing is refused with its object's number and place")
    func missing() throws {
        let bytes = PDFPictureTests.pdf(PDFPictureTests.cut + [0xff, 0xd9], times: 2)
        let report = DocumentGate.judge(bytes)
        let finding = try #require(report.findings.first)
        #expect(report.refusals == [.pdfPictureDamaged])
        #expect(finding.parameters["object"] == "4")
        #expect(finding.parameters["count"] == "2")
        #expect(finding.parameters["detail"] == "DOC_JPEG_DATA_MISSING")
        let offset = try #require(finding.offset)
        #expect(bytes[offset..<offset + 2].elementsEqual([0xff, 0xd9]))
    }

    @Test("So is one in another filter, one cut off, one that is no JPEG and one that viewers need not know")
    func kinds() {
        let hexadecimal = PDFPictureTests.cut.flatMap {
            Array(($0 < 16 ? "0" : "").utf8) + Array(String($0, radix: 16).utf8)
        }
        let documents = [
            PDFPictureTests.pdf(hexadecimal + [0x3e], filter: "[/ASCIIHexDecode/DCTDecode]"),
            PDFPictureTests.pdf(Array(PDFPictureTests.whole.prefix(100))),
            PDFPictureTests.pdf(Array("GIF89a".utf8)),
            PDFPictureTests.pdf([]),
            PDFPictureTests.pdf(Samples.jpeg(frame: Samples.frame(precision: 12))),
            PDFPictureTests.pdf(Samples.jpeg(frame: Samples.frame(marker: 0xc9), scan: Samples.scanHeader)),
            PDFPictureTests.pdf(PDFPictureTests.cut, filter: "/D#43TDecode"),
        ]
        for (index, document) in documents.enumerated() {
            #expect(DocumentGate.judge(document).refusals == [.pdfPictureDamaged], "\(index)")
        }
    }

    @Test("A picture that claims more pixels than its dictionary is a bomb")
    func bomb() {
        let bytes = PDFPictureTests.pdf(Samples.jpeg(frame: Samples.frame(width: 65_000, height: 65_000)))
        #expect(DocumentGate.judge(bytes).refusals == [.pdfPicture])
    }

    @Test("Pictures that go over their blocks again and again, at next to no bytes, are given up")
    func scans() {
        // Each code says of some 32,000 blocks that nothing more comes (table G.1).
        let blocks = (60_000 / 8) * (6_400 / 8)
        let runs = (blocks + 32_766) / 32_767
        let table = Samples.segment(0xc4, [0x10, 1] + [UInt8](repeating: 0, count: 15) + [0xe0])
        // A bit for the code and fourteen for the rest of the run.
        var bits: [UInt8] = []
        for run in 0..<runs {
            let length = blocks / runs + (run < blocks % runs ? 1 : 0)
            bits.append(0)
            for bit in (0..<14).reversed() { bits.append(UInt8((length - 16_384) >> bit & 1)) }
        }
        while bits.count % 8 != 0 { bits.append(1) }
        let data = stride(from: 0, to: bits.count, by: 8)
            .flatMap { start -> [UInt8] in
                let byte = bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | $1 }
                return byte == 0xff ? [0xff, 0] : [byte]
            }
        let dc = Samples.scanHeader(band: 0...0) + [UInt8](repeating: 0, count: (2 * blocks + 7) / 8)
        let bands = (1...UInt8(50)).flatMap { Samples.scanHeader(band: $0...$0) + data }
        let picture = Samples.jpeg(
            segments: [],
            frame: Samples.frame(marker: 0xc2, width: 60_000, height: 6_400),
            scan: table + dc + bands
        )
        #expect(DocumentGate.judge(PDFPictureTests.pdf(picture)).refusals == [.pdfTooComplex])
    }

    @Test("A policy lets them pass with a warning or without a look")
    func policy() {
        let bytes = PDFPictureTests.pdf(PDFPictureTests.cut)
        var policy = DocumentPolicy()
        policy.pdf.pictures = .warning
        let report = DocumentGate.judge(bytes, policy: policy)
        #expect(report.isAcceptable)
        #expect(report.findings.map(\.code) == [.pdfPictureDamaged])
        policy.pdf.pictures = .accept
        #expect(DocumentGate.judge(bytes, policy: policy).findings.isEmpty)
    }

    @Test("A JPEG in a stream that is no picture is not opened, as viewers do not")
    func elsewhere() {
        let bytes = PDFPictureTests.pdf(PDFPictureTests.cut, entries: "/Type/Metadata")
        #expect(!DocumentGate.judge(bytes).refusals.contains(.pdfPictureDamaged))
    }

    @Test(
        "Pages of img2pdf whose picture was cut off are refused",
        .enabled(if: Tool.exists("img2pdf") && Tool.exists("cjpeg"), "img2pdf or cjpeg is not installed"),
        arguments: [[], ["-progressive"]]
    )
    func scanned(options: [String]) throws {
        let folder = try TemporaryFolder()
        let picture = try EverydayJPEGTests.jpeg(options)
        func pdf(_ picture: [UInt8]) throws -> DocumentReport {
            let path = try folder.write(picture, as: "page.jpg")
            let outcome = try Tool.run("img2pdf", ["-o", "-", path])
            try #require(outcome.status == 0, "\(outcome)")
            return DocumentGate.judge(outcome.output)
        }
        #expect(try pdf(picture).isAcceptable)
        #expect(try pdf(picture.dropLast(picture.count / 3) + [0xff, 0xd9]).refusals == [.pdfPictureDamaged])
    }
}
