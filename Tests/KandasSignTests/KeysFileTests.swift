import KandasSign
import KandasTestPKI
import Support
import Testing

/// A key, its certificate and its issuer's on the disk, for `openssl` to make key files of.
private struct Material {
    static let password = "Құпия сөз-1"
    let folder: TemporaryFolder
    let pki: TestPKI

    init(_ kind: String = "ec") throws {
        pki = try SharedPKI.of(kind)
        folder = try TemporaryFolder()
        try write(pki.applicant, as: "leaf")
        try write(pki.stranger, as: "other")
        try writePEM(pki.issuing.certificate, as: "issuing.pem")
        try writePEM(pki.root.certificate, as: "root.pem")
    }

    private func write(_ identity: TestIdentity, as name: String) throws {
        let der = try identity.key.pkcs8().withSpan { span in span.indices.map { span[$0] } }
        try Tool.openssl("pkey", "-inform", "DER", "-out", folder("\(name).key"), input: der)
        try writePEM(identity.certificate, as: "\(name).pem")
    }

    private func writePEM(_ certificate: Certificate, as name: String) throws {
        try Tool.openssl("x509", "-inform", "DER", "-out", folder(name), input: certificate.der)
    }

    /// Runs openssl in the folder and returns what it wrote to the standard output.
    func openssl(_ arguments: [String]) throws -> [UInt8] {
        let outcome = try Tool.run("openssl", arguments, in: folder.path)
        guard outcome.status == 0 else { throw SupportFailure("openssl \(arguments): \(outcome)") }
        return outcome.output
    }

    func pkcs12(_ arguments: String...) throws -> [UInt8] {
        let fixed = [
            "pkcs12", "-export", "-inkey", "leaf.key", "-passout", "pass:\(Material.password)", "-iter", "100",
        ]
        return try openssl(fixed + arguments)
    }

    static func open(_ bytes: [UInt8], password: String? = Material.password, _ certificates: [UInt8] = []) throws
        -> KeyFile
    {
        try KeyFile(
            SecretBytes(copying: bytes),
            password: password.map { SecretBytes(copying: $0.utf8) },
            certificates: certificates
        )
    }
}

@Suite("Key files that OpenSSL writes open")
struct KeyFileTests {
    @Test(
        "PKCS#12 in every way that openssl pkcs12 -export writes it",
        arguments: [
            ["-in", "leaf.pem"],
            ["-in", "leaf.pem", "-legacy"],
            ["-in", "leaf.pem", "-legacy", "-descert"],
            ["-in", "leaf.pem", "-keypbe", "PBE-SHA1-3DES", "-certpbe", "NONE", "-macalg", "sha1"],
            ["-in", "leaf.pem", "-keypbe", "NONE", "-certpbe", "AES-128-CBC", "-macalg", "sha512"],
            ["-in", "leaf.pem", "-keypbe", "AES-192-CBC", "-certpbe", "DES-EDE3-CBC", "-macalg", "sha384"],
            ["-in", "leaf.pem", "-legacy", "-keypbe", "PBE-SHA1-RC4-128", "-certpbe", "PBE-SHA1-RC2-128"],
            ["-in", "leaf.pem", "-legacy", "-keypbe", "PBE-SHA1-2DES", "-certpbe", "PBE-SHA1-RC4-40"],
            ["-in", "leaf.pem", "-nomac"],
            ["-in", "leaf.pem", "-certfile", "issuing.pem"],
            ["-in", "leaf.pem", "-name", "Менің кілтім «Үй»", "-caname", "x", "-certfile", "issuing.pem"],
        ],
        ["ec", "rsa", "ed25519"]
    )
    func pkcs12(arguments: [String], kind: String) throws {
        let material = try Material(kind)
        let fixed = [
            "pkcs12", "-export", "-inkey", "leaf.key", "-passout", "pass:\(Material.password)", "-iter", "100",
        ]
        let bytes = try material.openssl(fixed + arguments)
        let file = try Material.open(bytes)
        #expect(file.format == .pkcs12)
        #expect(file.isEncrypted)
        #expect(file.certificate == material.pki.applicant.certificate)
        #expect(file.chain == (arguments.contains("issuing.pem") ? [material.pki.issuing.certificate] : []))
        #expect(file.friendlyName == (arguments.contains("-name") ? "Менің кілтім «Үй»" : nil))
        #expect(try file.signer(at: SharedPKI.time).certificate == material.pki.applicant.certificate)
        #expect(KeyFile.needsPassword(SecretBytes(copying: bytes)))

        for wrong in ["құпия сөз-1", "", nil] as [String?] {
            let error = #expect(throws: SigningError.self) { try Material.open(bytes, password: wrong) }
            #expect(error?.code == .passwordRefused, "\(error.map { "\($0)" } ?? "")")
        }
    }

