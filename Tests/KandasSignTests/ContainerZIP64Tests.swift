import Glibc
import KandasSign
import Support
import Testing

@Suite("64-bit records and sizes after the data are read when they agree, and refused when they lie")
struct ContainerZIP64Tests {
    typealias Entry = HandMadeZIP.Entry

    static let marker: [UInt8] = [0xff, 0xff, 0xff, 0xff]

    static func field(_ values: Int...) -> [UInt8] { le(1, 2) + le(values.count * 8, 2) + values.flatMap { le($0, 8) } }

    /// One entry whose sizes and offset stand in ZIP64 fields.
    static func wide(
        local: [UInt8] = field(4, 4),
        central: [UInt8] = field(4, 4, 0),
        centralMarkers: [Int] = [20, 24, 42],
        localMarkers: [Int] = [18, 22]
    ) -> HandMadeZIP {
        var entry = Entry("a")
        entry.version = 45
        entry.localExtra = local
        entry.extra = central
        entry.patchLocal = { header in for offset in localMarkers { header.put(marker, at: offset) } }
        entry.patchCentral = { header in for offset in centralMarkers { header.put(marker, at: offset) } }
        return HandMadeZIP(entry)
    }

    @Test("sizes and offsets in 64 bits")
    func sizes() {
        #expect(refusal(Self.wide().bytes) == nil)
        #expect(refusal(Self.wide(central: Self.field(4), centralMarkers: [24]).bytes) == nil)
        #expect(refusal(Self.wide(central: Self.field(0), centralMarkers: [42]).bytes) == nil)
        #expect(refusal(Self.wide(central: [], centralMarkers: []).bytes) == nil)
        // Info-ZIP writes the field in the local header even where the sizes would fit.
        #expect(refusal(Self.wide(localMarkers: []).bytes) == nil)
    }

    @Test("lies in 64 bits")
    func lies() {
        func code(_ zip: HandMadeZIP) -> SigningError.Code? { refusal(zip.bytes)?.code }
        #expect(code(Self.wide(central: Self.field(4, 4))) == .zipZIP64Inconsistent)
        #expect(code(Self.wide(central: Self.field(4, 4, 0, 0))) == .zipZIP64Inconsistent)
        #expect(code(Self.wide(central: Self.field(4, 4, 0), centralMarkers: [])) == .zipZIP64Inconsistent)
        #expect(code(Self.wide(central: [])) != nil)
        #expect(code(Self.wide(central: Self.field(5, 5, 0))) == .zipOverlap)
        #expect(code(Self.wide(central: Self.field(-1, 4, 0))) == .zipZIP64Inconsistent)
        #expect(code(Self.wide(central: Self.field(4, -1, 0))) == .zipZIP64Inconsistent)
        #expect(code(Self.wide(central: Self.field(4, 4, -1))) == .zipZIP64Inconsistent)
        #expect(code(Self.wide(central: Self.field(4, 4, Int.max))) == .zipPrefixBytes)
        #expect(code(Self.wide(central: Self.field(Int.max, Int.max, 0))) == .zipBomb)
        #expect(code(Self.wide(central: Self.field(4, 4, 0) + Self.field(4, 4, 0))) == .zipExtraField)
        #expect(code(Self.wide(local: Self.field(4))) == .zipZIP64Inconsistent)
        #expect(code(Self.wide(local: [])) == .zipLocalHeaderMismatch)
        #expect(code(Self.wide(local: Self.field(5, 4))) == .zipLocalHeaderMismatch)
        #expect(code(Self.wide(local: Self.field(4, 5))) == .zipLocalHeaderMismatch)
        #expect(code(Self.wide(local: Self.field(5, 5), localMarkers: [])) == .zipZIP64Inconsistent)
    }

    /// The 64-bit end record and its locator for an archive of one entry, with fields replaced.
    static func withEnd(_ change: (inout [UInt8]) -> Void = { _ in }, markers: Bool = true) -> [UInt8] {
        var zip = HandMadeZIP(Entry("a"))
        let plain = zip.bytes
        let end = plain.count - 22
        var record: [UInt8] =
            [0x50, 0x4b, 6, 6] + le(44, 8) + le(45, 2) + le(45, 2) + le(0, 4) + le(0, 4) + le(1, 8) + le(1, 8)
            + le(end - 35, 8) + le(35, 8)
        record += [0x50, 0x4b, 6, 7] + le(0, 4) + le(end, 8) + le(1, 4)
        change(&record)
        zip.zip64End = record
        var bytes = zip.bytes
        if markers { bytes.put([0xff, 0xff, 0xff, 0xff] + marker + marker, at: bytes.count - 14) }
        return bytes
    }

    @Test("the 64-bit end record")
    func endRecord() {
        #expect(refusal(Self.withEnd()) == nil)
        // Some readers follow the locator only if a field asks for it, others always: both must see the same.
        #expect(refusal(Self.withEnd(markers: false)) == nil)
        let lies: [(Int, [UInt8], SigningError.Code)] = [
            (0, [0], .zipZIP64Inconsistent), (4, [45], .zipZIP64Inconsistent), (16, [1], .zipSplit),
            (20, [1], .zipSplit),
            (24, [2], .zipSplit), (40, [1], .zipGap), (47, [0x80], .zipZIP64Inconsistent),
            (48, [36], .zipDirectoryMalformed), (55, [0x7f], .zipDirectoryMalformed), (60, [1], .zipSplit),
            (64, [0], .zipPrefixBytes), (71, [0x7f], .zipZIP64Inconsistent), (72, [2], .zipSplit),
        ]
        for (offset, value, code) in lies {
            let found = refusal(Self.withEnd { $0.put(value, at: offset) })
            #expect(found?.code == code, "field at \(offset): \(found.map { "\($0)" } ?? "opened")")
        }
        let counts = refusal(
            Self.withEnd {
                $0.put([2], at: 24); $0.put([2], at: 32)
            }
        )
        #expect(counts?.code == .zipDirectoryMalformed)
        // The two end records name different directories, and the narrow one is not told to yield.
        let two = refusal(
            Self.withEnd(
                {
                    $0.put([2], at: 24); $0.put([2], at: 32)
                },
                markers: false
            )
        )
        #expect(two?.code == .zipZIP64Inconsistent)
        // A locator without a record before it, hidden in the directory's last comment.
        var hidden = HandMadeZIP(Entry("a"))
        hidden.zip64End = [0x50, 0x4b, 6, 7] + [UInt8](repeating: 0, count: 16)
        #expect(refusal(hidden.bytes)?.code == .zipZIP64Inconsistent)
    }

