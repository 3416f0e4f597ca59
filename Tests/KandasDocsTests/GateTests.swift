import KandasDocs
import Support
import Testing

@Suite("The first gate accepts whole PDF and JPEG files and says what they are")
struct GateTests {
    @Test("A whole PDF is accepted, with its version")
    func pdf() {
        let report = DocumentGate.judge(Samples.pdf, name: "passport.pdf")
        #expect(report.isAcceptable)
        #expect(report.findings.isEmpty)
        #expect(report.mediaType == .pdf)
        #expect(report.pdfVersion == "1.7")
        #expect(report.size == Samples.pdf.count)
        #expect(report.width == nil)
    }

    @Test("qpdf has nothing against the sample either", .enabled(if: Tool.exists("qpdf"), "qpdf is not installed"))
    func peer() throws {
        let folder = try TemporaryFolder()
        let outcome = try Tool.run("qpdf", ["--check", folder.write(Samples.pdf, as: "sample.pdf")])
        #expect(outcome.status == 0, "\(outcome)")
    }

    @Test("A whole JPEG is accepted, with its size in pixels")
    func jpeg() {
        let picture = Samples.jpeg(
            frame: Samples.frame(width: 640, height: 480),
            scan: Samples.scanHeader + Samples.data(blocks: 4_800)
        )
        let report = DocumentGate.judge(picture, name: "photo.jpg")
        #expect(report.isAcceptable)
        #expect(report.findings.isEmpty)
        #expect(report.mediaType == .jpeg)
        #expect(report.width == 640)
        #expect(report.height == 480)
        #expect(report.pdfVersion == nil)
    }

    @Test("No beginning of a document is accepted", arguments: [Samples.pdf, Samples.jpeg])
    func truncation(document: [UInt8]) {
        // A PDF may end without its last newline.
        let shortest = document == Samples.pdf ? document.count - 1 : document.count
        for length in 0..<document.count {
            let part = Array(document.prefix(length))
            let report = DocumentGate.judge(part)
            #expect(report.isAcceptable == (length >= shortest), "\(length) bytes")
            #expect(judge(part, piece: 1) == report)
            if length >= 9, length < shortest { #expect(report.refusals.contains(.truncated), "\(length) bytes") }
        }
    }

    @Test("Every flipped bit gives one report, however the file is cut", arguments: [Samples.pdf, Samples.jpeg])
    func flips(document: [UInt8]) {
        for index in document.indices {
            for bit in 0..<8 {
                var changed = document
                changed[index] ^= 1 << bit
                let report = DocumentGate.judge(changed)
                #expect(judge(changed, piece: 1) == report)
                #expect(judge(changed, piece: 7) == report)
            }
        }
    }

    @Test("A flipped bit in what the gate reads is refused")
    func flipsInStructure() {
        let end = Samples.pdf.count
        for index in Array(0..<5) + Array(end - 6..<end - 1) {
            var changed = Samples.pdf
            changed[index] ^= 0x04
            #expect(!DocumentGate.judge(changed).isAcceptable, "PDF byte \(index)")
        }
        // SOI, the frame's marker and length, EOI.
        for index in [0, 1, 89, 90, 91, 92, Samples.jpeg.count - 2, Samples.jpeg.count - 1] {
            var changed = Samples.jpeg
            changed[index] ^= 0x04
            #expect(!DocumentGate.judge(changed).isAcceptable, "JPEG byte \(index)")
        }
    }

    @Test("An empty file, one that is too small and one that is too large are refused")
    func sizes() {
        #expect(DocumentGate.judge([]).refusals == [.empty])
        #expect(DocumentGate.judge([], name: "a.pdf").mediaType == nil)
        var policy = DocumentPolicy()
        policy.minimumBytes = Samples.jpeg.count
        policy.maximumBytes = Samples.jpeg.count
        #expect(DocumentGate.judge(Samples.jpeg, policy: policy).isAcceptable)
        policy.minimumBytes += 1
        #expect(DocumentGate.judge(Samples.jpeg, policy: policy).refusals == [.tooSmall])
        policy.minimumBytes = 1
        policy.maximumBytes -= 1
        #expect(DocumentGate.judge(Samples.jpeg, policy: policy).refusals == [.tooLarge])
    }

    @Test("The default limit is 25 MiB, and what comes behind it need not be given")
    func limit() {
        #expect(DocumentPolicy().maximumBytes == 26_214_400)
        var gate = DocumentGate()
        gate.update(Samples.pdf)
        gate.update([UInt8](repeating: 0x20, count: 26_214_400 - Samples.pdf.count))
        #expect(!gate.isOverLimit)
        gate.update([0x20])
        #expect(gate.isOverLimit)
        let report = gate.finish()
        #expect(report.refusals == [.tooLarge])
        #expect(report.findings.first?.parameters["limitMB"] == "25")
        #expect(report.mediaType == .pdf)
    }

    @Test(
        "The limit is told in MiB",
        arguments: [(26_214_400, "25"), (1_500_000, "1.4"), (1_048_577, "1.0"), (524_288, "0.5"), (1, "0.0000009")]
    )
    func limitText(limit: Int, text: String) {
        var policy = DocumentPolicy()
        policy.maximumBytes = limit
        let report = DocumentGate.judge([UInt8](repeating: 1, count: limit + 1), policy: policy)
        #expect(report.findings.first { $0.code == .tooLarge }?.parameters["limitMB"] == text)
    }

    @Test("A kind that the policy does not name is refused")
    func kinds() {
        var policy = DocumentPolicy()
        policy.mediaTypes = [.pdf]
        #expect(DocumentGate.judge(Samples.jpeg, policy: policy).refusals == [.typeNotAllowed])
        #expect(DocumentGate.judge(Samples.pdf, policy: policy).isAcceptable)
    }

    @Test("A document that is an archive too is refused", arguments: [0, 1, 20_000])
    func polyglots(comment: Int) {
        func endRecord(_ length: Int) -> [UInt8] {
            [0x50, 0x4b, 0x05, 0x06] + [UInt8](repeating: 0, count: 16) + [UInt8(length & 255), UInt8(length >> 8)]
        }
        let rest = Samples.segment(0xfe, [UInt8](repeating: 0x41, count: comment))
        let behind = Samples.jpeg.count - 2 - Samples.jfif.count + rest.count
        let picture = Samples.jpeg(segments: Samples.segment(0xfe, endRecord(behind)) + rest)
        #expect(DocumentGate.judge(picture).refusals == [.polyglot])
        #expect(judge(picture, piece: 333).refusals == [.polyglot])
        // A record whose comment ends elsewhere is an embedded archive's, and no way into the file as a whole.
        let harmless = Samples.jpeg(segments: Samples.segment(0xfe, endRecord(behind - 1)) + rest)
        #expect(DocumentGate.judge(harmless).isAcceptable)
    }
}
