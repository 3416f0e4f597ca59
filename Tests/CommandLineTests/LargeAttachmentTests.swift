import Foundation
import Support
import Testing

@Suite(
    "A scan of more than 100 MB is judged in little memory",
    .enabled(if: Tool.exists("img2pdf") && Tool.exists("cjpeg"), "img2pdf or cjpeg is not installed"),
    .enabled(if: TestScope.isFull && !TestScope.isSanitized, "\(TestScope.note)")
)
struct LargeAttachmentTests {
    /// Memory that is written to, in KiB (RLIMIT_DATA); what is mapped from a file is not part of it.
    private static let bound = 64 * 1_024

    @Test("PDF and JPEG, from a file and from a pipe, whole and cut off")
    func scan() throws {
        let folder = try TemporaryFolder()
        // Noise, which no coding makes smaller, at several qualities, so that no page is like another.
        let make = """
            (printf 'P6\\n2400 2400\\n255\\n'; head -c 17280000 /dev/urandom) >noise.ppm
            for q in 86 87 88 89 90 91 92 93 94 95; do
                cjpeg -quality $q -sample 1x1 $([ $q = 90 ] && echo -progressive) noise.ppm >$q.jpg
            done
            img2pdf -o scan.pdf ??.jpg && head -c 90000000 scan.pdf >cut.pdf
            (printf 'P6\\n7200 7200\\n255\\n'; head -c 155520000 /dev/urandom) | cjpeg -quality 95 -sample 1x1 >large.jpg
            echo '{"version": 1, "maximumBytes": 300000000}' >policy.json
            """
        let made = try Tool.run("sh", ["-c", make], in: folder.path)
        try #require(made.status == 0, "\(made)")
        #expect(try size("scan.pdf", folder) > 100_000_000)
        #expect(try size("large.jpg", folder) > 50_000_000)
        // A debug build takes minutes for so many blocks.
        let release = ProcessInfo.processInfo.environment["KANDAS_TEST_RELEASE"].map { "K='\($0)'; " } ?? ""
        func check(_ line: String) throws -> Int {
            let line = "\(release)ulimit -d \(Self.bound); \(line) >out"
            return try BuiltCommand.shell(line, in: folder.path).status
        }
        #expect(try check("$K check --policy policy.json scan.pdf") == 0)
        #expect(try check("$K check --policy policy.json - <scan.pdf") == 0)
        #expect(try check("cat scan.pdf | $K check --policy policy.json -") == 0)
        #expect(try check("$K check --policy policy.json large.jpg") == 0)
        #expect(try check("$K check --policy policy.json cut.pdf") == 1)
        // In memory it does not fit, which shows that the bound binds.
        let inMemory = "sed 's/}/, \"maximumBytesInMemory\": 300000000}/' policy.json >memory.json"
        #expect(try check("\(inMemory); $K check --policy memory.json scan.pdf") > 1)
    }

    private func size(_ name: String, _ folder: TemporaryFolder) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)
        return attributes[.size] as? Int ?? 0
    }
}

@Suite(
    "Mutated attachments take little memory",
    .enabled(if: Fixtures.arePresent, "the sample files ../shared/fixtures are absent"),
    .enabled(if: !TestScope.isSanitized, "a sanitizer's own memory makes measurements meaningless")
)
struct MutatedAttachmentTests {
    @Test("A hundred of them, or a thousand, within 96 MiB")
    func mutants() throws {
        let folder = try TemporaryFolder()
        let list = try Tool.run(
            "sh",
            [
                "-c",
                "find corpora/jpeg corpora/pdf-* -type f -size -100k \\( -name '*.pdf' -o -name '*.jpg' \\) | sort",
            ],
            in: Fixtures.root
        )
        let paths = list.text.split(separator: "\n").map(String.init)
        try #require(paths.count > 1_000)
        let count = TestScope.isFull ? 1_000 : 100
        var state: UInt64 = 1
        for index in 0..<count {
            var bytes = try Fixtures.bytes(paths[index * paths.count / count])
            for _ in 0..<4 where !bytes.isEmpty {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 24)
            }
            _ = try folder.write(bytes, as: "\(index)")
        }
        let outcome = try BuiltCommand.shell("ulimit -d 98304; $K check --json . >/dev/null", in: folder.path)
        // Some are refused; a process without memory would not come so far.
        #expect(outcome.status == 1, "\(outcome)")
    }
}
