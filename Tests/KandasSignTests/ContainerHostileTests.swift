import KandasSign
import Support
import Testing

@Suite("Hostile archives are refused, each with the code for what is wrong")
struct ContainerHostileTests {
    typealias Entry = HandMadeZIP.Entry

    func expect(
        _ code: SigningError.Code?,
        _ zip: HandMadeZIP,
        limits: Limits = Limits(),
        _ place: SourceLocation = #_sourceLocation
    ) {
        let found = refusal(zip.bytes, limits)
        #expect(found?.code == code, "\(found.map { "\($0)" } ?? "opened")", sourceLocation: place)
        if let found { #expect(found.code.isArchiveRefusal, sourceLocation: place) }
    }

    func one(_ change: (inout Entry) -> Void) -> HandMadeZIP {
        var entry = Entry("a.txt")
        change(&entry)
        return HandMadeZIP(entry)
    }

    @Test("what nobody tampered with opens")
    func sound() {
        expect(nil, HandMadeZIP())
        expect(nil, HandMadeZIP(Entry("mimetype"), Entry("a/b"), Entry("a/c")))
        expect(nil, HandMadeZIP(Entry("a/", ""), Entry("a/b"), Entry("empty/", "")))
        expect(
            nil,
            one {
                $0.method = 8; $0.data = HandMadeZIP.storedBlock($0.data)
            }
        )
    }

    @Test(
        "zip slip: names that lead out of the container, or might",
        arguments: [
            "../a", "a/../b", "a/..", "..", ".", "./a", "a/./b", "/a", "//a/b", "a//b", "C:\\a", "C:/a", "c:a", "a:b",
            "\\a", "a\\b", "..\\a", "\\\\host\\share", "...", "a/ /b", " ", "a/.../b", "a\u{0}b", "a\nb", "a\u{7f}",
            "a\u{85}b",
            "a\u{202e}fdp.exe", "a\u{2028}b", "\u{feff}a", "a\u{200f}b",
        ]
    )
    func zipSlip(name: String) { expect(.zipUnsafePath, HandMadeZIP(Entry(name))) }

    /// Swift takes `/` with a mark, joiner or variation selector after it for one character, which is no `/`.
    static let slashesInDisguise = [
        "../\u{301}a", "/\u{200d}a", "a/../\u{fe0f}b", "a/./\u{20e3}b", "../\u{301}a/../\u{301}b", "a//\u{301}b",
        "\u{600}//a",
    ]

    @Test("zip slip: a slash that is one character with the mark after it", arguments: slashesInDisguise)
    func zipSlipByGraphemes(name: String) throws {
        expect(.zipUnsafePath, HandMadeZIP(Entry(name)))
        let folder = try TemporaryFolder()
        let output = try OutputFolder(path: folder("out"))
        let error = #expect(throws: SigningError.self) { try output.begin(name) }
        #expect(error?.code == .malformedInput)
    }

    @Test("names that clash behind a mark: a file that is also a folder")
    func clashByGraphemes() {
        expect(.zipFileIsFolder, HandMadeZIP(Entry("a"), Entry("a/\u{301}b")))
        expect(.zipCaseClash, HandMadeZIP(Entry("a/\u{301}b"), Entry("A/\u{301}c")))
    }

    @Test("names that Kazakhstan's people give their files are fine")
    func ordinaryNames() {
        for name in [
            "Жеке куәлік № 1 (көшірме).pdf", "…жұбайым.jpg", ".hidden", "a..b", "a b", "Ә/Ғ/Қ", "100%.pdf", "a+b&c;d",
        ] {
            expect(nil, HandMadeZIP(Entry(name)))
        }
    }

    @Test("a name that is too long, or empty")
    func nameLength() {
        expect(nil, HandMadeZIP(Entry(String(repeating: "a", count: 1_024))))
        expect(.zipUnsafePath, HandMadeZIP(Entry(String(repeating: "a", count: 1_025))))
        expect(.zipUnsafePath, HandMadeZIP(Entry("")))
    }

    @Test("a name in no stated encoding, not in UTF-8, or not composed")
    func nameEncoding() {
        expect(
            .zipNameEncoding,
            one {
                $0.name = Array("ә".utf8); $0.flags = 0
            }
        )
        expect(.zipNameEncoding, one { $0.name = [0x61, 0xff] })
        expect(.zipNameEncoding, one { $0.name = [0xc0, 0xaf] })
        expect(.zipNameEncoding, one { $0.name = [0xed, 0xa0, 0x80] })
        expect(.zipNameEncoding, HandMadeZIP(Entry("и\u{306}")))
        expect(nil, HandMadeZIP(Entry("й")))
        expect(nil, one { $0.flags = 0 })
    }

    @Test("duplicate name")
    func duplicateName() {
        expect(.zipDuplicateName, HandMadeZIP(Entry("a", "good"), Entry("a", "evil")))
        expect(.zipDuplicateName, HandMadeZIP(Entry("a/", ""), Entry("a/", "")))
    }

    @Test(
        "case clash, by full case folding and by what is not seen",
        arguments: [
            ("a", "A"), ("Ә.pdf", "ә.pdf"), ("straße", "STRASSE"), ("ﬁ", "FI"), ("Σίσυφος", "ΣΊΣΥΦΟΣ"), ("a", "a."),
            ("a", "a "), ("a.pdf", "a\u{200d}.pdf"), ("a.pdf", "a\u{ad}.pdf"), ("META-INF/a", "meta-inf/b"),
            ("K", "\u{212a}x"), ("ǆ", "ǅ"),
        ]
    )
    func caseClash(first: String, second: String) {
        // U+212A KELVIN SIGN is not in NFC, so that pair never gets as far as being compared.
        let expected: SigningError.Code = second.unicodeScalars.contains("\u{212a}") ? .zipNameEncoding : .zipCaseClash
        expect(expected, HandMadeZIP(Entry(first), Entry(second)))
    }

    @Test("a file that is also a folder")
    func fileIsFolder() {
        expect(.zipFileIsFolder, HandMadeZIP(Entry("a"), Entry("a/b")))
        expect(.zipFileIsFolder, HandMadeZIP(Entry("a/b"), Entry("a")))
        expect(.zipFileIsFolder, HandMadeZIP(Entry("a"), Entry("a/", "")))
        expect(.zipFileIsFolder, HandMadeZIP(Entry("a/", ""), Entry("a")))
    }

    @Test("symlink, device, folder with contents")
    func kinds() {
        expect(.zipSymlink, one { $0.attributes = 0o120777 << 16 })
        expect(
            .zipSymlink,
            one {
                $0.attributes = 0o120777 << 16; $0.madeBy = 20
            }
        )
        expect(
            .zipSymlink,
            one {
                $0.attributes = 0x400; $0.madeBy = 20
            }
        )
        for kind in [0o020000, 0o060000, 0o010000, 0o140000, 0o040000] {
            expect(.zipSpecialFile, one { $0.attributes = (kind | 0o644) << 16 })
        }
        expect(.zipSpecialFile, HandMadeZIP(Entry("a/", "contents")))
        expect(nil, one { $0.attributes = 0 })
    }

    @Test("encrypted, masked, split, of another method or version")
    func features() {
        for flag in [0x1, 0x40, 0x2000] { expect(.zipEncrypted, one { $0.flags |= flag }) }
        for flag in [0x10, 0x20, 0x80, 0x100, 0x1000, 0x8000] { expect(.zipFlags, one { $0.flags |= flag }) }
        for method in [1, 6, 9, 12, 14, 93, 95, 97, 98, 99] { expect(.zipMethod, one { $0.method = method }) }
        expect(.zipMethod, one { $0.version = 51 })
        var split = HandMadeZIP(Entry("a"))
        split.disk = 1
        expect(.zipSplit, split)
        expect(.zipSplit, one { $0.patchCentral = { $0.put([1, 0], at: 34) } })
    }

    @Test(
        "local/central confusion: each field of the file's own header",
        arguments: [
            4: [63, 0], 6: [0, 0], 8: [8, 0], 10: [1, 0], 12: [0x22, 0], 14: [9], 18: [3], 22: [3], 26: [4], 30: [0x62],
        ] as [Int: [UInt8]]
    )
    func localHeader(offset: Int, value: [UInt8]) {
        let zip = one { $0.patchLocal = { $0.put(value, at: offset) } }
        let code = refusal(zip.bytes)?.code
        // A shorter name moves the data, so the extra field or the layout is what no longer fits.
        let allowed: [SigningError.Code] = [.zipLocalHeaderMismatch, .zipOverlap, .zipGap, .zipTruncated]
        #expect(allowed.contains(code ?? .zipBomb), "\(String(describing: code))")
        if ![18, 22, 26].contains(offset) { #expect(code == .zipLocalHeaderMismatch) }
    }

    @Test("a name that an additional field changes")
    func unicodePath() {
        let name = Array("a.txt".utf8)
        let crc = le(Int(HandMadeZIP.crc32(name)), 4)
        func field(_ name: String) -> [UInt8] {
            le(0x7075, 2) + le(5 + name.utf8.count, 2) + [1] + crc + Array(name.utf8)
        }
        expect(
            nil,
            one {
                $0.extra = field("a.txt"); $0.localExtra = field("a.txt")
            }
        )
        expect(.zipExtraField, one { $0.extra = field("b.txt") })
        expect(.zipExtraField, one { $0.localExtra = field("b.txt") })
        expect(.zipExtraField, one { $0.localExtra = field("a.txt") + field("a.txt") })
        expect(.zipExtraField, one { $0.extra = [1, 2, 9, 0, 1] })
        expect(.zipExtraField, one { $0.localExtra = [1, 2, 9, 0, 1] })
        expect(nil, one { $0.localExtra = [0, 0, 0] })
    }

    @Test("prefix polyglot: bytes before the archive, with offsets corrected or not")
    func prefix() {
        var zip = HandMadeZIP(Entry("a"), Entry("b"))
        zip.prefix = Array("#!/bin/sh\nexit\n".utf8)
        expect(.zipPrefixBytes, zip)
        zip.offsetDelta = -zip.prefix.count
        for index in zip.entries.indices { zip.entries[index].offsetDelta = -zip.prefix.count }
        expect(.zipPrefixBytes, zip)
        var empty = HandMadeZIP()
        empty.prefix = [1, 2, 3]
        expect(.zipPrefixBytes, empty)
    }

    @Test("gaps: bytes that no file owns")
    func gaps() {
        var second = Entry("b")
        second.gap = [0]
        expect(.zipGap, HandMadeZIP(Entry("a"), second))
        second.gap = Array("PK\u{7}\u{8}abcdefghijkl".utf8)
        expect(.zipGap, HandMadeZIP(Entry("a"), second))
        var zip = HandMadeZIP(Entry("a"))
        zip.gapBeforeDirectory = [0]
        expect(.zipGap, zip)
        zip = HandMadeZIP(Entry("a"))
        zip.gapBeforeEnd = [0]
        expect(.zipGap, zip)
        zip.sizeDelta = 1
        expect(.zipDirectoryMalformed, zip)
    }

    @Test("two end records, and bytes after the end")
    func endRecords() {
        var zip = HandMadeZIP(Entry("a"))
        let inner = HandMadeZIP(Entry("evil")).bytes
        zip.comment = Array("mimetype=text/plain".utf8)
        expect(nil, zip)
        zip.comment = inner
        expect(.zipSecondEndRecord, zip)
        // A comment that only holds the signature: some readers take the last one they find.
        zip.comment = Array("PK\u{5}\u{6}".utf8) + [UInt8](repeating: 1, count: 30)
        expect(.zipSecondEndRecord, zip)
        zip.comment = []
        zip.trailer = [0]
        expect(.zipTrailingBytes, zip)
        zip.trailer = inner
        #expect(refusal(zip.bytes)?.code == .zipPrefixBytes)
        // A whole archive stored as a file is an ordinary file.
        expect(nil, HandMadeZIP(Entry(Array("inner.zip".utf8), inner)))
        // But not if its end record claims all the rest as its comment.
        var claims = HandMadeZIP(Entry(Array("inner.zip".utf8), inner))
        let rest = claims.bytes.count - 30 - 9 - inner.count
        claims.entries[0].data.put(le(rest, 2), at: inner.count - 2)
        claims.entries[0].crc = HandMadeZIP.crc32(claims.entries[0].data)
        expect(.zipSecondEndRecord, claims)
    }

    @Test("wrong counts, sizes and offsets in the end record")
    func endRecordFields() {
        for (count, code) in [(1, SigningError.Code.zipDirectoryMalformed), (-1, .zipDirectoryMalformed)] {
            var zip = HandMadeZIP(Entry("a"), Entry("b"))
            zip.countDelta = count
            expect(code, zip)
        }
        var zip = HandMadeZIP(Entry("a"), Entry("b"))
        zip.offsetDelta = 1 << 30
        expect(.zipDirectoryMalformed, zip)
        zip.offsetDelta = 1
        expect(.zipDirectoryMalformed, zip)
        zip.offsetDelta = 0
        zip.sizeDelta = -1
        expect(.zipGap, zip)
    }

    @Test("overlapping entries (Fifield's bomb): two entries on the same bytes")
    func overlap() {
        var second = Entry("a")
        second.name = Array("b".utf8)
        second.offsetDelta = -35
        let first = Entry("a")
        #expect(HandMadeZIP(first).bytes.firstIndex(of: 1) != nil)
        expect(.zipOverlap, HandMadeZIP(first, second))
        // The first file's data is the second file, header and all.
        let outer = Entry(Array("a".utf8), Array(HandMadeZIP(Entry("b")).bytes.prefix(35)))
        var inner = Entry(Array("b".utf8), [])
        inner.offsetDelta = -35
        inner.crc = Entry("b").crc
        inner.patchLocal = { $0 = [] }
        inner.patchCentral = { $0.put(le(4, 4) + le(4, 4), at: 20) }
        expect(.zipOverlap, HandMadeZIP(outer, inner))
        // The last file reaches into the directory.
        expect(
            .zipOverlap,
            one {
                $0.patchLocal = { $0.put(le(9, 4) + le(9, 4), at: 18) }
                $0.patchCentral = { $0.put(le(9, 4) + le(9, 4), at: 20) }
            }
        )
    }

    @Test("zip bomb by ratio")
    func ratioBomb() throws {
        let sink = MemorySink()
        let writer = ZIPWriter(to: sink)
        try writer.add("zeros", .bytes([UInt8](repeating: 0, count: 5 << 20)), method: .deflated)
        try writer.finish()
        #expect(refusal(sink.bytes)?.code == .zipBomb)
        var generous = Limits()
        generous.compressionRatio = 2_000
        #expect(refusal(sink.bytes, generous) == nil)
    }

    @Test("zip bomb by size: of one file, of all together")
    func absoluteBomb() {
        let zip = HandMadeZIP(Entry("a", "0123456789"), Entry("b", "0123456789"))
        var limits = Limits()
        limits.containerEntryBytes = 10
        limits.containerTotalBytes = 20
        expect(nil, zip, limits: limits)
        limits.containerTotalBytes = 19
        expect(.zipBomb, zip, limits: limits)
        limits = Limits()
        limits.containerEntryBytes = 9
        expect(.zipBomb, zip, limits: limits)
    }

    @Test("a deflate stream that gives more or less than stated, ends early, goes on, or is none")
    func deflateLies() {
        func deflated(_ change: (inout Entry) -> Void) -> HandMadeZIP {
            one {
                $0.method = 8
                $0.data = HandMadeZIP.storedBlock($0.data)
                change(&$0)
            }
        }
        expect(.zipData, deflated { $0.size = 3 })
        expect(.zipData, deflated { $0.size = 5 })
        expect(.zipData, deflated { $0.data.removeLast() })
        expect(.zipData, deflated { $0.data += [0] })
        expect(.zipData, deflated { $0.data[0] = 7 })
        expect(.zipData, deflated { $0.data = [] })
        expect(.zipCRC, deflated { $0.crc ^= 1 })
        expect(.zipCRC, one { $0.crc ^= 1 })
        expect(.zipData, one { $0.size = 3 })
    }

    @Test("the names and codes reach the caller")
    func errorShape() throws {
        let error = try #require(refusal(HandMadeZIP(Entry("a\u{1b}[2Jb")).bytes))
        #expect(error.file == "a\\u{1b}[2Jb")
        #expect(error.description == "ZIP_UNSAFE_PATH: a\\u{1b}[2Jb: the name holds a control character")
        #expect(Reason(refusal: error).code == "ZIP_UNSAFE_PATH")
        #expect(Reason(refusal: error).severity == .failure)
    }

    @Test("too many entries, or a directory that is too long")
    func counts() {
        let zip = HandMadeZIP(Entry("a"), Entry("b"))
        var limits = Limits()
        limits.containerEntries = 1
        expect(.zipTooManyEntries, zip, limits: limits)
        limits = Limits()
        limits.containerDirectoryBytes = 50
        expect(.zipTooManyEntries, zip, limits: limits)
    }
}
