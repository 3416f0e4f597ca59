import FoundationEssentials
import Support
import Testing

@Suite("trust looks after a trust folder")
struct TrustCommandTests {
    /// A folder made by the built `test-pki`, once.
    private static let pki = Result {
        let folder = try TemporaryFolder()
        let outcome = try BuiltCommand.run("test-pki", folder("pki"), "--algorithm", "ec")
        guard outcome.status == 0 else { throw SupportFailure("\(outcome)") }
        return folder
    }

    private struct Answer: Decodable {
        struct Finding: Decodable {
            var code: String
            var file: String?
            var severity: String
        }
        struct File: Decodable {
            struct Item: Decodable { var anchorFor: [String] }
            var file: String?
            var isListed: Bool?
            var isUsed: Bool?
            var outcome: String?
            var code: String?
            var anchorFor: [String]?
            var certificates: [Item]?
        }
        var network: String?
        var status: String?
        var files: [File]
        var findings: [Finding]?
        var codes: [String] { (findings ?? []).map(\.code) }
    }

    private let folder: TemporaryFolder
    private var trust: String { folder("trust") }

    init() throws { folder = try TemporaryFolder() }

    private func made(_ name: String) throws -> String { try Self.pki.get()("pki/trust/\(name)") }

    private func run(_ arguments: String...) throws -> (outcome: Tool.Outcome, answer: Answer?) {
        let outcome = try Tool.run(BuiltCommand.path, ["trust"] + arguments + ["--json"])
        return (outcome, try? JSONDecoder().decode(Answer.self, from: Data(outcome.output)))
    }

    /// A folder with everything in it, in order.
    private func fill() throws {
        #expect(try run("add", made("root.cer"), made("issuing.cer"), "--trust", trust).outcome.status == 0)
        for list in ["root.crl", "issuing.crl"] { try folder.write(readFile(made(list)), as: "trust/\(list)") }
    }

    @Test("A folder that was filled by add is in order, and intake's key is trusted through it")
    func good() throws {
        try fill()
        let (outcome, answer) = try run("check", "--trust", trust)
        #expect(outcome.status == 0 && answer?.status == "good" && answer?.codes == [], "\(outcome)")
        let listed = try #require(try run("list", "--trust", trust).answer)
        #expect(listed.files.map(\.file) == ["issuing.cer", "issuing.crl", "root.cer", "root.crl"])
        #expect(listed.files.map(\.isListed) == [true, false, true, false])
        #expect(listed.files[2].certificates?.first?.anchorFor == ["signer", "timestamp", "ocsp"])
        #expect(listed.files[0].certificates?.first?.anchorFor == [])
        let pki = try Self.pki.get()
        try folder.write([1, 2, 3], as: "content")
        let key = ["--key", pki("pki/applicant.p12"), "--password-file", pki("pki/password.txt")]
        let signed = try Tool.run(BuiltCommand.path, ["sign", folder("content"), "-o", folder("signed")] + key)
        #expect(signed.status == 0, "\(signed)")
        #expect(try BuiltCommand.run("verify", folder("signed"), "--trust", trust).status == 0)
    }

