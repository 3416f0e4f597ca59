import KandasSign
import Support
import Testing

@Suite("An ASiC-E container says which files its signatures cover, and what is wrong with the rest")
struct ContainerASiCTests {
    static let mediaType = "application/vnd.etsi.asic-e+zip"
    static let files: [(String, [UInt8])] = [
        ("application.xml", Array("<a>Әлем</a>".utf8)), ("attachments/Жеке куәлік.pdf", Array("%PDF-1.7".utf8)),
    ]

    static func reference(_ name: String, _ content: [UInt8], _ algorithm: DigestAlgorithm = .sha256) throws
        -> ASiCManifest.Reference
    {
        ASiCManifest.Reference(
            name: name,
            mediaType: "text/plain",
            digestAlgorithm: algorithm,
            digest: try algorithm.digest(of: content)
        )
    }

    static func manifest(_ number: String = "001", _ references: [ASiCManifest.Reference]? = nil) throws -> [UInt8] {
        try ASiCManifest(
            signatureName: "META-INF/signature\(number).p7s",
            signatureMediaType: "application/pkcs7-signature",
            references: references ?? files.map { try reference($0.0, $0.1) }
        )
        .encoded
    }

    /// The files of a sound container, in order, to be changed and packed.
    static func sound() throws -> [(name: String, content: [UInt8])] {
        [("mimetype", Array(mediaType.utf8))] + files.map { ($0.0, $0.1) }
            + [("META-INF/ASiCManifest001.xml", try manifest()), ("META-INF/signature001.p7s", [1, 2, 3])]
    }

    static func pack(_ files: [(name: String, content: [UInt8])], mimetype: ZIPEntry.Method = .stored) throws -> [UInt8]
    {
        let sink = MemorySink()
        let writer = ZIPWriter(to: sink)
        for file in files {
            try writer.add(file.name, .bytes(file.content), method: file.name == "mimetype" ? mimetype : .stored)
        }
        try writer.finish()
        return sink.bytes
    }

    /// Codes with severity and file, sorted: `HASH_FAILURE failure application.xml`.
    static func findings(_ bytes: [UInt8]) throws -> [String] {
        try ASiCContainer(MemoryBytes(bytes)).check().findings
            .map { "\($0.code) \($0.severity.rawValue) \($0.location?.file ?? "")" }.sorted()
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let expected: [String]
        let change: @Sendable (inout [(name: String, content: [UInt8])]) throws -> Void
        var testDescription: String { name }

        init(
            _ name: String,
            _ expected: String...,
            change: @escaping @Sendable (inout [(name: String, content: [UInt8])]) throws -> Void
        ) {
            self.name = name
            self.expected = expected.sorted()
            self.change = change
        }
    }

