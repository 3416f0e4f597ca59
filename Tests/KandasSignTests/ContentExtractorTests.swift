import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("Content comes out only when its signatures allow it")
struct ContentExtractorTests {
    let parties: CMSParties
    let folder: TemporaryFolder
    private let content = Array("Өтініш".utf8)

    init() throws {
        parties = try CMSParties.shared.get()
        folder = try TemporaryFolder()
    }

    private func extract(_ bytes: [UInt8], trust: TrustStore?, to name: String = "out") throws
        -> ContentExtractor.Outcome
    {
        let input = try InputFile(path: try folder.write(bytes, as: "input"))
        return try ContentExtractor(trust: trust).extract(input, to: folder(name), at: parties.pki.time)
    }

    private func names(in path: String) throws -> [String] {
        try Tool.run("find", [path, "-mindepth", "1", "-printf", "%P\\n"]).text.split(separator: "\n").map(String.init)
            .sorted()
    }

    private func container(_ files: [(String, [UInt8])], by name: CMSParties.Name = .p256) throws -> [UInt8] {
        let sink = MemorySink()
        let writer = try ASiCContainerWriter(to: sink)
        for (name, bytes) in files { try writer.add(name, mediaType: "text/plain", .bytes(bytes)) }
        try writer.sign { (manifest) throws(SigningError) in
            do {
                let signer = try parties.signer(name)
                return try SignedDataWriter().signDetached(manifest, signers: [signer], options: parties.options)
            } catch {
                throw .malformed("\(error)")
            }
        }
        try writer.finish()
        return sink.bytes
    }

    @Test("A trusted message gives its content", arguments: [CMSParties.Name.rsa, .p256, .ed25519])
    func trusted(name: CMSParties.Name) throws {
        let outcome = try extract(try parties.sign(content, by: [name]), trust: try parties.pki.trust())
        #expect(outcome.isExtracted)
        #expect(outcome.report.verdict.isPassed)
        #expect(outcome.byteCount == content.count)
        #expect(try readFile(folder("out")) == content)
        #expect(try names(in: folder.path) == ["input", "out"])
    }

    @Test("Without trust the mathematics decide, and the report says that nobody is trusted")
    func withoutTrust() throws {
        let outcome = try extract(try parties.sign(content, by: [.rsa]), trust: nil)
        #expect(outcome.isExtracted)
        #expect(outcome.report.verdict == .indeterminate)
        #expect(outcome.report.allReasons.map(\.code).contains("NO_TRUST_ANCHORS"))
        #expect(try readFile(folder("out")) == content)
    }

    @Test("A stranger's signature gives content without trust, and none with it")
    func otherTrust() throws {
        let message = try parties.sign(content, by: [.rsa])
        let other = try SharedPKI.of("rsa").trust()
        let outcome = try extract(message, trust: other)
        #expect(!outcome.isExtracted)
        #expect(outcome.report.verdict == .indeterminate)
        #expect(try names(in: folder.path) == ["input"])
        #expect(try extract(message, trust: nil).isExtracted)
    }

    @Test("Changed content, and a changed signature beside a good one, give nothing", arguments: [true, false])
    func broken(isContent: Bool) throws {
        var message = try parties.sign(content, by: [.p256, .p384])
        if isContent {
            let start = try #require(message.indices.first { message[$0...].starts(with: content) })
            message[start] ^= 1
        } else {
            message[message.count - 1] ^= 1
        }
        for trust in [nil, try parties.pki.trust()] {
            let outcome = try extract(message, trust: trust)
            #expect(!outcome.isExtracted)
            #expect(outcome.report.verdict == .failed)
            #expect(try names(in: folder.path) == ["input"])
        }
    }

