import Foundation
import KandasDocs
import Support
import Testing

@Suite(
    "Pictures that others made pass the gate, or are refused for a named reason",
    .enabled(if: Fixtures.arePresent, "the sample files ../shared/fixtures are absent")
)
struct CorpusTests {
    struct Sample: Sendable {
        let id: String
        let expected: String
        let path: String
    }

    /// The JPEG files of the corpora; for PDF see PDFCorpusTests.
    static let samples: [Sample] = {
        guard let index = try? Fixtures.bytes("corpora/INDEX.jsonl") else { return [] }
        return index.split(separator: 0x0a)
            .compactMap { line in
                guard let entry = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
                    let kind = entry["kind"] as? String, kind == "jpeg-file",
                    let id = entry["id"] as? String, let expected = entry["expected"] as? String,
                    let path = (entry["files"] as? [String: Any])?.values.first as? String
                else { return nil }
                return Sample(id: id, expected: expected, path: "corpora/\(path)")
            }
    }()

    /// Files that every reader opens and that are refused on purpose.
    static let refusedOnPurpose: [String: DocumentFinding.Code] = [
        // The index of further pictures is wrong, and nothing else says what they are.
        "pillow/sugarshack_bad_mpo_header.jpg": .trailingData,
        // The scans of one and of two colours of three: readers make the others up.
        "corkami/images_jpg_pics_rgb_scan1.jpg": .jpegDataMissing,
        "corkami/images_jpg_pics_rgb_scan2.jpg": .jpegDataMissing,
        // A fuzzer's: Huffman codes behind a header that says arithmetic coding; readers make the end of the noise up.
        "seed/afl-testcases_jpeg_turbo_full_images_id_001294_sync_jpeg9_src_000915.jpg.jpg": .jpegDataMissing,
        "seed/afl-testcases_jpeg_turbo_full_images_id_003906_src_003489_op_flip1_pos_388.jpg.jpg": .jpegDataMissing,
    ]

    @Test("What every reader opens is accepted, but for a short list")
    func valid() throws {
        var accepted = 0
        for sample in CorpusTests.samples where sample.expected == "valid" {
            let report = DocumentGate.judge(try Fixtures.bytes(sample.path))
            let reason = CorpusTests.refusedOnPurpose[sample.id]
            #expect(report.refusals == (reason.map { [$0] } ?? []), "\(sample.id): \(report.findings)")
            if report.isAcceptable { accepted += 1 }
        }
        #expect(accepted >= 49)
    }

    @Test("What every reader refuses is refused here")
    func invalid() throws {
        var passed: [String] = []
        for sample in CorpusTests.samples where sample.expected == "invalid" {
            if DocumentGate.judge(try Fixtures.bytes(sample.path)).isAcceptable { passed.append(sample.id) }
        }
        #expect(passed.isEmpty, "\(passed)")
    }

    @Test("Every file gives one report, however it is cut", arguments: [1_000, 4_096, 65_537])
    func pieces(size: Int) throws {
        for sample in CorpusTests.samples {
            let bytes = try Fixtures.bytes(sample.path)
            #expect(judge(bytes, piece: size) == DocumentGate.judge(bytes), "\(sample.id)")
        }
    }

    @Test("Files that are changed at random give one report, however they are cut")
    func mutants() throws {
        var random = SplitMix(state: 1)
        for sample in CorpusTests.samples where sample.expected == "valid" {
            let original = try Fixtures.bytes(sample.path)
            guard original.count <= 20_000 else { continue }
            for _ in 0..<20 {
                let mutant = random.mutate(original)
                let report = DocumentGate.judge(mutant)
                #expect(judge(mutant, piece: Int.random(in: 1...100, using: &random)) == report, "\(sample.id)")
            }
        }
    }
}

/// A generator with a fixed course, so that a failure can be had again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// The bytes with a few of them changed, left out, repeated or put elsewhere.
    mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) where result.count > 8 {
            let start = Int.random(in: 0..<result.count, using: &self)
            let end = min(result.count, start + Int.random(in: 1...64, using: &self))
            switch Int.random(in: 0..<5, using: &self) {
            case 0: result[start] = UInt8.random(in: 0...255, using: &self)
            case 1: result[start] = 0xff
            case 2: result.removeSubrange(start..<end)
            case 3: result.insert(contentsOf: result[start..<end], at: start)
            default: result.insert(contentsOf: result[start..<end], at: Int.random(in: 0...result.count, using: &self))
            }
        }
        return result
    }
}
