import KandasSign
import KandasTestPKI
import Support
import Testing

@Suite(
    "What national keys sign, the plain openssl command verifies through the loadable module",
    .enabled(if: OpenSSLModule.isPossible, "there is no openssl, or no C compiler")
)
struct OpenSSLModuleTests {
    private let folder: TemporaryFolder
    private let content = Array("Қандас мәртебесін беру туралы өтініш".utf8)

    init() throws { folder = try TemporaryFolder() }

    private func pem(_ certificate: Certificate) throws -> [UInt8] {
        try Tool.openssl("x509", "-inform", "DER", input: certificate.der).output
    }

    private func sign(_ signer: any Signer, isDetached: Bool, at time: Timestamp) throws -> String {
        let sink = MemorySink()
        try SignedDataWriter()
            .sign(
                MemoryBytes(content).source(),
                isDetached: isDetached,
                signers: [signer],
                options: SignatureOptions(signingTime: time),
                to: sink
            )
        return try folder.write(sink.bytes, as: "message-\(isDetached).cms")
    }

    @Test(
        "A throw-away PKI of every national algorithm: certificates, attached and detached messages",
        arguments: NationalAlgorithm.allCases
    )
    func testPKI(algorithm: NationalAlgorithm) throws {
        let module = try OpenSSLModule.shared.get()
        let pki = try TestPKI.make(kind: .national(algorithm), at: .now())
        let root = try folder.write(pem(pki.root.certificate), as: "root.pem")
        let issuing = try folder.write(pem(pki.issuing.certificate), as: "issuing.pem")
        let leaf = try folder.write(pem(pki.applicant.certificate), as: "leaf.pem")
        let path = try module.run("verify", "-CAfile", root, "-untrusted", issuing, leaf)
        #expect(path.status == 0, "\(path)")
        let signer = try pki.applicant.signer()
        // cms -verify builds paths from the message and what is trusted; our messages hold the signer alone.
        let both = try folder.write(readFile(root) + readFile(issuing), as: "both.pem")
        let trusted = ["-CAfile", both, "-purpose", "any", "-binary"]
        let attached = try sign(signer, isDetached: false, at: pki.time)
        let read = try module.run(["cms", "-verify", "-inform", "DER", "-in", attached] + trusted)
        #expect(read.status == 0 && read.output == content, "\(read)")
        let detached = try sign(signer, isDetached: true, at: pki.time)
        let file = try folder.write(content, as: "content")
        let arguments = ["cms", "-verify", "-inform", "DER", "-in", detached, "-content"]
        #expect(try module.run(arguments + [file] + trusted).status == 0)
        let changed = try folder.write(content + [0], as: "changed")
        #expect(try module.run(arguments + [changed] + trusted).status != 0)
    }

    @Test(
        "Every key file of the national test kit",
        .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"),
        arguments: [
            "individual_valid", "individual_revoked", "legal_head_valid", "legal_head_revoked",
            "information_system_valid", "treasury_role02_valid", "individual_gost2004_2018", "individual_rsa_2018",
        ]
    )
    func keyFile(name: String) throws {
        let module = try OpenSSLModule.shared.get()
        let bytes = SecretBytes(copying: try Fixtures.bytes("kz/keys/\(name).p12"))
        let file = try KeyFile(bytes, password: SecretBytes(copying: "Qwerty12".utf8))
        let certificate = try #require(file.certificate)
        let message = try sign(
            try file.signer(at: certificate.notBefore),
            isDetached: false,
            at: certificate.notBefore
        )
        let verify = ["cms", "-verify", "-inform", "DER", "-binary", "-in"]
        let read = try module.run(verify + [message, "-noverify"])
        #expect(read.status == 0 && read.output == content, "\(read)")
        var damaged = try readFile(message)
        let place = try #require(damaged.firstRange(of: content))
        damaged[place.lowerBound] ^= 1
        let broken = try folder.write(damaged, as: "damaged.cms")
        #expect(try module.run(verify + [broken, "-noverify"]).status != 0)
        guard certificate.notBefore > Timestamp(seconds: 1_640_995_200) else { return }
        // The keys of today: with the path to the TEST root.
        let root = try pem(Certificate(der: Fixtures.bytes("kz/ca-test/root_test_gost_2022.cer")))
        let issuing = try pem(Certificate(der: Fixtures.bytes("kz/ca-test/nca_gost2022_test.cer")))
        let trusted = [
            "-CAfile", try folder.write(root + issuing, as: "both.pem"), "-purpose", "any", "-attime",
            "\(certificate.notBefore.adding(days: 1).seconds)",
        ]
        let judged = try module.run(verify + [message] + trusted)
        #expect(judged.status == 0 && judged.output == content, "\(judged)")
    }

    @Test("A message of the national tools", .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"))
    func received() throws {
        let module = try OpenSSLModule.shared.get()
        let message = try Fixtures.path("kz/cms/individual_detached.der")
        let document = try Fixtures.path("kz/cms/individual_document.txt")
        let verify = ["cms", "-verify", "-inform", "DER", "-binary", "-noverify", "-in", message, "-content"]
        let read = try module.run(verify + [document])
        let original = try readFile(document)
        #expect(read.status == 0 && read.output == original, "\(read)")
        let other = try folder.write([1], as: "other")
        #expect(try module.run(verify + [other]).status != 0)
    }
}

/// The provider built as a module, as its README says, and the openssl command that loads it.
struct OpenSSLModule: Sendable {
    private static let compiler = ["cc", "clang", "gcc"].first(where: Tool.exists)
    static let isPossible = compiler != nil && Tool.exists("openssl")
    static let shared = Result { try OpenSSLModule() }

    private let folder: TemporaryFolder

    private init() throws {
        folder = try TemporaryFolder()
        let source = Fixtures.packageRoot + "/Sources/CKazGost"
        let line = """
            \(Self.compiler ?? "cc") -std=c11 -O2 -fPIC -shared -fvisibility=hidden -Wno-deprecated-declarations \
            -Iinclude *.c module/*.c -lcrypto -o "$OUT"
            """
        let outcome = try Tool.run(
            "sh",
            ["-c", line],
            environment: ["OUT": folder("kazgost.so")],
            in: source
        )
        guard outcome.status == 0 else { throw SupportFailure("\(outcome)") }
    }

    func run(_ arguments: String...) throws -> Tool.Outcome { try run(arguments) }

    func run(_ arguments: [String]) throws -> Tool.Outcome {
        let providers = ["-provider", "default", "-provider-path", folder.path, "-provider", "kazgost"]
        return try Tool.run("openssl", arguments.prefix(1) + providers + arguments.dropFirst())
    }
}