    static let pdf = "attachments/Жеке куәлік.pdf"
    static let cases: [Case] = [
        Case("nothing changed") { _ in },
        Case("an attachment changed", "HASH_FAILURE failure \(pdf)") { $0[2].content[0] ^= 1 },
        Case("the form changed", "HASH_FAILURE failure application.xml") { $0[1].content += [0x20] },
        Case("an attachment removed", "ATTACHMENT_MISSING failure \(pdf)") { $0.remove(at: 2) },
        Case(
            "a file added",
            "ATTACHMENT_NOT_SIGNED failure extra.txt",
            "CONTAINER_SIGNATURE_PARTIAL warning META-INF/ASiCManifest001.xml"
        ) { $0.append(("extra.txt", [1])) },
        Case(
            "a file renamed",
            "ATTACHMENT_MISSING failure application.xml",
            "ATTACHMENT_NOT_SIGNED failure application2.xml",
            "CONTAINER_SIGNATURE_PARTIAL warning META-INF/ASiCManifest001.xml"
        ) { $0[1].name = "application2.xml" },
        Case(
            "the signature removed",
            "ATTACHMENT_NOT_SIGNED failure \(pdf)",
            "ATTACHMENT_NOT_SIGNED failure application.xml",
            "CONTAINER_MANIFEST_NOT_SIGNED failure META-INF/ASiCManifest001.xml"
        ) { $0.removeLast() },
        Case(
            "the manifest removed",
            "ATTACHMENT_NOT_SIGNED failure \(pdf)",
            "ATTACHMENT_NOT_SIGNED failure application.xml",
            "CONTAINER_SIGNATURE_ORPHAN failure META-INF/signature001.p7s"
        ) { $0.remove(at: 3) },
        Case(
            "a manifest that is no XML",
            "ATTACHMENT_NOT_SIGNED failure \(pdf)",
            "ATTACHMENT_NOT_SIGNED failure application.xml",
            "CONTAINER_MANIFEST_UNREADABLE failure META-INF/ASiCManifest001.xml",
            "CONTAINER_SIGNATURE_ORPHAN failure META-INF/signature001.p7s"
        ) { $0[3].content = [0] },
        Case("a second signature that nobody explains", "CONTAINER_SIGNATURE_ORPHAN failure META-INF/signature002.p7s")
        {
            $0.append(("META-INF/signature002.p7s", [1]))
        },
        Case(
            "a second manifest that nobody signed",
            "CONTAINER_MANIFEST_NOT_SIGNED failure META-INF/ASiCManifest002.xml"
        ) {
            $0.append(("META-INF/ASiCManifest002.xml", try manifest("002")))
        },
        Case("a second pair over the same files") {
            $0.append(("META-INF/ASiCManifest002.xml", try manifest("002")))
            $0.append(("META-INF/signature002.p7s", [9]))
        },
        Case(
            "a second pair that smuggles a file in: all are signed, but by whom?",
            "CONTAINER_SIGNATURE_PARTIAL warning META-INF/ASiCManifest001.xml",
            "CONTAINER_SIGNATURE_PARTIAL warning META-INF/ASiCManifest002.xml"
        ) {
            $0.append(("extra.txt", [1]))
            $0.append(("META-INF/ASiCManifest002.xml", try manifest("002", [reference("extra.txt", [1])])))
            $0.append(("META-INF/signature002.p7s", [9]))
        },
        Case("an XML signature", "SIGNATURE_UNREADABLE failure META-INF/signatures.xml") {
            $0.append(("META-INF/signatures.xml", [1]))
        },
        Case(
            "an XML signature alone",
            "ATTACHMENT_NOT_SIGNED indeterminate \(pdf)",
            "ATTACHMENT_NOT_SIGNED indeterminate application.xml",
            "SIGNATURE_UNREADABLE failure META-INF/signatures0.xml"
        ) {
            $0.removeLast(2)
            $0.append(("META-INF/signatures0.xml", [1]))
        },
        Case("a file in META-INF that no one knows", "CONTAINER_META_UNKNOWN failure META-INF/evil.txt") {
            $0.append(("META-INF/evil.txt", [1]))
        },
        Case("a folder in META-INF", "CONTAINER_META_UNKNOWN failure META-INF/sub/signature001.p7s") {
            $0.append(("META-INF/sub/signature001.p7s", [1]))
        },
        Case(
            "evidence that is not read",
            "CONTAINER_PART_NOT_READ warning META-INF/ASiCArchiveManifest001.xml",
            "CONTAINER_PART_NOT_READ warning META-INF/manifest.xml",
            "CONTAINER_PART_NOT_READ warning META-INF/timestamp001.tst"
        ) {
            $0.append(("META-INF/ASiCArchiveManifest001.xml", [1]))
            $0.append(("META-INF/timestamp001.tst", [1]))
            $0.append(("META-INF/manifest.xml", [1]))
        },
        Case("no media type", "CONTAINER_MIMETYPE_MISSING failure mimetype") { $0.removeFirst() },
        Case("a late media type", "CONTAINER_MIMETYPE_LATE failure mimetype") { $0.append($0.removeFirst()) },
        Case("another media type", "CONTAINER_MIMETYPE_WRONG failure mimetype") {
            $0[0].content = Array("text/plain".utf8)
        },
        Case("a line feed after the media type", "CONTAINER_MIMETYPE_WRONG failure mimetype") { $0[0].content += [10] },
        Case("a long media type", "CONTAINER_MIMETYPE_WRONG failure mimetype") {
            $0[0].content = [UInt8](repeating: 0x61, count: 100_000)
        },
        Case("a media type that is no text", "CONTAINER_MIMETYPE_WRONG failure mimetype") { $0[0].content = [0xff] },
        Case("the other kind of container", "CONTAINER_MIMETYPE_WRONG failure mimetype") {
            $0[0].content = Array("application/vnd.etsi.asic-s+zip".utf8)
        },
        Case(
            "META-INF in lower case",
            "ATTACHMENT_NOT_SIGNED failure \(pdf)",
            "ATTACHMENT_NOT_SIGNED failure application.xml",
            "ATTACHMENT_NOT_SIGNED failure meta-inf/ASiCManifest001.xml",
            "ATTACHMENT_NOT_SIGNED failure meta-inf/signature001.p7s"
        ) {
            $0[3].name = "meta-inf/ASiCManifest001.xml"
            $0[4].name = "meta-inf/signature001.p7s"
        },
        Case("a digest of another algorithm's length", "HASH_FAILURE failure \(pdf)") {
            var references = try files.map { try reference($0.0, $0.1) }
            references[1] = ASiCManifest.Reference(
                name: pdf,
                mediaType: nil,
                digestAlgorithm: .sha512,
                digest: references[1].digest
            )
            $0[3].content = try manifest("001", references)
        },
        Case("several algorithms") {
            $0[3].content = try manifest(
                "001",
                [reference(files[0].0, files[0].1, .sha384), reference(files[1].0, files[1].1, .sha512)]
            )
            $0.append(
                ("META-INF/ASiCManifest002.xml", try manifest("002", files.map { try reference($0.0, $0.1, .sha1) }))
            )
            $0.append(("META-INF/signature002.p7s", [9]))
        },
        Case("an algorithm that is not known", "DIGEST_UNKNOWN indeterminate application.xml") {
            let text = String(decoding: $0[3].content, as: UTF8.self)
            let uri = DigestAlgorithm.sha256.xmlURI
            $0[3].content = Array(text.replacing(uri, with: "urn:unknown", maxReplacements: 1).utf8)
        },
        Case("a manifest that names the media type and a signature too") {
            let all =
                try files.map { try reference($0.0, $0.1) }
                + [reference("mimetype", Array(mediaType.utf8)), reference("META-INF/signature001.p7s", [1, 2, 3])]
            $0.append(("META-INF/ASiCManifest002.xml", try manifest("002", all)))
            $0.append(("META-INF/signature002.p7s", [9]))
        },
        Case("a manifest that names itself, which cannot be", "HASH_FAILURE failure META-INF/ASiCManifest001.xml") {
            let all =
                try files.map { try reference($0.0, $0.1) }
                + [reference("META-INF/ASiCManifest001.xml", $0[3].content)]
            $0[3].content = try manifest("001", all)
        },
    ]

