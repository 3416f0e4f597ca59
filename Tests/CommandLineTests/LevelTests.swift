import Foundation
import Support
import Testing

@Suite("sign --level and extend, with services that the program runs itself", .timeLimit(.minutes(2)))
struct LevelTests {
    let rsa: LevelFolder

    init() throws { rsa = try LevelFolder.rsa.get() }

    /// A day after the end of the signer's certificate, which lasts a year.
    private let later = "--at $(date -u -d '+500 days' +%Y-%m-%d)"

    @Test(
        "verify tells the level that was asked for",
        arguments: ["B", "T", "LT", "LTA", "raised-T", "raised-LT", "raised-LTA", "renewed-LTA"]
    )
    func levels(name: String) throws {
        let told = try rsa.level("\(name).p7s $T")
        #expect(told.level == name.split(separator: "-").last.map(String.init) && told.verdict == "passed")
    }

    @Test("From LT on, the root alone suffices, offline, and after the certificate has ended; before LT it does not")
    func rootAlone() throws {
        for name in ["LT.p7s", "LTA.p7s", "raised-LT.p7s", "renewed-LTA.p7s", "LTA.asice"] {
            #expect(try rsa.shell("$K verify \(name) $R").status == 0, "\(name)")
            #expect(try rsa.shell("$K verify \(name) $R \(later)").status == 0, "\(name)")
        }
        #expect(try rsa.shell("$K verify detached.p7s --content a.txt $R \(later)").status == 0)
        for name in ["B.p7s", "T.p7s"] { #expect(try rsa.shell("$K verify \(name) $R").status == 2, "\(name)") }
    }

    @Test("After the certificate has ended, a signature with a timestamp passes, and one without does not")
    func afterTheEnd() throws {
        #expect(try rsa.shell("$K verify T.p7s $T \(later)").status == 0)
        let bare = try rsa.shell("$K verify B.p7s $T \(later)")
        #expect(bare.status == 2 && bare.text.contains("OUT_OF_BOUNDS_NO_POE"), "\(bare)")
        #expect(bare.text.contains("CERTIFICATE_EXPIRED"))
    }

    @Test(
        "An authority that does not answer is a service that failed, and leaves no file",
        arguments: ["sign a.txt $S", "extend B.p7s"],
        ["T", "LT", "LTA"]
    )
    func deadAuthority(verb: String, level: String) throws {
        let name = "\(verb.prefix(4))-\(level)-dead"
        let outcome = try rsa.shell("$K \(verb) --level \(level) $A $T -o \(name)")
        #expect(outcome.status == 69, "\(outcome)")
        #expect(outcome.errorText.contains("TIMESTAMP_UNAVAILABLE") && outcome.errorText.contains("127.0.0.1"))
        #expect(!rsa.has(name))
    }

    @Test("What cannot be proven is not written")
    func notWritten() throws {
        #expect(
            rsa.answers.isSuperset(
                of: ["detached-alone 65", "detached-other 65", "detached-both 0", "no-evidence 2", "revoked 2"]
            ),
            "\(rsa.answers)"
        )
        for name in ["bad1", "bad2", "bad3", "bad4"] { #expect(!rsa.has(name)) }
        #expect(rsa.has("good"))
        for (name, code) in [
            ("detached-alone", "CONTENT_MISSING"), ("detached-other", "EARLIER_SIGNATURE_BROKEN"),
            ("no-evidence", "REVOCATION_UNKNOWN"), ("revoked", "REVOKED_NO_POE"),
        ] {
            #expect(try rsa.errors(of: name).contains(code), "\(name)")
        }
    }

    @Test("OpenSSL verifies the timestamp over a container's archive manifest, and the signature in it")
    func container() throws {
        let line = """
            unzip -q LTA.asice -d box && cd box/META-INF &&
            openssl ts -verify -token_in -in timestamp001.tst -data ASiCArchiveManifest.xml -CAfile ../../authorities.pem &&
            openssl cms -verify -binary -inform DER -in signature001.p7s -content ASiCManifest001.xml \
                -CAfile ../../authorities.pem -purpose any
            """
        let outcome = try rsa.shell(line)
        #expect(outcome.status == 0, "\(outcome)")
    }
}

@Suite(
    "Levels of CMS signatures, seen by pyHanko, by OpenSSL and by a computation from the standard's text",
    .enabled(if: Python.has("pyhanko", "asn1crypto"), "\(Python.absenceNote)"),
    .timeLimit(.minutes(2))
)
struct LevelPeerTests {
    private func folder(_ kind: String) throws -> LevelFolder {
        try (kind == "rsa" ? LevelFolder.rsa : LevelFolder.ec).get()
    }

