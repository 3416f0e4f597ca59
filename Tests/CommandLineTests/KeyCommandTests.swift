import FoundationEssentials
import Support
import Testing

@Suite("key says whose key is in a file, and test-pki makes keys to try it with")
struct KeyCommandTests {
    /// A folder made by the built `test-pki`, once.
    private static let pki = Result {
        let folder = try TemporaryFolder()
        let outcome = try BuiltCommand.run("test-pki", folder("pki"), "--algorithm", "ec")
        guard outcome.status == 0 else { throw SupportFailure("\(outcome)") }
        return folder
    }

    private struct Answer: Decodable {
        struct Certificate: Decodable {
            var iin: String?
            var bin: String?
            var roles: [String]
        }
        struct Refusal: Decodable { var code: String }
        var canSign: Bool
        var key: String?
        var keyAlgorithm: String
        var format: String
        var isEncrypted: Bool
        var certificate: Certificate?
        var reasons: [Refusal]
    }

    private func key(_ file: String, _ more: String...) throws -> (outcome: Tool.Outcome, answer: Answer?) {
        let folder = try Self.pki.get()
        let arguments = ["key", folder("pki/\(file)"), "--password-file", folder("pki/password.txt"), "--json"]
        let outcome = try Tool.run(BuiltCommand.path, arguments + more)
        return (outcome, try? JSONDecoder().decode(Answer.self, from: Data(outcome.output)))
    }

    @Test("test-pki leaves trust, keys and their password, and lists them")
    func make() throws {
        let folder = try TemporaryFolder()
        let outcome = try BuiltCommand.run("test-pki", folder("made"), "--json")
        #expect(outcome.status == 0, "\(outcome)")
        let listed = try Tool.run("find", [folder("made"), "-type", "f", "-printf", "%P\n"]).text.split(separator: "\n")
        let expected =
            ["root.cer", "issuing.cer", "root.crl", "issuing.crl"].map { "trust/\($0)" }
            + ["applicant", "head", "stranger", "revoked", "expired", "auth-only"].map { "\($0).p12" }
            + ["root.cer", "issuing.cer"].map { "trust-online/\($0)" }
            + ["trust", "trust-online"].flatMap { ["\($0)/authorities/list.p7s", "\($0)/authorities/key.sha256"] }
            + ["applicant", "head", "stranger", "revoked", "expired", "auth-only", "tsa", "ocsp"]
            .map { "issued/\($0).cer" }
            + ["root.p12", "issuing.p12", "tsa.p12", "ocsp.p12", "address.txt"].map { "services/\($0)" }
            + ["password.txt", "test-pki.txt"]
        #expect(Set(listed.map(String.init)) == Set(expected))
        struct Made: Decodable { var files: [String] }
        #expect(try JSONDecoder().decode(Made.self, from: Data(outcome.output)).files.sorted() == expected.sorted())
    }

    @Test("test-pki writes into no folder of somebody else, and not where nothing can be written")
    func refused() throws {
        let folder = try TemporaryFolder()
        try folder.write([1], as: "letter.txt")
        for path in [folder.path, folder("letter.txt"), "/proc/kandas"] {
            #expect(try BuiltCommand.run("test-pki", path).status == 73)
        }
        #expect(try BuiltCommand.run("test-pki").status == 64)
        #expect(try BuiltCommand.run("test-pki", folder("x"), "--algorithm", "dsa").status == 64)
    }

    @Test(
        "A key that can sign ends with 0",
        arguments: [
            ("applicant.p12", "900517100016", nil, ["INDIVIDUAL"]),
            ("head.p12", "751231100011", "100140123455", ["LEGAL_ENTITY", "FIRST_HEAD"]),
            ("stranger.p12", "840229200013", nil, ["INDIVIDUAL"]),
            // Revocation is a matter of evidence, which a key file holds none of.
            ("revoked.p12", "900517100016", nil, ["INDIVIDUAL"]),
        ] as [(String, String, String?, [String])]
    )
    func good(file: String, iin: String, bin: String?, roles: [String]) throws {
        let (outcome, answer) = try key(file)
        #expect(outcome.status == 0, "\(outcome)")
        let found = try #require(answer)
        #expect(found.canSign && found.isEncrypted && found.format == "PKCS#12")
        #expect(found.key == "EC P-256")
        #expect(found.certificate?.iin == iin)
        #expect(found.certificate?.bin == bin)
        #expect(found.certificate?.roles == roles)
    }

