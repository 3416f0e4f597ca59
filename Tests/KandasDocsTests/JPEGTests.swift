import KandasDocs
import Testing

@Suite("A JPEG is walked from its first marker to its last")
struct JPEGTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        var detail: String?

        init(_ description: String, _ bytes: [UInt8], detail: String? = nil) {
            testDescription = description
            self.bytes = bytes
            self.detail = detail
        }
    }

    private static let restarts = Samples.segment(0xdd, [0, 1])

    private static let colour = Samples.jpeg(
        frame: Samples.frame(components: 3),
        scan: Samples.scanHeader(components: 3) + Samples.data(blocks: 3)
    )

    /// Eleven blocks with a restart marker behind each.
    private static func restarted(_ data: [UInt8]) -> [UInt8] {
        Samples.jpeg(segments: restarts, frame: Samples.frame(height: 88), scan: Samples.scanHeader + data)
    }

    /// DC and all AC coefficients, each in one scan.
    private static func progressive(between: [UInt8] = []) -> [UInt8] {
        let dc = Samples.scanHeader(band: 0...0) + [0x3f]
        let ac = Samples.scanHeader(band: 1...63) + [0x7f]
        return Samples.jpeg(frame: Samples.frame(marker: 0xc2), scan: dc + between + ac)
    }

    @Test(
        "What the standard allows is accepted",
        arguments: [
            Case("extended", Samples.jpeg(frame: Samples.frame(marker: 0xc1))),
            Case("colour", colour),
            Case(
                "a scan for each colour",
                Samples.jpeg(
                    frame: Samples.frame(components: 3),
                    scan: (1...3).flatMap { Samples.segment(0xda, [1, $0, 0, 0, 63, 0]) + Samples.data(blocks: 1) }
                )
            ),
            Case("progressive", progressive()),
            Case("tables between scans", progressive(between: Samples.huffmanAC)),
            Case("fill bytes before a marker", Samples.jpeg(segments: [0xff, 0xff, 0xff])),
            Case("fill bytes behind a scan", Samples.jpeg(end: [0xff, 0xff, 0xff, 0xd9])),
            Case("an empty comment", Samples.jpeg(segments: Samples.segment(0xfe, []))),
            Case(
                "the longest comment",
                Samples.jpeg(segments: Samples.segment(0xfe, .init(repeating: 0xff, count: 65_533)))
            ),
            Case("a picture in a segment", Samples.jpeg(segments: Samples.segment(0xe5, Samples.jpeg))),
            Case("restarts", restarted((0..<10).flatMap { [0x1f, 0xff, 0xd0 + $0 % 8] } + [0x1f])),
            Case(
                "fill bytes before restarts",
                restarted((0..<10).flatMap { [0x1f, 0xff, 0xff, 0xd0 + $0 % 8] } + [0x1f])
            ),
            Case("a restart behind the last block", restarted((0..<11).flatMap { [0x1f, 0xff, 0xd0 + $0 % 8] })),
            Case(
                "many blocks",
                Samples.jpeg(
                    frame: Samples.frame(height: 60_000),
                    scan: Samples.scanHeader + Samples.data(blocks: 7_500)
                )
            ),
        ]
    )
    func accepted(sample: Case) {
        let report = DocumentGate.judge(sample.bytes)
        #expect(report.findings.isEmpty)
        #expect(report.width == 8)
        for size in [1, 2, 3, 100] { #expect(judge(sample.bytes, piece: size) == report) }
    }

    @Test(
        "What is broken is refused, and support staff can see where",
        arguments: [
            Case("no frame", Samples.jpeg(frame: []), detail: "scan-before-frame"),
            Case("no frame and no scan", Samples.jpeg(frame: [], scan: []), detail: "no-picture"),
            Case("no scan", Samples.jpeg(scan: []), detail: "no-picture"),
            Case("two frames", Samples.jpeg(frame: Samples.frame() + Samples.frame()), detail: "second-frame"),
            Case(
                "frame length",
                Samples.jpeg(frame: Samples.segment(0xc0, [8, 0, 8, 0, 8, 1])),
                detail: "segment-length"
            ),
            Case("frame too short", Samples.jpeg(frame: Samples.segment(0xc0, [8, 0])), detail: "segment-length"),
            Case(
                "frame too long",
                Samples.jpeg(frame: Samples.segment(0xc0, [8, 0, 8, 0, 8, 1, 1, 17, 0, 9])),
                detail: "segment-length"
            ),
            Case("no width", Samples.jpeg(frame: Samples.frame(width: 0)), detail: "frame-header"),
            Case("no height", Samples.jpeg(frame: Samples.frame(height: 0)), detail: "frame-header"),
            Case("no components", Samples.jpeg(frame: Samples.frame(components: 0)), detail: "frame-header"),
            Case(
                "sampling factor 0",
                Samples.jpeg(frame: Samples.segment(0xc0, [8, 0, 8, 0, 8, 1, 1, 0x01, 0])),
                detail: "frame-header"
            ),
            Case(
                "sampling factor 5",
                Samples.jpeg(frame: Samples.segment(0xc0, [8, 0, 8, 0, 8, 1, 1, 0x15, 0])),
                detail: "frame-header"
            ),
            Case(
                "a component twice",
                Samples.jpeg(frame: Samples.segment(0xc0, [8, 0, 8, 0, 8, 3, 1, 17, 0, 1, 17, 0, 2, 17, 0])),
                detail: "frame-header"
            ),
            Case(
                "scan length",
                Samples.jpeg(scan: Samples.segment(0xda, [1, 1, 0]) + [0x1f]),
                detail: "segment-length"
            ),
            Case(
                "scan of nothing",
                Samples.jpeg(scan: Samples.segment(0xda, [0, 0, 63, 0]) + [0x1f]),
                detail: "segment-length"
            ),
            Case(
                "scan of an unknown component",
                Samples.jpeg(scan: Samples.segment(0xda, [1, 9, 0, 0, 63, 0]) + [0x1f]),
                detail: "scan-header"
            ),
            Case(
                "restart without interval",
                Samples.jpeg(scan: Samples.scan + [0xff, 0xd0, 1]),
                detail: "marker-misplaced"
            ),
            Case(
                "restart out of turn",
                restarted([0x1f, 0xff, 0xd1] + Samples.data(blocks: 10)),
                detail: "restart-marker"
            ),
            Case(
                "a restart too early",
                Samples.jpeg(
                    segments: Samples.segment(0xdd, [0, 2]),
                    frame: Samples.frame(height: 32),
                    scan: Samples.scanHeader + [0x1f, 0xff, 0xd0, 0x03]
                ),
                detail: "restart-marker"
            ),
            Case("bytes behind the blocks", Samples.jpeg(scan: Samples.scan + [0x00]), detail: "extra-data"),
            Case(
                "stuffed bytes behind the blocks",
                Samples.jpeg(scan: Samples.scan + [0xff, 0x00]),
                detail: "extra-data"
            ),
            Case(
                "bytes before a restart",
                restarted([0x1f, 7, 0xff, 0xd0] + Samples.data(blocks: 10)),
                detail: "extra-data"
            ),
            Case(
                "a code that is not in the table",
                Samples.jpeg(scan: Samples.scanHeader + [0x3f]),
                detail: "huffman-code"
            ),
            Case(
                "a difference that is too large",
                Samples.jpeg(scan: huffman(0x00, [0, 1], [12]) + Samples.scanHeader + [0x00, 0x00, 0x00]),
                detail: "huffman-code"
            ),
            Case(
                "a table of too many codes",
                Samples.jpeg(segments: huffman(0x00, [3], [1, 2, 3])),
                detail: "huffman-table"
            ),
            Case("a code of ones only", Samples.jpeg(segments: huffman(0x00, [2], [1, 2])), detail: "huffman-table"),
            Case(
                "a table shorter than it says",
                Samples.jpeg(segments: huffman(0x00, [0, 1, 1], [1])),
                detail: "huffman-table"
            ),
            Case("a table with no place", Samples.jpeg(segments: huffman(0x04, [1], [1])), detail: "huffman-table"),
            Case(
                "a quantisation table cut short",
                Samples.jpeg(segments: Samples.segment(0xdb, [0, 1, 2])),
                detail: "quantization-table"
            ),
            Case(
                "a component twice in a scan",
                Samples.jpeg(scan: Samples.segment(0xda, [2, 1, 0, 1, 0, 0, 63, 0]) + [0x1f]),
                detail: "scan-header"
            ),
            Case("a picture twice", Samples.jpeg(scan: Samples.scan + Samples.scan), detail: "scan-order"),
            Case(
                "half a band in a sequential picture",
                Samples.jpeg(scan: Samples.scanHeader(band: 0...5) + [0x1f]),
                detail: "scan-header"
            ),
            Case(
                "AC before DC",
                Samples.jpeg(frame: Samples.frame(marker: 0xc2), scan: Samples.scanHeader(band: 1...63) + [0x7f]),
                detail: "scan-order"
            ),
            Case(
                "DC and AC in one progressive scan",
                Samples.jpeg(frame: Samples.frame(marker: 0xc2)),
                detail: "scan-header"
            ),
            Case(
                "a refinement of nothing",
                Samples.jpeg(
                    frame: Samples.frame(marker: 0xc2),
                    scan: Samples.scanHeader(band: 0...0, bits: 0x10) + [0x7f]
                ),
                detail: "scan-order"
            ),
            Case(
                "a refinement that leaves out a bit",
                Samples.jpeg(
                    frame: Samples.frame(marker: 0xc2),
                    scan: Samples.scanHeader(band: 0...0, bits: 0x31) + [0x7f]
                ),
                detail: "scan-header"
            ),
            Case(
                "restart interval length",
                Samples.jpeg(segments: Samples.segment(0xdd, [1])),
                detail: "segment-length"
            ),
            Case("segment length 0", Samples.jpeg(segments: [0xff, 0xe0, 0, 0]), detail: "segment-length"),
            Case("segment length 1", Samples.jpeg(segments: [0xff, 0xe0, 0, 1]), detail: "segment-length"),
            Case("bytes between segments", Samples.jpeg(segments: [0xff, 0xe0, 0, 2, 7]), detail: "marker-expected"),
            Case("a second start", Samples.jpeg(segments: Samples.start), detail: "marker-misplaced"),
            Case("a restart outside a scan", Samples.jpeg(segments: [0xff, 0xd0]), detail: "marker-misplaced"),
            Case("a stuffed zero outside a scan", Samples.jpeg(segments: [0xff, 0x00]), detail: "marker-misplaced"),
            Case("a reserved marker", Samples.jpeg(segments: [0xff, 0x02]), detail: "marker-misplaced"),
        ]
    )
    func broken(sample: Case) {
        let report = DocumentGate.judge(sample.bytes)
        #expect(report.refusals == [.damaged])
        #expect(report.findings.first?.parameters["detail"] == sample.detail)
        for size in [1, 2, 3, 100] { #expect(judge(sample.bytes, piece: size) == report) }
    }

    @Test(
        "Kinds of JPEG that ordinary programs do not open are refused",
        arguments: [0xc3, 0xc5, 0xc6, 0xc7, 0xcb, 0xcd, 0xce, 0xcf, 0xde, 0xdf, 0xf7] as [UInt8]
    )
    func unsupported(marker: UInt8) {
        #expect(DocumentGate.judge(Samples.jpeg(frame: Samples.frame(marker: marker))).refusals == [.jpegKind])
    }

    @Test("So are samples that are no whole multiple apart")
    func fractionalSampling() {
        let frame = Samples.segment(0xc0, [8, 0, 8, 0, 8, 3, 1, 0x31, 0, 2, 0x21, 0, 3, 0x11, 0])
        #expect(DocumentGate.judge(Samples.jpeg(frame: frame)).refusals == [.jpegKind])
    }

    @Test("So are other depths and two components")
    func unsupportedFrames() {
        #expect(DocumentGate.judge(Samples.jpeg(frame: Samples.frame(precision: 12))).refusals == [.jpegKind])
        #expect(DocumentGate.judge(Samples.jpeg(frame: Samples.frame(components: 2))).refusals == [.jpegKind])
    }

    @Test("A policy says what is made of arithmetic coding")
    func arithmetic() {
        // Two decisions, no difference and end of block, take less than the bits that an encoder leaves out.
        let bytes = Samples.jpeg(frame: Samples.frame(marker: 0xc9), scan: Samples.scanHeader)
        #expect(DocumentGate.judge(bytes).findings.map(\.code) == [.jpegArithmetic])
        #expect(DocumentGate.judge(bytes).isAcceptable)
        var policy = DocumentPolicy()
        policy.jpeg.arithmetic = .refuse
        #expect(DocumentGate.judge(bytes, policy: policy).refusals == [.jpegArithmetic])
    }

    @Test(
        "A conditioning that the standard does not have is refused",
        arguments: [
            [0x00, 0x01], [0x10, 0], [0x10, 64], [0x20, 1], [0x04, 0x10], [0x00],
        ]
    )
    func conditioning(content: [UInt8]) {
        let segment = Samples.segment(0xcc, content)
        let bytes = Samples.jpeg(segments: segment, frame: Samples.frame(marker: 0xc9), scan: Samples.scanHeader)
        #expect(DocumentGate.judge(bytes).refusals == [.damaged])
        #expect(DocumentGate.judge(bytes).findings.first?.parameters["detail"] == "arithmetic-conditioning")
    }

    @Test("A few bytes of arithmetic coding that claim endless work are given up")
    func arithmeticWork() {
        var policy = DocumentPolicy()
        policy.jpeg.maximumDecisions = 100
        let small = Samples.frame(marker: 0xc9, width: 16, height: 8)
        let large = Samples.frame(marker: 0xc9, width: 65_000, height: 3_000)
        func report(_ frame: [UInt8]) -> DocumentReport {
            DocumentGate.judge(Samples.jpeg(frame: frame, scan: Samples.scanHeader), policy: policy)
        }
        #expect(report(small).isAcceptable)
        #expect(report(large).refusals == [.jpegKind])
        #expect(report(large).findings.first?.parameters["detail"] == "arithmetic-work")
    }

    @Test("A claim of too many pixels is refused before anything is made for them")
    func pixels() {
        func report(_ width: Int, _ height: Int) -> DocumentReport {
            DocumentGate.judge(Samples.jpeg(frame: Samples.frame(width: width, height: height)))
        }
        #expect(report(20_000, 10_000).refusals == [.jpegDataMissing])
        #expect(report(20_000, 10_001).refusals == [.tooManyPixels])
        #expect(report(65_535, 65_535).refusals == [.tooManyPixels])
        #expect(report(65_535, 65_535).width == 65_535)
    }

    @Test(
        "Missing blocks are found",
        arguments: [
            Case("no data", Samples.jpeg(scan: Samples.scanHeader)),
            Case("one block of two", Samples.jpeg(frame: Samples.frame(width: 16))),
            Case(
                "a whole row",
                Samples.jpeg(
                    frame: Samples.frame(width: 64, height: 64),
                    scan: Samples.scanHeader + Samples.data(blocks: 56)
                )
            ),
            Case("a restart interval", restarted((0..<9).flatMap { [0x1f, 0xff, 0xd0 + $0 % 8] } + [0x1f])),
            Case("a colour", Samples.jpeg(frame: Samples.frame(components: 3))),
        ]
    )
    func missing(sample: Case) {
        let report = DocumentGate.judge(sample.bytes)
        #expect(report.refusals == [.jpegDataMissing])
        for size in [1, 7, 100] { #expect(judge(sample.bytes, piece: size) == report) }
    }

    @Test("A progressive picture that ends before its last bits is accepted with a warning")
    func coarse() {
        let scan = Samples.scanHeader(band: 0...0) + [0x3f]
        let report = DocumentGate.judge(Samples.jpeg(frame: Samples.frame(marker: 0xc2), scan: scan))
        #expect(report.isAcceptable)
        #expect(report.findings.map(\.code) == [.jpegCoarse])
    }

    @Test("Too many scans and too much besides the picture are refused")
    func limits() {
        var policy = DocumentPolicy()
        policy.jpeg.maximumScans = 1
        #expect(DocumentGate.judge(JPEGTests.progressive(), policy: policy).refusals == [.jpegTooManyScans])
        policy.jpeg.maximumMetadataBytes = 30
        let comment = Samples.segment(0xfe, .init(repeating: 0, count: 30))
        #expect(DocumentGate.judge(Samples.jpeg, policy: policy).isAcceptable)
        #expect(
            DocumentGate.judge(Samples.jpeg(segments: comment), policy: policy).refusals == [.jpegMetadataSize]
        )
    }

    @Test("A file that breaks off anywhere is never sound", arguments: [Samples.jpeg, colour, progressive()])
    func truncation(bytes: [UInt8]) {
        for count in 0..<bytes.count {
            let report = DocumentGate.judge(Array(bytes[..<count]))
            #expect(!report.isAcceptable, "\(count) of \(bytes.count)")
        }
    }

    @Test("A file that breaks off and is ended again is never sound", arguments: [Samples.jpeg, colour, progressive()])
    func patchedTruncation(bytes: [UInt8]) {
        for count in 0..<bytes.count - 2 {
            let report = DocumentGate.judge(Array(bytes[..<count]) + Samples.end)
            // Of a progressive picture what is before the last scan is a coarse picture.
            #expect(!report.isAcceptable || report.findings.contains { $0.code == .jpegCoarse }, "\(count)")
        }
    }

    @Test("Nothing may follow the end but blanks", arguments: [[0x01], Samples.jpeg, Samples.pdf] as [[UInt8]])
    func trailing(bytes: [UInt8]) {
        let report = DocumentGate.judge(Samples.jpeg + bytes)
        #expect(report.refusals == [bytes == Samples.jpeg ? .jpegAddition : .trailingData])
        #expect(report.findings.first?.offset == Samples.jpeg.count)
        #expect(judge(Samples.jpeg + bytes, piece: 1) == report)
    }

    @Test("Blanks behind the end are noted, up to a limit")
    func blanks() {
        for blanks in [[0x00], [0x0a], [0x0d, 0x0a], .init(repeating: 0, count: 65_536)] as [[UInt8]] {
            let report = DocumentGate.judge(Samples.jpeg + blanks)
            #expect(report.isAcceptable)
            #expect(report.findings.map(\.code) == [.padding])
            #expect(report.findings.first?.parameters["count"] == "\(blanks.count)")
        }
        let many = [UInt8](repeating: 0, count: 65_537)
        #expect(DocumentGate.judge(Samples.jpeg + many).refusals == [.trailingData])
    }

    private static func huffman(_ place: UInt8, _ counts: [UInt8], _ values: [UInt8]) -> [UInt8] {
        Samples.segment(0xc4, [place] + counts + [UInt8](repeating: 0, count: 16 - counts.count) + values)
    }
}