    @Test("Thousands of manifests cannot share one signature, to have it judged for each")
    func sharedSignature() throws {
        var files = try Self.sound()
        files.append(("META-INF/ASiCManifest002.xml", try Self.manifest()))
        let second = "META-INF/ASiCManifest002.xml"
        #expect(try Self.findings(Self.pack(files)) == ["CONTAINER_MANIFEST_NOT_SIGNED failure \(second)"])
    }

    @Test("findings", arguments: cases)
    func findings(_ sample: Case) throws {
        var files = try Self.sound()
        try sample.change(&files)
        #expect(try Self.findings(Self.pack(files)) == sample.expected)
    }

    @Test("containers of other tools: a missing or late media type is noted, the other kind is not read")
    func tolerant() throws {
        func severities(_ change: (inout [(name: String, content: [UInt8])]) -> Void) throws -> [String] {
            var files = try Self.sound()
            change(&files)
            return try ASiCContainer(MemoryBytes(Self.pack(files)), mimetype: .tolerant).check().findings
                .map { "\($0.code) \($0.severity)" }.sorted()
        }
        #expect(try severities { _ in } == [])
        #expect(try severities { $0.removeFirst() } == ["CONTAINER_MIMETYPE_MISSING warning"])
        #expect(try severities { $0.append($0.removeFirst()) } == ["CONTAINER_MIMETYPE_LATE warning"])
        #expect(try severities { $0[0].content += [10] } == ["CONTAINER_MIMETYPE_WRONG failure"])
        let simple = Array("application/vnd.etsi.asic-s+zip".utf8)
        #expect(try severities { $0[0].content = simple } == ["CONTAINER_KIND_NOT_SUPPORTED indeterminate"])
    }

