import KandasSign
import Support
import Testing

@Suite(
    "Containers that we write are signed and read by other programs",
    .enabled(if: Tool.exists("openssl") && Tool.exists("unzip"), "openssl or unzip is not installed")
)
struct ContainerSigningTests {
    /// A throw-away signer.
    final class Signer: Sendable {
        let folder: TemporaryFolder

        init() throws {
            folder = try TemporaryFolder()
            try Tool.openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                "key.pem",
                "-out",
                "cert.pem",
                "-subj",
                "/CN=test",
                "-days",
                "1",
                in: folder.path
            )
        }

        func sign(_ content: [UInt8]) throws(SigningError) -> [UInt8] {
            do {
                return
                    try Tool.openssl(
                        "cms",
                        "-sign",
                        "-binary",
                        "-md",
                        "sha256",
                        "-signer",
                        folder("cert.pem"),
                        "-inkey",
                        folder("key.pem"),
                        "-outform",
                        "DER",
                        input: content
                    )
                    .output
            } catch {
                throw SigningError(.keyUnusable, "\(error)")
            }
        }

        /// `openssl cms` over what `unzip` takes out of a container.
        func verify(_ container: [UInt8], number: String = "001") throws -> Tool.Outcome {
            let path = try folder.write(container, as: "c.asice")
            for (name, output) in [("ASiCManifest\(number).xml", "manifest"), ("signature\(number).p7s", "signature")] {
                try folder.write(Tool.run("unzip", ["-p", path, "META-INF/\(name)"]).output, as: output)
            }
            return try Tool.run(
                "openssl",
                [
                    "cms", "-verify", "-binary", "-inform", "DER", "-in", folder("signature"), "-content",
                    folder("manifest"), "-CAfile", folder("cert.pem"), "-purpose", "any", "-out", "/dev/null",
                ]
            )
        }
    }

    static func attachments(_ count: Int) -> [(name: String, content: [UInt8])] {
        (0..<count).map { ("attachments/Құжат \($0).pdf", Array("%PDF-1.7 \($0)".utf8)) }
    }

    static func container(_ count: Int, _ signer: Signer) throws -> [UInt8] {
        let sink = MemorySink()
        let writer = try ASiCContainerWriter(to: sink, modified: Timestamp(seconds: 1_795_000_000))
        let form = Array(String(repeating: "<member>Ә</member>\n", count: 1_000).utf8)
        try writer.add("application.xml", mediaType: "text/xml", .bytes(form), isRootfile: true)
        for file in attachments(count) {
            try writer.add(file.name, mediaType: "application/pdf", .file(MemoryBytes(file.content)))
        }
        try writer.sign { (manifest) throws(SigningError) in try signer.sign(manifest) }
        try writer.finish()
        return sink.bytes
    }

    @Test(
        "a hundred files: unzip tests it, openssl verifies the manifest's signature, sha256sum the manifest's digests"
    )
    func whole() throws {
        let signer = try Signer()
        let bytes = try Self.container(100, signer)
        #expect(try signer.verify(bytes).status == 0)
        let path = try signer.folder.write(bytes, as: "c.asice")
        let test = try Tool.run("unzip", ["-tqq", path])
        #expect(test.status == 0, "\(test)")

        let container = try ASiCContainer(MemoryBytes(bytes))
        let check = try container.check()
        #expect(check.findings.isEmpty && check.signatures.map(\.coversAllFiles) == [true])
        let manifest = try #require(container.signatures.first).manifest
        #expect(manifest.references.count == 101 && manifest.references.first?.isRootfile == true)
        #expect(manifest.references.allSatisfy { $0.digestAlgorithm == .sha256 })
        for reference in manifest.references.prefix(3) {
            let content = try Tool.run("unzip", ["-p", path, reference.name ?? ""], environment: ["LC_ALL": "C.UTF-8"])
            let sum = try Tool.run("sha256sum", [], input: content.output).text.prefix(64)
            #expect(reference.digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == sum)
        }
        // A changed manifest is what openssl must refuse.
        let changed = try #require(container.signatures.first).bytes + [0x20]
        try signer.folder.write(changed, as: "manifest")
        let refused = try Tool.run(
            "openssl",
            [
                "cms", "-verify", "-binary", "-inform", "DER", "-in", signer.folder("signature"), "-content",
                signer.folder("manifest"), "-CAfile", signer.folder("cert.pem"), "-purpose", "any", "-out", "/dev/null",
            ]
        )
        #expect(refused.status != 0)
    }

    @Test("without the signature, the same input gives the same bytes")
    func deterministic() throws {
        func write() throws -> [UInt8] {
            let sink = MemorySink()
            let writer = try ASiCContainerWriter(to: sink)
            for file in Self.attachments(3) {
                try writer.add(file.name, mediaType: "application/pdf", .bytes(file.content))
            }
            try writer.sign { _ in [1, 2, 3] }
            try writer.finish()
            return sink.bytes
        }
        #expect(try write() == write())
    }

    @Test("two signatures over the same files")
    func twoSignatures() throws {
        let signer = try Signer()
        let sink = MemorySink()
        let writer = try ASiCContainerWriter(to: sink, digest: .sha512)
        try writer.add("a.txt", mediaType: "text/plain", .bytes([1]))
        try writer.sign { (manifest) throws(SigningError) in try signer.sign(manifest) }
        try writer.sign { (manifest) throws(SigningError) in try signer.sign(manifest) }
        try writer.finish()
        #expect(try signer.verify(sink.bytes, number: "001").status == 0)
        #expect(try signer.verify(sink.bytes, number: "002").status == 0)
        let check = try ASiCContainer(MemoryBytes(sink.bytes)).check()
        #expect(check.findings.isEmpty && check.signatures.map(\.coversAllFiles) == [true, true])
    }

    @Test("a signer added to a signature: every other entry keeps its bytes and its place")
    func replacing() throws {
        let signer = try Signer()
        let bytes = try Self.container(2, signer)
        let container = try ASiCContainer(MemoryBytes(bytes))
        let sink = MemorySink()
        let longer = try signer.sign(try #require(container.signatures.first).bytes) + [0, 0]
        try container.write(replacingSignatures: ["META-INF/signature001.p7s": longer], to: sink)
        let after = try ASiCContainer(MemoryBytes(sink.bytes))
        #expect(after.signatures.map(\.signature) == [longer])
        #expect(after.archive.entries.map(\.name) == container.archive.entries.map(\.name))
        for (old, new) in zip(container.archive.entries, after.archive.entries) where !old.name.hasSuffix(".p7s") {
            #expect(bytes[old.recordRange] == sink.bytes[new.recordRange])
        }
        #expect(try after.check().findings.isEmpty)
        let same = MemorySink()
        try container.write(replacingSignatures: [:], to: same)
        #expect(same.bytes == bytes)
        #expect(throws: SigningError.self) {
            try container.write(replacingSignatures: ["META-INF/signature002.p7s": [1]], to: MemorySink())
        }
    }

    @Test("a second pair added to a container: what was there keeps its bytes and its place")
    func adding() throws {
        let signer = try Signer()
        let bytes = try Self.container(2, signer)
        let container = try ASiCContainer(MemoryBytes(bytes))
        let sink = MemorySink()
        try container.writeAddingSignature(to: sink, digest: .sha384) { (manifest) throws(SigningError) in
            try signer.sign(manifest)
        }
        let end = try #require(container.archive.entries.last).recordRange.upperBound
        #expect(sink.bytes[..<end] == bytes[..<end])
        let after = try ASiCContainer(MemoryBytes(sink.bytes))
        let check = try after.check()
        #expect(check.findings.isEmpty && check.signatures.map(\.coversAllFiles) == [true, true])
        #expect(after.signatures.last?.signatureName == "META-INF/signature002.p7s")
        #expect(after.signatures.last?.manifest.references.first?.mediaType == "text/xml")
        #expect(try signer.verify(sink.bytes, number: "001").status == 0)
        #expect(try signer.verify(sink.bytes, number: "002").status == 0)
    }

    @Test(
        "a second pair added to what others made",
        .enabled(if: ContainerFixtures.root != nil, "the corpora are not here")
    )
    func addingToOthers() throws {
        let line = try #require(ContainerFixtures.lines.first { $0.id == "other/validation/multifiles-ok.asice" })
        let container = try ASiCContainer(ContainerFixtures.archive(line))
        let sink = MemorySink()
        try container.writeAddingSignature(to: sink) { _ in [1] }
        let after = try ASiCContainer(MemoryBytes(sink.bytes))
        #expect(after.signatures.count == 2)
        #expect(try after.check().signatures.map(\.coversAllFiles) == [true, true])
        let folder = try TemporaryFolder()
        let test = try Tool.run("unzip", ["-tqq", folder.write(sink.bytes, as: "c.zip")])
        #expect(test.status == 0, "\(test)")
    }

    @Test("what must not be written is not")
    func misuse() throws {
        #expect(throws: SigningError.self) { try ASiCContainerWriter(to: MemorySink(), digest: .sha1) }
        let writer = try ASiCContainerWriter(to: MemorySink())
        #expect(throws: SigningError.self) { try writer.sign { _ in [] } }
        #expect(throws: SigningError.self) { try writer.finish() }
        for name in ["mimetype", "META-INF/a", "META-INF/signature001.p7s", "../a"] {
            #expect(throws: SigningError.self) { try writer.add(name, mediaType: "text/plain", .bytes([])) }
        }
        try writer.add("a", mediaType: "text/plain", .bytes([]))
        try writer.sign { _ in [] }
        #expect(throws: SigningError.self) { try writer.add("b", mediaType: "text/plain", .bytes([])) }
    }
}