    private func peer(_ folder: LevelFolder, _ arguments: String) throws -> [String: Any] {
        let script = "\(Fixtures.packageRoot)/Tests/Peers/verify_cades.py"
        let outcome = try folder.shell("$P \(script) \(arguments)")
        return try #require(try SigningFolder.lines(outcome).first, "\(outcome)")
    }

    private func all(_ document: [String: Any]?, _ names: [String]) -> Bool {
        names.allSatisfy { document?[$0] as? Bool == true }
    }

    @Test(
        "The signature and its timestamp hold, with the root alone from LT on; so do imprint and index of the archive ones",
        arguments: ["rsa", "ec"],
        ["T", "LT", "LTA", "renewed-LTA"]
    )
    func ours(kind: String, name: String) throws {
        let folder = try folder(kind)
        let lists = name == "T" ? "pki/trust/root.crl pki/trust/issuing.crl" : ""
        let tokens = "tokens-\(name)"
        let seen = try peer(folder, "\(name).p7s \(tokens) pki/trust/root.cer \(lists)")
        let verdict = ["intact", "valid", "trusted"]
        #expect(all(seen, verdict) && all(seen["timestamp"] as? [String: Any], verdict), "\(seen)")
        let archives = try #require(seen["archives"] as? [[String: Any]])
        for archive in archives {
            let whole = ["imprint", "sameAlgorithm", "certificates", "revocationLists", "attributes"]
            #expect(all(archive, whole), "\(archive)")
        }
        let older = archives.compactMap { $0["olderArchives"] as? Int }.sorted()
        #expect(older == ["LTA": [0], "renewed-LTA": [0, 1]][name, default: []])

        let line = """
            cd \(tokens) && ls *.tst && for token in *.tst; do
                openssl ts -verify -token_in -in $token -data ${token%.tst}.data -CAfile ../authorities.pem || exit 1
                openssl ts -verify -token_in -in $token -data ../b.txt -CAfile ../authorities.pem && exit 2
            done; cd .. && openssl cms -verify -binary -inform DER -in \(name).p7s -CAfile authorities.pem -purpose any
            """
        let outcome = try folder.shell(line)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.text.split(separator: "\n").filter { $0.hasSuffix(".tst") }.count == 1 + archives.count)
    }

    @Test("Over another content neither the signature nor the archive timestamp holds")
    func otherContent() throws {
        let folder = try folder("rsa")
        for (content, holds) in [("a.txt", true), ("b.txt", false)] {
            let seen = try peer(folder, "detached.p7s tokens-\(content) pki/trust/root.cer --content \(content)")
            #expect(seen["intact"] as? Bool == holds)
            #expect((seen["archives"] as? [[String: Any]])?.first?["imprint"] as? Bool == holds)
        }
    }

    @Test("What pyHanko signs with a timestamp has level T, and passes after its certificate has ended")
    func theirs() throws {
        for kind in ["rsa", "ec"] {
            let told = try folder(kind).level("peer-T.p7s $T --at $(date -u -d '+500 days' +%Y-%m-%d)")
            #expect(told.level == "T" && told.verdict == "passed", "\(kind)")
        }
    }
}