    @Test(
        "A signer of an unknown algorithm gives nothing, even without trust",
        .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)")
    )
    func unknownAlgorithm() throws {
        // SHA-3, which this library does not compute.
        let unknown = "corpora/dss-cades/validation/dss-1419/CAdES-BpB-att-SHA3_256-SHA3_256withRSA.p7m"
        let outcome = try extract(try Fixtures.bytes(unknown), trust: nil)
        #expect(!outcome.isExtracted)
        #expect(outcome.report.verdict == .indeterminate)
        #expect(try names(in: folder.path) == ["input"])
    }

    @Test("A broken signature over a signature gives nothing")
    func brokenCountersignature() throws {
        let sink = MemorySink()
        try SignedDataWriter()
            .countersign(
                MemoryBytes(try parties.sign(content, by: [.p256])),
                number: 1,
                signer: try parties.signer(.p384),
                options: parties.options,
                to: sink
            )
        var message = sink.bytes
        message[message.count - 1] ^= 1
        #expect(try !extract(message, trust: nil).isExtracted)
    }

    @Test("A detached message has nothing to extract")
    func detached() throws {
        let message = try parties.sign(content, by: [.rsa], isDetached: true)
        let error = #expect(throws: SigningError.self) { try extract(message, trust: nil) }
        #expect(error?.code == .contentMissing)
        #expect(try names(in: folder.path) == ["input"])
    }

    @Test("A file that is there is replaced in one step, and kept when nothing comes out")
    func replaces() throws {
        try folder.write([1], as: "out")
        var message = try parties.sign(content, by: [.rsa])
        #expect(try extract(message, trust: nil).isExtracted)
        #expect(try readFile(folder("out")) == content)
        message[message.count - 1] ^= 1
        #expect(try !extract(message, trust: nil).isExtracted)
        #expect(try readFile(folder("out")) == content)
    }

    @Test("A container gives its files, in folders of their own")
    func files() throws {
        let files = [("application.xml", content), ("attachments/құжат.txt", [1, 2]), ("attachments/a/b.txt", [])]
        for trust in [nil, try parties.pki.trust()] {
            let outcome = try extract(try container(files), trust: trust)
            #expect(outcome.isExtracted)
            #expect(outcome.files == files.map(\.0))
            #expect(outcome.byteCount == content.count + 2)
            for (name, bytes) in files { #expect(try readFile(folder("out/\(name)")) == bytes) }
            #expect(try names(in: folder("out")).count == 5)
            #expect(try names(in: folder.path).count == 7)
            _ = try Tool.run("rm", ["-r", folder("out")])
        }
    }

    @Test("The permissions of what comes out are those of any new file and folder")
    func permissions() throws {
        _ = try extract(try container([("a/b.txt", content)]), trust: nil)
        _ = try Tool.run("mkdir", [folder("plain")])
        _ = try Tool.run("touch", [folder("plain.txt")])
        func mode(_ name: String) throws -> String { try Tool.run("stat", ["-c", "%a", folder(name)]).text }
        #expect(try mode("out") == mode("plain"))
        #expect(try mode("out/a") == mode("plain"))
        #expect(try mode("out/a/b.txt") == mode("plain.txt"))
    }

    @Test("An empty folder is filled; one that is not empty, a file, and a missing parent are refused")
    func destinations() throws {
        let bytes = try container([("a.txt", content)])
        _ = try Tool.run("mkdir", [folder("empty"), folder("full")])
        try folder.write([], as: "full/x")
        try folder.write([], as: "file")
        #expect(try extract(bytes, trust: nil, to: "empty/").isExtracted)
        #expect(try readFile(folder("empty/a.txt")) == content)
        for name in ["full", "file", "missing/out"] {
            let error = #expect(throws: SigningError.self) { try extract(bytes, trust: nil, to: name) }
            #expect(error?.code == .outputUnwritable)
        }
        #expect(try names(in: folder("full")) == ["x"])
        #expect(try names(in: folder.path) == ["empty", "empty/a.txt", "file", "full", "full/x", "input"])
    }

    @Test("A damaged file, and a file nobody signed, keep all files from coming out")
    func brokenContainer() throws {
        let sound = try container([("a.txt", content), ("b.txt", [7, 7, 7])])
        let archive = try ZIPArchive(MemoryBytes(sound))
        let entry = try #require(archive.entry(named: "b.txt"))
        var damaged = sound
        damaged[entry.dataRange.lowerBound] ^= 1
        let extended = MemorySink()
        let writer = ZIPWriter(to: extended, modified: nil, limits: Limits())
        for entry in archive.entries { try writer.copy(entry, from: archive) }
        try writer.add("c.txt", .bytes([1]), method: .stored)
        try writer.finish(comment: [])
        for bytes in [damaged, extended.bytes] {
            let outcome = try extract(bytes, trust: nil)
            #expect(!outcome.isExtracted)
            #expect(outcome.report.verdict == .failed)
            #expect(try names(in: folder.path) == ["input"])
        }
    }

    @Test("Every byte of a container flipped: nothing comes out that was not signed")
    func flips() throws {
        let bytes = try container([("a.txt", content)], by: .ed25519)
        for index in stride(from: 0, to: bytes.count, by: TestScope.isFull ? 1 : 7) {
            var touched = bytes
            touched[index] ^= 0x10
            let outcome = try? extract(touched, trust: nil)
            if outcome?.isExtracted == true {
                #expect(try names(in: folder("out")) == ["a.txt"])
                #expect(try readFile(folder("out/a.txt")) == content)
                _ = try Tool.run("rm", ["-r", folder("out")])
            }
            #expect(try names(in: folder.path) == ["input"])
        }
    }

    @Test(
        "A folder to write into refuses names that lead out of it",
        arguments: ["../x", "/x", "a//b", ".", "a/./b", ""]
    )
    func unsafeNames(name: String) throws {
        let output = try OutputFolder(path: folder("out"))
        #expect(throws: SigningError.self) { try output.begin(name) }
    }
}