    @Test("a compressed media type is not in its place")
    func compressedMimetype() throws {
        let bytes = try Self.pack(Self.sound(), mimetype: .deflated)
        #expect(try Self.findings(bytes) == ["CONTAINER_MIMETYPE_LATE failure mimetype"])
    }

    @Test("damaged files are findings, and the rest is still judged", arguments: [1, 2, 3, 4])
    func damage(index: Int) throws {
        var bytes = try Self.pack(Self.sound())
        let archive = try ZIPArchive(MemoryBytes(bytes))
        let entry = archive.entries[index]
        bytes[entry.dataRange.lowerBound] ^= 1
        let container = try ASiCContainer(MemoryBytes(bytes))
        var ended: [Bool] = []
        let check = try container.check { if case .end(let isDamaged) = $0 { ended.append(isDamaged) } }
        #expect(check.findings.contains { $0.code == "ZIP_CRC" && $0.location?.file == entry.name })
        #expect(check.findings.filter { $0.location?.file == entry.name && $0.severity == .failure }.count == 1)
        #expect(ended == [index == 1, index == 2])
        if index <= 2 { #expect(check.signatures.first?.outcomes[index - 1] == .damaged) }
        #expect(check.signatures.allSatisfy(\.coversAllFiles) == (index > 2))
        if index > 2 { #expect(check.signatures.isEmpty) }
    }

    @Test("every file passes by once, however many manifests name it, and what the observer throws comes out")
    func observer() throws {
        var files = try Self.sound()
        files.append(("META-INF/ASiCManifest002.xml", try Self.manifest("002")))
        files.append(("META-INF/signature002.p7s", [9]))
        let container = try ASiCContainer(MemoryBytes(Self.pack(files)))
        var seen: [(String, [UInt8])] = []
        let check = try container.check { event in
            switch event {
            case .start(let entry): seen.append((entry.name, []))
            case .bytes(let piece): seen[seen.count - 1].1 += piece
            case .end(let isDamaged): #expect(!isDamaged)
            }
        }
        #expect(seen.map(\.0) == Self.files.map(\.0) && seen.map(\.1) == Self.files.map(\.1))
        #expect(
            check.signatures.map(\.signed.signatureName) == ["META-INF/signature001.p7s", "META-INF/signature002.p7s"]
        )
        #expect(check.signatures.map(\.signed.signature) == [[1, 2, 3], [9]])
        #expect(check.signatures.map(\.signed.bytes) == [files[3].content, files[5].content])
        let thrown = #expect(throws: SigningError.self) {
            try container.check { (event) throws(SigningError) in
                if case .bytes = event { throw SigningError(.zipCRC, "the observer's own") }
            }
        }
        #expect(thrown?.reason == "the observer's own")
    }

    @Test("a folder that holds nothing is noticed; one that holds a file is not")
    func folders() throws {
        var entries = try Self.sound().map { HandMadeZIP.Entry(Array($0.name.utf8), $0.content) }
        entries += [HandMadeZIP.Entry("attachments/", ""), HandMadeZIP.Entry("approved/", "")]
        var zip = HandMadeZIP()
        zip.entries = entries
        #expect(try Self.findings(zip.bytes) == ["CONTAINER_EMPTY_FOLDER warning approved/"])
    }

    @Test("manifests and signatures together are bounded")
    func metadataLimit() throws {
        var limits = Limits()
        let bytes = try Self.pack(Self.sound())
        limits.containerMetadataBytes = try Self.manifest().count + 3
        #expect(try ASiCContainer(MemoryBytes(bytes), limits: limits).signatures.count == 1)
        limits.containerMetadataBytes -= 1
        let error = #expect(throws: SigningError.self) { try ASiCContainer(MemoryBytes(bytes), limits: limits) }
        #expect(error?.code == .limitExceeded && error?.file == "META-INF/signature001.p7s")
    }
}
