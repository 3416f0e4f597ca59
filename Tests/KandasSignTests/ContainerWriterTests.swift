import KandasSign
import Support
import Testing

@Suite("Archives that we write open everywhere and are the same each time")
struct ContainerWriterTests {
    static let samples: [(name: String, content: [UInt8], method: ZIPEntry.Method)] = [
        ("mimetype", Array("application/vnd.etsi.asic-e+zip".utf8), .stored),
        ("application.xml", Array(String(repeating: "<член>Әлем</член>\n", count: 500).utf8), .deflated),
        ("attachments/Жеке куәлік.pdf", (0..<200_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 7) }, .stored),
        ("attachments/empty.txt", [], .deflated),
        ("attachments/none.bin", [], .stored),
        ("attachments/a&b <c>'\"%.jpg", [0xff, 0xd8, 0xff, 0xd9], .stored),
    ]

    static func write(_ fromFiles: Bool, modified: Timestamp? = nil) throws -> [UInt8] {
        let sink = MemorySink()
        let writer = ZIPWriter(to: sink, modified: modified)
        for sample in samples {
            let content: ZIPContent = fromFiles ? .file(MemoryBytes(sample.content)) : .bytes(sample.content)
            var seen: [UInt8] = []
            try writer.add(sample.name, content, method: sample.method) { (piece) throws(SigningError) in
                seen += piece
            }
            #expect(seen == sample.content)
        }
        try writer.finish()
        #expect(writer.offset == sink.bytes.count)
        return sink.bytes
    }

    @Test("our own reader gives back what was written", arguments: [false, true])
    func roundTrip(fromFiles: Bool) throws {
        let archive = try ZIPArchive(MemoryBytes(Self.write(fromFiles)))
        #expect(archive.entries.map(\.name) == Self.samples.map(\.name))
        for (entry, sample) in zip(archive.entries, Self.samples) {
            #expect(try archive.contents(of: entry, limit: 1 << 20) == sample.content)
            #expect(entry.method == sample.method && entry.size == sample.content.count)
        }
        #expect(archive.entries.allSatisfy { !$0.hasExtraField })
        #expect(archive.entry(named: "application.xml")?.size == Self.samples[1].content.count)
        #expect(archive.entry(named: "Application.xml") == nil)
    }

    @Test("the media type stands at byte 38, where programs look for it")
    func mimetype() throws {
        let bytes = try Self.write(false)
        #expect(Array(bytes[30..<38]) == Array("mimetype".utf8))
        #expect(bytes[38...].starts(with: "application/vnd.etsi.asic-e+zip".utf8))
    }

    @Test("the same input gives the same bytes, another time gives others", arguments: [false, true])
    func deterministic(fromFiles: Bool) throws {
        let first = try Self.write(fromFiles)
        #expect(try Self.write(fromFiles) == first)
        let time = try #require(Timestamp("2026-11-22T17:52:31Z"))
        #expect(try Self.write(fromFiles, modified: time) != first)
    }

    @Test("unzip accepts it", .enabled(if: Tool.exists("unzip"), "unzip is not installed"), arguments: [false, true])
    func unzip(fromFiles: Bool) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.write(fromFiles), as: "a.asice")
        let outcome = try Tool.run("unzip", ["-tqq", path])
        #expect(outcome.status == 0, "\(outcome)")
        for sample in Self.samples where !sample.name.contains("<") {
            let content = try Tool.run("unzip", ["-p", path, sample.name], environment: ["LC_ALL": "C.UTF-8"])
            #expect(content.output == sample.content, "\(sample.name)")
        }
    }

    @Test("7z accepts it", .enabled(if: Tool.exists("7z"), "7z is not installed"), arguments: [false, true])
    func sevenZip(fromFiles: Bool) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.write(fromFiles), as: "a.zip")
        let outcome = try Tool.run("7z", ["t", path])
        #expect(outcome.status == 0, "\(outcome)")
    }

    @Test(
        "bsdtar accepts it",
        .enabled(if: Tool.exists("bsdtar"), "bsdtar is not installed"),
        arguments: [false, true]
    )
    func bsdtar(fromFiles: Bool) throws {
        // From the standard input it reads from front to back and never sees the central directory.
        // In a locale without UTF-8 it refuses names beyond ASCII.
        let outcome = try Tool.run(
            "bsdtar",
            ["-xOf", "-"],
            input: Self.write(fromFiles),
            environment: ["LC_ALL": "C.UTF-8"]
        )
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output == Self.samples.flatMap(\.content))
    }

    static let pythonScript = """
        import sys, zipfile, hashlib
        z = zipfile.ZipFile(sys.argv[1])
        assert z.testzip() is None
        for i in z.infolist():
            print(i.filename, i.date_time, i.compress_type, i.create_system, oct(i.external_attr >> 16),
                  hashlib.sha256(z.read(i)).hexdigest(), sep='|')
        """

    @Test(
        "Python's zipfile reads the same names, times and contents",
        .enabled(if: Tool.exists("python3"), "python3 is not installed"),
        arguments: [false, true]
    )
    func python(fromFiles: Bool) throws {
        let folder = try TemporaryFolder()
        let time = try #require(Timestamp("2026-11-22T17:52:31Z"))
        let path = try folder.write(Self.write(fromFiles, modified: time), as: "a.asice")
        let outcome = try Tool.run("python3", ["-c", Self.pythonScript, path], environment: ["PYTHONUTF8": "1"])
        let expected = try Self.samples.map { sample in
            let digest = try DigestAlgorithm.sha256.digest(of: sample.content)
                .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            return "\(sample.name)|(2026, 11, 22, 17, 52, 30)|\(sample.method.rawValue)|3|0o100644|\(digest)"
        }
        #expect(outcome.text.split(separator: "\n").map(String.init) == expected, "\(outcome)")
    }

    @Test("names that a reader would refuse are not written")
    func names() throws {
        for name in ["", "/a", "a/../b", "a\\b", "a//b", "a/", "..", "a\u{0}b", "и\u{306}", "C:x", "a\u{202e}b"] {
            let writer = ZIPWriter(to: MemorySink())
            #expect(throws: SigningError.self, "\(name)") { try writer.add(name, .bytes([]), method: .stored) }
        }
        let writer = ZIPWriter(to: MemorySink())
        try writer.add("a/b", .bytes([]), method: .stored)
        for name in ["a/b", "A/c", "a", "a/B", "a/b/c", "a/b."] {
            #expect(throws: SigningError.self, "\(name)") { try writer.add(name, .bytes([]), method: .stored) }
        }
    }

    @Test("a file that changes while it is written is an error")
    func changing() throws {
        final class Changing: RandomAccessBytes, Sendable {
            let count = 10
            let reads = CallCounter()
            func read(at offset: Int, into buffer: inout [UInt8], length: Int) throws(SigningError) -> Int {
                let value = reads.next()
                for index in 0..<length { buffer[index] = value }
                return length
            }
        }
        let error = #expect(throws: SigningError.self) {
            try ZIPWriter(to: MemorySink()).add("a", .file(Changing()), method: .stored)
        }
        #expect(error?.code == .inputUnavailable)
    }

    @Test("70,000 entries need the 64-bit end record, which Python reads too")
    func manyEntries() throws {
        let sink = MemorySink()
        let writer = ZIPWriter(to: sink)
        for index in 0..<70_000 { try writer.add("d/\(index)", .bytes([]), method: .stored) }
        try writer.finish()
        let refusal = #expect(throws: SigningError.self) { try ZIPArchive(MemoryBytes(sink.bytes)) }
        #expect(refusal?.code == .zipTooManyEntries)
        var limits = Limits()
        limits.containerEntries = 100_000
        #expect(try ZIPArchive(MemoryBytes(sink.bytes), limits: limits).entries.count == 70_000)
        guard Tool.exists("python3") else { return }
        let path = try TemporaryFolder()
        let file = try path.write(sink.bytes, as: "many.zip")
        let count = try Tool.run(
            "python3",
            ["-c", "import sys,zipfile;print(len(zipfile.ZipFile(sys.argv[1]).namelist()))", file]
        )
        #expect(count.text == "70000\n", "\(count)")
    }

    @Test("an entry is copied byte by byte")
    func copying() throws {
        let original = try Self.write(true)
        let archive = try ZIPArchive(MemoryBytes(original))
        let same = MemorySink()
        let copier = ZIPWriter(to: same)
        for entry in archive.entries { try copier.copy(entry, from: archive) }
        try copier.finish()
        #expect(same.bytes == original)

        let moved = MemorySink()
        let mover = ZIPWriter(to: moved)
        try mover.add("first", .bytes([1, 2, 3]), method: .stored)
        for entry in archive.entries.reversed() { try mover.copy(entry, from: archive) }
        try mover.finish()
        let reread = try ZIPArchive(MemoryBytes(moved.bytes))
        #expect(reread.entries.map(\.name) == ["first"] + Self.samples.map(\.name).reversed())
        for sample in Self.samples {
            let entry = try #require(reread.entry(named: sample.name))
            let source = try #require(archive.entry(named: sample.name))
            #expect(try reread.contents(of: entry, limit: 1 << 20) == sample.content)
            #expect(moved.bytes[entry.recordRange] == original[source.recordRange])
        }
    }
}

/// Counts calls, from any thread.
private final class CallCounter: @unchecked Sendable {
    // Used by one test on one thread.
    private var value: UInt8 = 0
    func next() -> UInt8 {
        value &+= 1
        return value
    }
}
