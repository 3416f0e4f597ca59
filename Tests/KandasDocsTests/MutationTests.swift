import Foundation
import KandasDocs
import Support
import Testing

@Suite(
    "A thousand good files, mutated: each is judged within a second, and few pass",
    .enabled(if: Fixtures.arePresent, "the sample files ../shared/fixtures are absent"),
    .enabled(if: Tool.exists("cjpeg"), "libjpeg-turbo-progs is not installed")
)
struct MutationTests {
    private static func good(_ samples: [String], _ more: (Int) throws -> [UInt8]?) rethrows -> [[UInt8]] {
        var files: [[UInt8]] = []
        for path in samples where files.count < 500 {
            guard let bytes = try? Fixtures.bytes(path), bytes.count <= 100_000,
                DocumentGate.judge(bytes).isAcceptable
            else { continue }
            files.append(bytes)
        }
        while files.count < 500, let bytes = try more(files.count) { files.append(bytes) }
        return files
    }

    /// 500 PDFs: those that others made and that pass, and small ones of our own with pictures in them.
    private static func documents() throws -> [[UInt8]] {
        try good(PDFCorpusTests.samples.filter { $0.expected == "valid" }.map(\.path)) { index in
            var builder = PDFBuilder.onePage(page: "/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>")
            builder.add(4, "", stream: Array("q 595 0 0 842 0 0 cm /I Do Q % \(index)".utf8))
            let side = 8 + index % 40
            let picture = try EverydayJPEGTests.jpeg(index % 2 == 0 ? [] : ["-progressive"], width: side, height: side)
            builder.add(5, "/Subtype/Image/Width \(side)/Height \(side)/Filter/DCTDecode", stream: picture)
            builder.finish()
            return builder.bytes
        }
    }

    private static func pictures() throws -> [[UInt8]] {
        let options = [
            [], ["-progressive"], ["-arithmetic"], ["-arithmetic", "-progressive"], ["-restart", "1"], ["-grayscale"],
            ["-sample", "1x1", "-quality", "95"], ["-rgb"], ["-progressive", "-restart", "2B"], ["-optimize"],
        ]
        return try good(CorpusTests.samples.filter { $0.expected == "valid" }.map(\.path)) { index in
            let way = options[index % options.count]
            return try EverydayJPEGTests.jpeg(way, width: 9 + index % 71, height: 9 + index % 53)
        }
    }

    @Test("PDF and JPEG", arguments: [0, 1])
    func mutants(kind: Int) throws {
        let files = kind == 0 ? try MutationTests.documents() : try MutationTests.pictures()
        #expect(files.count == 500)
        var random = SplitMix(state: UInt64(kind) + 7)
        var accepted = 0
        var judged = 0
        var slowest = Duration.zero
        for (index, file) in files.enumerated() where TestScope.isFull || index % 20 == 0 {
            for _ in 0..<(TestScope.isFull ? 20 : 4) {
                let mutant = random.mutate(file)
                let start = ContinuousClock.now
                let report = DocumentGate.judge(mutant)
                slowest = max(slowest, ContinuousClock.now - start)
                judged += 1
                accepted += report.isAcceptable ? 1 : 0
            }
        }
        #expect(slowest < .seconds(1))
        #expect(accepted < judged / 2)
        print(
            "\(kind == 0 ? "PDF" : "JPEG"): \(judged) mutants, \(accepted) accepted, slowest \(slowest)"
        )
    }
}