    @Test(
        "A key that must not sign ends with 1 and says why",
        arguments: [
            ("expired.p12", [], ["KEY_EXPIRED"]),
            ("auth-only.p12", [], ["AUTH_KEY_USED"]),
            ("applicant.p12", ["--at", "2020-01-01"], ["KEY_NOT_YET_VALID"]),
            ("applicant.p12", ["--at", "2100-01-01"], ["KEY_EXPIRED"]),
            ("auth-only.p12", ["--at", "2100-01-01"], ["AUTH_KEY_USED", "KEY_EXPIRED"]),
        ] as [(String, [String], [String])]
    )
    func bad(file: String, options: [String], codes: [String]) throws {
        let folder = try Self.pki.get()
        let arguments = ["key", folder("pki/\(file)"), "--password-file", folder("pki/password.txt")]
        let outcome = try Tool.run(BuiltCommand.path, arguments + ["--json"] + options)
        #expect(outcome.status == 1, "\(outcome)")
        let answer = try JSONDecoder().decode(Answer.self, from: Data(outcome.output))
        #expect(answer.reasons.map(\.code) == codes)
        for (language, words) in [("kk", "Не істеу керек"), ("ru", "Что делать"), ("en", "What to do")] {
            let text = try Tool.run(BuiltCommand.path, arguments + options + ["--language", language]).text
            for code in codes { #expect(text.contains("✗ \(code): "), "\(text)") }
            #expect(text.contains(words), "\(text)")
            #expect(!text.contains("REFUSAL_") && !text.contains("LABEL_") && !text.contains("WORD_"), "\(text)")
        }
    }

    @Test("A wrong password ends with 77, and nothing is said about the key")
    func wrongPassword() throws {
        let folder = try Self.pki.get()
        let outcome = try BuiltCommand.run(
            "key",
            folder("pki/applicant.p12"),
            "--password-env",
            "WRONG",
            environment: ["WRONG": "wrong"]
        )
        #expect(outcome.status == 77)
        #expect(outcome.text.isEmpty)
        #expect(outcome.errorText == "kandas-sign: PASSWORD_REFUSED: the password does not open the key file\n")
    }

    @Test("A certificate of another key ends with 77, a file that is no key with 65, a missing one with 66")
    func otherCodes() throws {
        let folder = try Self.pki.get()
        let mismatch = try key("applicant.p12", "--cert", folder("pki/trust/root.cer"))
        #expect(mismatch.outcome.status == 77)
        #expect(mismatch.outcome.errorText.contains("KEY_MISMATCH"))
        #expect(try BuiltCommand.run("key", folder("pki/trust/root.cer")).status == 77)
        #expect(try BuiltCommand.run("key", folder("pki/test-pki.txt")).status == 65)
        #expect(try BuiltCommand.run("key", folder("pki/missing.p12")).status == 66)
        #expect(try BuiltCommand.run("key", folder.path).status == 66)
        #expect(try BuiltCommand.run("key").status == 64)
    }

    @Test("A key is read from the standard input")
    func standardInput() throws {
        let folder = try Self.pki.get()
        let outcome = try BuiltCommand.shell("\"$K\" key - --password-file password.txt < head.p12", in: folder("pki"))
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.text.contains("751231100011"))
    }

    @Test("An unprotected key needs no password, and without a certificate it cannot sign")
    func bareKey() throws {
        let folder = try TemporaryFolder()
        try Tool.openssl("genpkey", "-algorithm", "ED25519", "-out", folder("bare.pem"))
        let outcome = try BuiltCommand.run("key", folder("bare.pem"))
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.text.contains("KEY_UNUSABLE"))
    }

    @Test("Without OpenSSL's legacy provider a key in the national form is refused with a code of its own")
    func noLegacyProvider() throws {
        let folder = try TemporaryFolder()
        let made = try BuiltCommand.run("test-pki", folder("pki"), "--algorithm", "ec", "--national-encryption")
        #expect(made.status == 0, "\(made)")
        let outcome = try BuiltCommand.run(
            "key",
            folder("pki/applicant.p12"),
            "--password-file",
            folder("pki/password.txt"),
            environment: ["OPENSSL_MODULES": folder.path]
        )
        #expect(outcome.status == 69, "\(outcome)")
        #expect(outcome.errorText.contains("LEGACY_CRYPTO_MISSING"))
    }

    // Both ended in August 2019, by `openssl x509 -enddate`.
    @Test(
        "sign refuses the expired keys of the national test kit, and writes nothing",
        .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"),
        arguments: ["individual_rsa_2018", "individual_gost2004_2018"]
    )
    func nationalExpired(name: String) throws {
        let folder = try TemporaryFolder()
        try folder.write([0x61], as: "a.txt")
        try folder.write(Array("Qwerty12".utf8), as: "password.txt")
        try folder.write(try Fixtures.bytes("kz/keys/\(name).p12"), as: "key.p12")
        let before = try Tool.run("ls", ["-A", folder.path]).text
        for format in ["cms", "asice"] {
            let outcome = try BuiltCommand.run(
                "sign",
                "a.txt",
                "--key",
                "key.p12",
                "--password-file",
                "password.txt",
                "--format",
                format,
                "-o",
                "out",
                in: folder.path
            )
            #expect(outcome.status == 77, "\(outcome)")
            #expect(outcome.errorText.contains("KEY_EXPIRED: ") && outcome.output.isEmpty, "\(outcome)")
            #expect(try Tool.run("ls", ["-A", folder.path]).text == before)
        }
    }
}