    @Test("PKCS#12 without any encryption, and with an empty password, needs none")
    func unencrypted() throws {
        let material = try Material()
        let open = ["-in", "leaf.pem", "-keypbe", "NONE", "-certpbe", "NONE", "-nomac"]
        let bytes = try material.openssl(["pkcs12", "-export", "-inkey", "leaf.key", "-passout", "pass:"] + open)
        let file = try Material.open(bytes, password: nil)
        #expect(!file.isEncrypted)
        #expect(!KeyFile.needsPassword(SecretBytes(copying: bytes)))
        let empty = try material.openssl(
            ["pkcs12", "-export", "-inkey", "leaf.key", "-in", "leaf.pem", "-passout", "pass:"]
        )
        #expect(try Material.open(empty, password: nil).certificate == file.certificate)
        #expect(try Material.open(empty, password: "").certificate == file.certificate)
    }

    @Test("The certificate is the one of the key, wherever it stands")
    func order() throws {
        let material = try Material()
        let all = try ["root.pem", "other.pem", "issuing.pem", "leaf.pem"].flatMap { try readFile(material.folder($0)) }
        try material.folder.write(all, as: "all.pem")
        // openssl takes the leaf by its key, so the order is one of certificates in the PEM of the same file.
        let file = try Material.open(readFile(material.folder("leaf.key")) + all, password: nil)
        #expect(file.certificate == material.pki.applicant.certificate)
        #expect(file.chain == [material.pki.issuing.certificate, material.pki.root.certificate])
        let reversed = try Material.open(all + readFile(material.folder("leaf.key")), password: nil)
        #expect(reversed.certificate == material.pki.applicant.certificate)
        let pkcs12 = try Material.open(material.pkcs12("-in", "leaf.pem", "-certfile", "all.pem"))
        #expect(pkcs12.certificate == material.pki.applicant.certificate)
        #expect(pkcs12.chain == [material.pki.issuing.certificate, material.pki.root.certificate])
    }