    static func streamed(_ after: [UInt8], local: [UInt8] = le(0, 12), flags: Int = 0x808) -> SigningError? {
        var entry = Entry("a")
        entry.method = 8
        entry.data = HandMadeZIP.storedBlock(Array("data".utf8))
        entry.flags = flags
        entry.after = after
        entry.patchLocal = { $0.put(local, at: 14) }
        return refusal(HandMadeZIP(entry, Entry("b")).bytes)
    }

    @Test("sizes after the data: four forms are known, and must be right")
    func descriptors() {
        let crc = le(Int(HandMadeZIP.crc32(Array("data".utf8))), 4)
        let signature: [UInt8] = [0x50, 0x4b, 7, 8]
        let narrow = crc + le(9, 4) + le(4, 4)
        let wide = crc + le(9, 8) + le(4, 8)
        for form in [narrow, signature + narrow, wide, signature + wide] {
            #expect(Self.streamed(form) == nil)
            for index in form.indices {
                var flipped = form
                flipped[index] ^= 1
                #expect(Self.streamed(flipped)?.code.isArchiveRefusal == true, "\(form.count) bytes, byte \(index)")
            }
        }
        #expect(Self.streamed([])?.code == .zipLocalHeaderMismatch)
        #expect(Self.streamed(narrow + [0])?.code == .zipGap)
        #expect(Self.streamed(signature + narrow + [0, 0, 0, 0])?.code == .zipLocalHeaderMismatch)
        #expect(Self.streamed(narrow, local: crc + le(9, 4) + le(4, 4)) == nil)
        #expect(Self.streamed(narrow, local: crc + le(0, 8))?.code == .zipLocalHeaderMismatch)
        #expect(Self.streamed(narrow, flags: 0x800)?.code != nil)
    }

    @Test("a stored file with its size after the data has no end that a reader from front to back could find")
    func storedDescriptor() {
        var entry = Entry("a")
        entry.flags = 0x808
        entry.after = le(Int(entry.crc), 4) + le(4, 4) + le(4, 4)
        entry.patchLocal = { $0.put(le(0, 12), at: 14) }
        #expect(refusal(HandMadeZIP(entry).bytes)?.code == .zipFlags)
    }

    /// Zeros, as many as wanted, which take no room.
    final class Zeros: RandomAccessBytes {
        let count: Int
        init(_ count: Int) { self.count = count }
        func read(at offset: Int, into buffer: inout [UInt8], length: Int) throws(SigningError) -> Int {
            let length = min(length, count - offset)
            buffer.withUnsafeMutableBytes { bytes in
                if let start = bytes.baseAddress { memset(start, 0, min(length, bytes.count)) }
            }
            return length
        }
    }

    @Test(
        "files beyond 4 GiB",
        .enabled(
            if: ContainerEnvironment.testAll,
            "set KANDAS_TEST_ALL=1: it writes 9 GiB to the temporary folder, if not sparse"
        )
    )
    func large() throws {
        let folder = try TemporaryFolder()
        let output = try OutputFile(path: folder("large.zip"))
        let writer = ZIPWriter(to: output)
        try writer.add("zeros", .file(Zeros(5 << 30)), method: .stored)
        try writer.add("after", .bytes([1, 2, 3]), method: .stored)
        try writer.add("shrunk", .file(Zeros(5 << 30)), method: .deflated)
        try writer.finish()
        try output.commit()
        var limits = Limits()
        limits.containerEntryBytes = 6 << 30
        limits.containerTotalBytes = 12 << 30
        limits.compressionRatio = 2_000
        let bytes = try InputFile(path: folder("large.zip")).randomAccess(memoryLimit: 0)
        let archive = try ZIPArchive(bytes, limits: limits)
        #expect(archive.entries.map(\.size) == [5 << 30, 3, 5 << 30])
        let after = try #require(archive.entry(named: "after"))
        #expect(try archive.contents(of: after, limit: 3) == [1, 2, 3])
        var count = 0
        try archive.read(try #require(archive.entry(named: "shrunk"))) { count += $0.count }
        #expect(count == 5 << 30)
        let unzip = try Tool.run("unzip", ["-tqq", folder("large.zip")])
        #expect(unzip.status == 0, "\(unzip)")
        let script = "import sys,zipfile;print(zipfile.ZipFile(sys.argv[1]).testzip())"
        #expect(try Tool.run("python3", ["-c", script, folder("large.zip")]).text == "None\n")
        // Moved to another place, the entries stay what they are.
        let copy = MemorySink()
        let copier = ZIPWriter(to: copy)
        try copier.copy(after, from: archive)
        try copier.finish()
        #expect(refusal(copy.bytes) == nil)
    }
}
