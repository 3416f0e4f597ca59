import KandasTestPKI
import Support
import Testing

@testable import KandasSign

/// Signers with keys of every kind under one authority, and how OpenSSL and Python see what they make.
struct CMSParties: Sendable {
    static let shared = Result { try CMSParties() }

    /// What a party signs with.
    enum Name: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case rsa = "RSA"
        case pss = "RSA-PSS"
        case p256 = "P-256"
        case p384 = "P-384"
        case p521 = "P-521"
        case ed25519 = "Ed25519"

        var testDescription: String { rawValue }

        /// OpenSSL 3.0 does not take Ed25519 in `cms`; pyHanko does.
        static var ofOpenSSL: [Name] { allCases.filter { $0 != .ed25519 } }
    }

    let pki: TestPKI
    private let identities: [Name: TestIdentity]

    private init() throws {
        let pki = try SharedPKI.ec.get()
        var identities: [Name: TestIdentity] = [:]
        for (number, name) in Name.allCases.enumerated() {
            let kind: PrivateKey.Kind =
                switch name {
                case .rsa, .pss: .rsa(bits: 2_048)
                case .p256: .ellipticCurve(bits: 256)
                case .p384: .ellipticCurve(bits: 384)
                case .p521: .ellipticCurve(bits: 521)
                case .ed25519: .ed25519
                }
            let subject = TestSubject.person(
                surname: "ТЕСТОВ\(number)",
                name: name.rawValue,
                iin: TestPKI.Person.applicantNumber
            )
            identities[name] = try pki.issuing.issue(
                .signing(subject, validity: pki.currentYear),
                for: .generate(kind)
            )
        }
        self.pki = pki
        self.identities = identities
    }

    func identity(_ name: Name) throws -> TestIdentity { try #require(identities[name]) }

    /// The signer, with the issuing CA's certificate in its chain.
    func signer(_ name: Name) throws -> KeyFileSigner {
        try identity(name)
            .signer(
                chain: [pki.issuing.certificate],
                algorithm: name == .pss ? .rsaPSS(.sha256, saltLength: 32) : nil
            )
    }

    var options: SignatureOptions { SignatureOptions(signingTime: pki.time) }

    /// Signs content in one message.
    func sign(
        _ content: [UInt8],
        by names: [Name],
        isDetached: Bool = false,
        options: SignatureOptions? = nil
    ) throws -> [UInt8] {
        let sink = MemorySink()
        try SignedDataWriter()
            .sign(
                MemoryBytes(content).source(),
                isDetached: isDetached,
                signers: names.map(signer),
                options: options ?? self.options,
                to: sink
            )
        return sink.bytes
    }

    func facts(_ message: [UInt8], content: [UInt8]? = nil) throws -> SignedDataFacts {
        try SignedDataReader()
            .read(
                try TextArmor.decoding(MemoryBytes(message).source()),
                content: content.map { MemoryBytes($0).source() }
            )
    }

    /// The report about a message, with all that is needed to pass.
    func report(_ message: [UInt8], content: [UInt8]? = nil) throws -> ValidationReport {
        try validator().validate(try facts(message, content: content), at: pki.time)
    }

    func validator() throws -> CMSValidator { try CMSValidator(trust: try pki.trust()) }

    /// A folder with `root.pem`, and `<name>.key` and `<name>.pem` of the parties that OpenSSL is to sign for.
    func folder(_ names: [Name] = []) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(pem(pki.root.certificate.der), as: "root.pem")
        try folder.write(pem(pki.issuing.certificate.der), as: "issuing.pem")
        for name in names {
            let identity = try identity(name)
            try folder.write(pem(identity.certificate.der), as: "\(name.rawValue).pem")
            let key = try identity.key.pkcs8()
            try folder.write(key.withUnsafeBytes { Array($0) }, as: "key.der")
            try Tool.openssl(
                "pkey",
                "-inform",
                "DER",
                "-in",
                folder("key.der"),
                "-out",
                folder("\(name.rawValue).key")
            )
        }
        return folder
    }

    /// `openssl cms -verify` of a message; the content that it gives out.
    func openSSLVerify(_ message: [UInt8], content: [UInt8]? = nil) throws -> [UInt8] {
        let folder = try folder()
        try folder.write(message, as: "message")
        var arguments = [
            "cms", "-verify", "-binary", "-inform", "DER", "-in", folder("message"), "-CAfile", folder("root.pem"),
            "-attime", String(pki.time.seconds), "-out", folder("out"),
        ]
        if let content {
            try folder.write(content, as: "content")
            arguments += ["-content", folder("content")]
        }
        let outcome = try Tool.run("openssl", arguments)
        guard outcome.status == 0 else { throw SupportFailure("openssl cms -verify: \(outcome)") }
        return try readFile(folder("out"))
    }

    private func pem(_ der: [UInt8]) throws -> [UInt8] {
        try Tool.openssl("x509", "-inform", "DER", "-outform", "PEM", input: der).output
    }
}