    @Test("A certificate of another key is refused")
    func mismatch() throws {
        let material = try Material()
        let key = try readFile(material.folder("leaf.key"))
        for certificate in ["other.pem", "issuing.pem"] {
            let other = try readFile(material.folder(certificate))
            let inside = #expect(throws: SigningError.self) { try Material.open(key + other, password: nil) }
            #expect(inside?.code == .keyMismatch)
            let beside = #expect(throws: SigningError.self) { try Material.open(key, password: nil, other) }
            #expect(beside?.code == .keyMismatch)
        }
        #expect(throws: SigningError.self) {
            try KeyFileSigner(key: material.pki.applicant.key, certificate: material.pki.stranger.certificate)
        }
    }

    @Test(
        "PKCS#8 and older forms, encrypted or not, PEM or DER",
        arguments: [
            ["pkcs8", "-topk8", "-nocrypt"],
            ["pkcs8", "-topk8", "-v2", "aes-256-cbc"],
            ["pkcs8", "-topk8", "-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512"],
            ["pkcs8", "-topk8", "-v2", "des3", "-iter", "100"],
            ["pkcs8", "-topk8", "-scrypt"],
            ["pkcs8", "-topk8", "-v1", "PBE-SHA1-3DES"],
            ["pkcs8", "-topk8", "-v1", "PBE-SHA1-RC2-40", "-provider", "legacy", "-provider", "default"],
            ["pkcs8", "-topk8", "-v1", "PBE-MD5-DES", "-provider", "legacy", "-provider", "default"],
            ["pkey", "-traditional"],
            ["pkey", "-traditional", "-aes256"],
            ["pkey", "-traditional", "-des3"],
        ],
        ["ec PEM", "ec DER", "rsa PEM", "rsa DER"]
    )
    func privateKey(arguments: [String], form: String) throws {
        let material = try Material(String(form.prefix { $0 != " " }))
        let encoding = String(form.suffix(3))
        let hasPassword = !arguments.contains("-nocrypt") && arguments.count > 2
        // Only PEM has a place for the old encryption.
        guard encoding == "PEM" || arguments[0] == "pkcs8" || !hasPassword else { return }
        let password = hasPassword ? ["-passout", "pass:\(Material.password)"] : []
        let bytes = try material.openssl(arguments + ["-in", "leaf.key", "-outform", encoding] + password)
        let certificate = try readFile(material.folder("leaf.pem"))
        let file = try Material.open(bytes, password: hasPassword ? Material.password : nil, certificate)
        #expect(file.format == (encoding == "PEM" ? .pem : .der))
        #expect(file.isEncrypted == hasPassword)
        #expect(KeyFile.needsPassword(SecretBytes(copying: bytes)) == hasPassword)
        #expect(file.certificate == material.pki.applicant.certificate)
        #expect(try file.signer(at: SharedPKI.time).certificate == material.pki.applicant.certificate)
        let bare = try Material.open(bytes, password: hasPassword ? Material.password : nil)
        #expect(bare.certificate == nil)
        let error = #expect(throws: SigningError.self) { try bare.signer(at: SharedPKI.time) }
        #expect(error?.code == .keyUnusable)
        guard hasPassword else { return }
        // One wrong password in 256 gives a good padding, so several are tried.
        for wrong in ["wrong", "Wrong", "wrong1", "wrong2", nil] as [String?] {
            let error = #expect(throws: SigningError.self) { try Material.open(bytes, password: wrong, certificate) }
            #expect(error?.code == .passwordRefused, "\(error.map { "\($0)" } ?? "")")
        }
    }

    @Test("A certificate may be handed as DER, or with others in PEM")
    func handed() throws {
        let material = try Material()
        let key = try readFile(material.folder("leaf.key"))
        let applicant = material.pki.applicant.certificate
        #expect(try Material.open(key, password: nil, applicant.der).certificate == applicant)
        let all = try ["issuing.pem", "leaf.pem"].flatMap { try readFile(material.folder($0)) }
        let file = try Material.open(key, password: nil, all)
        #expect(file.certificate == applicant)
        #expect(file.chain == [material.pki.issuing.certificate])
        for bad in [[1, 2, 3], key, applicant.der + [0], Array(applicant.der.dropLast())] as [[UInt8]] {
            let error = #expect(throws: SigningError.self) { try Material.open(key, password: nil, bad) }
            #expect(error?.code == .malformedInput)
        }
    }

    @Test("A file with two keys, with none, or with another kind of key is refused")
    func otherContents() throws {
        let material = try Material()
        let pem = { (name: String) in try readFile(material.folder(name)) }
        let two = #expect(throws: SigningError.self) {
            try Material.open(pem("leaf.key") + pem("leaf.pem") + pem("other.key") + pem("other.pem"), password: nil)
        }
        #expect(two?.code == .keyUnusable)
        let none = #expect(throws: SigningError.self) { try Material.open(pem("leaf.pem"), password: nil) }
        #expect(none?.code == .keyUnusable)
        let certificate = #expect(throws: SigningError.self) {
            try Material.open(material.pki.applicant.certificate.der, password: nil)
        }
        #expect(certificate?.code == .keyUnusable)
        let dsa = try material.openssl(["genpkey", "-algorithm", "ED448"])
        let file = try Material.open(dsa, password: nil)
        #expect(file.privateKey == nil)
        #expect(file.keyAlgorithm == "1.3.101.113")
        // The same key twice is one key.
        #expect(
            try Material.open(pem("leaf.key") + pem("leaf.key") + pem("leaf.pem"), password: nil).certificate != nil
        )
    }

    @Test("A private key that does not fit its public half is refused")
    func damaged() throws {
        let material = try Material("rsa")
        // The private exponent and the factors of one key, the modulus of another: RSAPrivateKey's own order.
        var mine = DERReader(try material.openssl(["pkey", "-in", "leaf.key", "-traditional", "-outform", "DER"]))
        var others = DERReader(try material.openssl(["pkey", "-in", "other.key", "-traditional", "-outform", "DER"]))
        var mineFields = try mine.enter(DER.Tag.sequence, "RSAPrivateKey")
        var otherFields = try others.enter(DER.Tag.sequence, "RSAPrivateKey")
        var fields = try mineFields.all(atMost: 9, "fields").map { Array($0.bytes) }
        fields[1] = try Array(otherFields.all(atMost: 9, "fields")[1].bytes)
        let error = #expect(throws: SigningError.self) { try Material.open(DER.sequence(of: fields), password: nil) }
        #expect(error?.code == .keyUnusable || error?.code == .malformedInput)
    }
}
