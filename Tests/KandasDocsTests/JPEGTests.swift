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

    @Test(
        "What the standard allows is accepted",
        arguments: [
            Case("extended", Samples.jpeg(frame: Samples.frame(marker: 0xc1))),
            Case("progressive", Samples.jpeg(frame: Samples.frame(marker: 0xc2))),
            Case("colour", Samples.jpeg(frame: Samples.frame(components: 3))),
            Case("four colours", Samples.jpeg(frame: Samples.frame(components: 4))),
            Case("two scans", Samples.jpeg(scan: Samples.scan + Samples.scan)),
            Case("tables between scans", Samples.jpeg(scan: Samples.scan + Samples.huffmanDC + Samples.scan)),
            Case("stuffed zeros", Samples.jpeg(scan: Samples.scanHeader + [0xff, 0x00, 0xff, 0x00])),
            Case("fill bytes before a marker", Samples.jpeg(segments: [0xff, 0xff, 0xff])),
            Case("fill bytes behind a scan", Samples.jpeg(end: [0xff, 0xff, 0xff, 0xd9])),
            Case("an empty comment", Samples.jpeg(segments: Samples.segment(0xfe, []))),
            Case(
                "the longest comment",
                Samples.jpeg(segments: Samples.segment(0xfe, .init(repeating: 0xff, count: 65_533)))
            ),
            Case("a thumbnail", Samples.jpeg(segments: Samples.segment(0xe1, Array("Exif\0\0".utf8) + Samples.jpeg))),
            Case(
                "restarts",
                Samples.jpeg(
                    segments: restarts,
                    scan: Samples.scanHeader + [0x1f] + (0...9).flatMap { [0xff, 0xd0 + $0 % 8, 0x1f] }
                )
            ),
            Case(
                "restarts that begin anew with a scan",
                Samples.jpeg(
                    segments: restarts,
                    scan: Samples.scan + [0xff, 0xd0, 0x1f] + Samples.scan + [0xff, 0xff, 0xd0, 0x1f]
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
            Case("frame too long", Samples.jpeg(frame: Samples.frame(components: 255)), detail: "segment-length"),
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
            Case("a scan without data", Samples.jpeg(scan: Samples.scanHeader), detail: "empty-scan"),
            Case(
                "restart without interval",
                Samples.jpeg(scan: Samples.scan + [0xff, 0xd0, 1]),
                detail: "restart-marker"
            ),
            Case(
                "restart out of turn",
                Samples.jpeg(segments: restarts, scan: Samples.scan + [0xff, 0xd1, 1]),
                detail: "restart-marker"
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

    @Test("So are other depths and two components")
    func unsupportedFrames() {
        #expect(DocumentGate.judge(Samples.jpeg(frame: Samples.frame(precision: 12))).refusals == [.jpegKind])
        #expect(DocumentGate.judge(Samples.jpeg(frame: Samples.frame(components: 2))).refusals == [.jpegKind])
    }

    @Test("Arithmetic coding is accepted with a warning", arguments: [0xc9, 0xca] as [UInt8])
    func arithmetic(marker: UInt8) {
        let report = DocumentGate.judge(Samples.jpeg(frame: Samples.frame(marker: marker)))
        #expect(report.isAcceptable)
        #expect(report.findings.map(\.code) == [.jpegArithmetic])
    }

    @Test("A claim of too many pixels is refused")
    func pixels() {
        func report(_ width: Int, _ height: Int) -> DocumentReport {
            DocumentGate.judge(Samples.jpeg(frame: Samples.frame(width: width, height: height)))
        }
        #expect(report(20_000, 10_000).isAcceptable)
        #expect(report(20_000, 10_001).refusals == [.tooManyPixels])
        #expect(report(65_535, 65_535).refusals == [.tooManyPixels])
        #expect(report(65_535, 65_535).width == 65_535)
    }

    @Test("Nothing may follow the end", arguments: [[0x00], [0x0a], Samples.jpeg, Samples.pdf] as [[UInt8]])
    func trailing(bytes: [UInt8]) {
        let report = DocumentGate.judge(Samples.jpeg + bytes)
        #expect(report.refusals == [.trailingData])
        #expect(report.findings.first?.offset == Samples.jpeg.count)
        #expect(judge(Samples.jpeg + bytes, piece: 1) == report)
    }
}