    @Test("An anchor for timestamps alone makes nobody's signature pass")
    func scoped() throws {
        let added = try run("add", made("root.cer"), "--for", "timestamp", "--trust", trust)
        #expect(added.answer?.files.first?.anchorFor == ["timestamp"], "\(added.outcome)")
        #expect(try run("add", made("issuing.cer"), "--trust", trust).outcome.status == 0)
        let again = try run("add", made("root.cer"), "--trust", trust)
        #expect(again.answer?.files.first?.outcome == "present")
        #expect(again.answer?.files.first?.anchorFor == ["timestamp"])
        let pki = try Self.pki.get()
        try folder.write([1, 2, 3], as: "content")
        let key = ["--key", pki("pki/applicant.p12"), "--password-file", pki("pki/password.txt")]
        _ = try Tool.run(BuiltCommand.path, ["sign", folder("content"), "-o", folder("signed")] + key)
        let verified = try BuiltCommand.run("verify", folder("signed"), "--without-revocation", "--trust", trust)
        #expect(verified.status == 2 && verified.text.contains("NO_TRUST_ANCHORS"), "\(verified)")
        #expect(
            try run("add", made("root.cer"), "--for", "signer", "--trust", trust).answer?.files.first?.outcome
                == "updated"
        )
        #expect(try BuiltCommand.run("verify", folder("signed"), "--without-revocation", "--trust", trust).status == 0)
    }

    @Test("Each thing that can be wrong has its code and its exit code")
    func findings() throws {
        func expect(
            _ status: Int,
            _ codes: [String],
            _ more: String...,
            sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            let outcome = try Tool.run(BuiltCommand.path, ["trust", "check", "--trust", trust, "--json"] + more)
            let answer = try JSONDecoder().decode(Answer.self, from: Data(outcome.output))
            #expect(outcome.status == status, "\(outcome)", sourceLocation: sourceLocation)
            #expect(answer.codes == codes, sourceLocation: sourceLocation)
        }
        try fill()
        try folder.write([1], as: "trust/note.txt")
        try expect(0, ["TRUST_FILE_UNUSED"])
        _ = try Tool.run("rm", [folder("trust/note.txt")])
        // The lists of a test PKI are good for a year, its CA certificates for ten.
        try expect(2, ["TRUST_LIST_STALE", "TRUST_LIST_STALE"], "--at", "2028-06-01")
        try expect(
            2,
            [
                "TRUST_CERTIFICATE_EXPIRED", "TRUST_LIST_STALE", "TRUST_ANCHOR_EXPIRED", "TRUST_LIST_STALE",
                "TRUST_NO_ANCHOR",
            ],
            "--at",
            "2060-01-01"
        )
        let root = try readFile(made("root.cer"))
        try folder.write(root + [0], as: "trust/root.cer")
        try expect(1, ["TRUST_FILE_CHANGED", "TRUST_LIST_WITHOUT_ISSUER", "TRUST_NO_ANCHOR"])
        _ = try Tool.run("rm", [folder("trust/root.cer")])
        try expect(1, ["TRUST_FILE_MISSING", "TRUST_LIST_WITHOUT_ISSUER", "TRUST_NO_ANCHOR"])
        try folder.write(root, as: "trust/root.cer")
        try expect(0, [])
        // Another PKI's root of the same name: its list is not that of ours, and nobody listed it.
        #expect(try BuiltCommand.run("test-pki", folder("other"), "--algorithm", "ec").status == 0)
        try folder.write(readFile(folder("other/trust/root.crl")), as: "trust/root.crl")
        try expect(1, ["TRUST_LIST_MISSING", "TRUST_LIST_NOT_GENUINE"])
        try folder.write(readFile(made("root.crl")), as: "trust/root.crl")
        try folder.write(readFile(folder("other/trust/root.cer")), as: "trust/other.cer")
        try expect(2, ["TRUST_ANCHOR_UNLISTED"])
        _ = try Tool.run("rm", [folder("trust/other.cer")])
        try folder.write(readFile(folder("other/trust/issuing.cer")), as: "trust/other.cer")
        try expect(2, ["TRUST_NO_PATH"])
        try folder.write([], as: "trust/trust.json")
        #expect(try run("check", "--trust", trust).outcome.status == 65)
    }

    @Test("Each finding has words in each language, and none has a hole")
    func words() throws {
        try folder.write([1], as: "note.txt")
        try folder.write(readFile(made("issuing.cer")), as: "issuing.cer")
        try folder.write(readFile(made("root.crl")), as: "root.crl")
        for (language, words) in [("kk", "Не істеу керек"), ("ru", "Что делать"), ("en", "What to do")] {
            let check = try BuiltCommand.run("trust", "check", "--trust", folder.path, "--language", language)
            #expect(check.status == 2 && check.text.contains(words), "\(check)")
            let list = try BuiltCommand.run("trust", "list", "--trust", folder.path, "--language", language)
            for text in [check.text, list.text] {
                #expect(
                    !text.contains(/[{}]|LABEL_|PURPOSE_|TRUST_[a-z]|TRUST_ST|TRUST_NOT_USED|TRUST_HELPER/),
                    "\(text)"
                )
            }
        }
    }

    @Test("What cannot be added is refused with its code, and nothing changes")
    func refused() throws {
        try fill()
        let before = try Tool.run("sh", ["-c", "cat * | sha256sum"], in: trust).text
        let pki = try Self.pki.get()
        for (file, status, code) in [
            (try made("root.crl"), 65, "NOT_A_CERTIFICATE"), (pki("pki/password.txt"), 65, "NOT_A_CERTIFICATE"),
            (pki("pki/applicant.p12"), 65, "NOT_A_CERTIFICATE"), ("/dev/null", 65, "NOT_A_CERTIFICATE"),
            (folder("missing"), 66, "INPUT_UNAVAILABLE"), ("/dev/zero", 65, "LIMIT_EXCEEDED"),
        ] {
            // The first file is good: all are added, or none.
            let outcome = try BuiltCommand.run("trust", "add", made("root.cer"), file, "--trust", trust)
            #expect(outcome.status == status && outcome.errorText.contains(code), "\(file): \(outcome)")
        }
        #expect(
            try BuiltCommand.run("trust", "add", made("issuing.cer"), "--for", "ocsp", "--trust", trust).status == 64
        )
        #expect(try Tool.run("sh", ["-c", "cat * | sha256sum"], in: trust).text == before)
        #expect(try BuiltCommand.run("trust", "add", made("root.cer"), "--trust", "/proc/kandas").status == 73)
        for line in [
            "trust", "trust add --trust x", "trust add x", "trust add x --trust y --for all", "trust list",
            "trust fetch --trust x --network main", "trust fetch --trust x --from https://x/",
            "trust fetch --trust x --timeout 0",
        ] {
            #expect(try BuiltCommand.shell("\"$K\" \(line)", in: folder.path).status == 64, "\(line)")
        }
        #expect(try BuiltCommand.run("trust", "check", "--trust", folder("nowhere")).status == 66)
        #expect(try BuiltCommand.run("trust", "list", "--trust", made("root.cer")).status == 66)
    }

    @Test("fetch without a network ends with 69 and leaves nothing behind")
    func offline() throws {
        let base = "http://127.0.0.1:\(try LoopbackServer.closedPort())/"
        let (outcome, answer) = try run("fetch", "--trust", trust, "--from", base)
        #expect(outcome.status == 69, "\(outcome)")
        #expect(answer?.files.allSatisfy { $0.outcome == "unavailable" && $0.code == "SERVICE_UNAVAILABLE" } == true)
        #expect(try Tool.run("ls", ["-A", folder.path]).text.isEmpty)
    }

    @Test("fetch takes nothing that is not pinned, whatever a server gives")
    func hostile() throws {
        let root = try readFile(made("root.cer"))
        for body in [root, Array("<html></html>".utf8), []] {
            let server = try LoopbackServer { _ in LoopbackServer.answer("200 OK", body) }
            let (outcome, answer) = try run("fetch", "--trust", trust, "--from", server.base, "--network", "test")
            #expect(outcome.status == 1, "\(outcome)")
            #expect(answer?.files.allSatisfy { $0.outcome == "refused" } == true)
        }
        for steps in [
            LoopbackServer.answer("302 Found", root, head: ["Location: /x"]),
            [.send(Array("HTTP/1.0 200 OK\r\n\r\n".utf8)), .flood(root)],
        ] {
            let server = try LoopbackServer { _ in steps }
            #expect(try run("fetch", "--trust", trust, "--from", server.base).outcome.status == 69)
        }
        let slow = try LoopbackServer { _ in [.pause(8_000)] }
        #expect(
            try run("fetch", "--trust", trust, "--network", "test", "--from", slow.base, "--timeout", "1").outcome
                .status == 69
        )
        #expect(try Tool.run("ls", ["-A", folder.path]).text.isEmpty)
    }

    @Test(
        "fetch brings the national certificates from a mirror",
        .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)")
    )
    func mirror() throws {
        var files: [String: [UInt8]] = [:]
        for (kind, names) in [
            (
                "production",
                [
                    "root_gost_2022.pem", "nca_gost_2022.pem", "root_rsa_2020.cer", "nca_rsa_2022.cer",
                    "root_gost_2020.cer", "ucgo_gost.cer", "btsd_gost.cer",
                ]
            ),
            ("test", ["root_test_gost_2022.cer", "nca_gost2022_test.cer"]),
        ] {
            for name in names {
                files[name.replacing(".pem", with: ".cer")] = try Fixtures.bytes("kz/ca-\(kind)/\(name)")
            }
        }
        let server = try LoopbackServer.files(files)
        let fetched = try run("fetch", "--trust", trust, "--from", "\(server.base)/mirror")
        #expect(fetched.outcome.status == 0, "\(fetched.outcome)")
        #expect(fetched.answer?.files.count == 7)
        let listed = try #require(try run("list", "--trust", trust).answer)
        #expect(listed.network == "production")
        let anchors = listed.files.filter { $0.certificates?.first?.anchorFor.isEmpty == false }.map(\.file)
        #expect(anchors == ["root_gost_2020.cer", "root_gost_2022.cer", "root_rsa_2020.cer"])
        let again = try run("fetch", "--trust", trust, "--from", "http://127.0.0.1:\(LoopbackServer.closedPort())/")
        #expect(again.outcome.status == 0 && again.answer?.files.allSatisfy { $0.outcome == "present" } == true)
        // The test network has its own folder; so has a certificate of it that is added by hand.
        let mixed = try run("fetch", "--trust", trust, "--network", "test", "--from", server.base)
        #expect(mixed.outcome.status == 65 && mixed.outcome.errorText.contains("TRUST_NETWORKS_MIXED"))
        #expect(
            try run("add", Fixtures.path("kz/ca-test/nca_gost2022_test.cer"), "--trust", trust).outcome.status == 65
        )
        let test = try run(
            "fetch",
            "--trust",
            folder("test"),
            "--network",
            "test",
            "--from",
            server.base,
            "--for",
            "signer"
        )
        #expect(test.outcome.status == 0 && test.answer?.files.count == 2, "\(test.outcome)")
        try folder.write(Fixtures.bytes("kz/ca-test/root_test_gost_2022.cer"), as: "trust/other.cer")
        let check = try run("check", "--trust", trust)
        #expect(check.outcome.status == 1 && check.answer?.codes.contains("TRUST_NETWORKS_MIXED") == true)
    }
}
