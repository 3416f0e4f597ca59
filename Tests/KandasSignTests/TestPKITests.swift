import KandasSign
import KandasTestPKI
import Support
import Testing

/// PKIs that several suites use, made once.
enum SharedPKI {
    /// 2026-11-22T12:00:00Z.
    static let time = Timestamp(seconds: 1_795_348_800)
    static let rsa = Result { try TestPKI.make(kind: .rsa(bits: 2_048), at: time) }
    static let ec = Result { try TestPKI.make(kind: .ellipticCurve(bits: 256), at: time) }
    static let ed25519 = Result { try TestPKI.make(kind: .ed25519, at: time) }

    static func of(_ name: String) throws -> TestPKI {
        switch name {
        case "rsa": try rsa.get()
        case "ec": try ec.get()
        default: try ed25519.get()
        }
    }
}

@Suite("The throw-away PKI is one that OpenSSL accepts")
struct TestPKITests {
    private let time = String(SharedPKI.time.seconds)

    /// `openssl verify` with all CRLs, at the time of the PKI, strictly by RFC 5280.
    private func verify(_ certificate: Certificate, in pki: TestPKI, at time: String) throws -> Tool.Outcome {
        let folder = try TemporaryFolder()
        try folder.write(pki.root.certificate.der, as: "root.cer")
        try folder.write(pki.issuing.certificate.der, as: "issuing.cer")
        try folder.write(certificate.der, as: "leaf.cer")
        try folder.write(pki.rootRevocationList, as: "root.crl")
        try folder.write(pki.issuingRevocationList, as: "issuing.crl")
        for name in ["root", "issuing", "leaf"] {
            try Tool.openssl("x509", "-inform", "DER", "-in", folder("\(name).cer"), "-out", folder("\(name).pem"))
        }
        for name in ["root", "issuing"] {
            try Tool.openssl("crl", "-inform", "DER", "-in", folder("\(name).crl"), "-out", folder("\(name)-crl.pem"))
        }
        return try Tool.run(
            "openssl",
            [
                "verify", "-x509_strict", "-check_ss_sig", "-crl_check_all", "-attime", time,
                "-CAfile", "root.pem", "-untrusted", "issuing.pem", "-CRLfile", "root-crl.pem",
                "-CRLfile", "issuing-crl.pem", "leaf.pem",
            ],
            in: folder.path
        )
    }

    @Test("Good keys verify", arguments: ["rsa", "ec", "ed25519"])
    func good(kind: String) throws {
        let pki = try SharedPKI.of(kind)
        for identity in [pki.applicant, pki.head, pki.stranger, pki.authenticationOnly] {
            let outcome = try verify(identity.certificate, in: pki, at: time)
            #expect(outcome.text == "leaf.pem: OK\n", "\(outcome)")
        }
    }

    @Test("The revoked key is revoked, the expired one expired", arguments: ["rsa", "ec", "ed25519"])
    func bad(kind: String) throws {
        let pki = try SharedPKI.of(kind)
        let revoked = try verify(pki.revoked.certificate, in: pki, at: time)
        #expect(revoked.errorText.contains("certificate revoked"), "\(revoked)")
        let expired = try verify(pki.expired.certificate, in: pki, at: time)
        #expect(expired.errorText.contains("certificate has expired"), "\(expired)")
        #expect(!expired.errorText.contains("revoked"))
        #expect(pki.revoked.certificate.subject == pki.applicant.certificate.subject)
        #expect(pki.expired.certificate.subject == pki.applicant.certificate.subject)
    }

    @Test("It lasts a year and no longer")
    func lifetime() throws {
        let pki = try SharedPKI.of("ec")
        let later = SharedPKI.time.adding(days: 364)
        #expect(try verify(pki.applicant.certificate, in: pki, at: "\(later.seconds)").status == 0)
        let tooLate = SharedPKI.time.adding(days: 366)
        #expect(try verify(pki.applicant.certificate, in: pki, at: "\(tooLate.seconds)").status != 0)
    }

    @Test("Subjects and extensions are printed by OpenSSL as those of the national CA are")
    func form() throws {
        let pki = try SharedPKI.of("rsa")
        let text =
            try Tool.openssl(
                "x509",
                "-inform",
                "DER",
                "-noout",
                "-text",
                "-nameopt",
                "utf8,show_type,sep_comma_plus",
                input: pki.head.certificate.der
            )
            .text
        let lines = [
            "Version: 3 (0x2)",
            "Signature Algorithm: sha256WithRSAEncryption",
            "Issuer: CN=UTF8STRING:ТЕСТ ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA),C=PRINTABLESTRING:KZ",
            "Subject: CN=UTF8STRING:ТЕСТБАЕВ ӘКІМ,SN=UTF8STRING:ТЕСТБАЕВ,"
                + "serialNumber=PRINTABLESTRING:IIN751231100011,C=PRINTABLESTRING:KZ,",
            "OU=UTF8STRING:BIN100140123455,GN=UTF8STRING:ТЕСТҰЛЫ",
            "X509v3 Key Usage: critical\n                Digital Signature, Non Repudiation\n",
            "E-mail Protection, 1.2.398.3.3.4.1.2, 1.2.398.3.3.4.1.2.1",
            "Policy: 1.2.398.3.3.2",
            "URI:http://pki.kandas.test/crl/issuing.crl",
            "CA Issuers - URI:http://pki.kandas.test/cert/issuing.cer",
            "OCSP - URI:http://pki.kandas.test/ocsp/",
            "1.2.398.3.3.5:",
        ]
        for line in lines { #expect(text.contains(line), "\(line)\n\(text)") }
        // The serial number is the key identifier with its highest bit cleared.
        var identifier = try #require(pki.head.certificate.subjectKeyIdentifier)
        #expect(identifier.count == 20)
        identifier[0] &= 0x7f
        #expect(Array(identifier.drop { $0 == 0 }) == Array(pki.head.certificate.serialNumber.drop { $0 == 0 }))
        #expect(pki.head.certificate.authorityKeyIdentifier == pki.issuing.certificate.subjectKeyIdentifier)
    }

    @Test("The revocation list is printed by OpenSSL with number, issuer's key, entry and reason")
    func revocationList() throws {
        let pki = try SharedPKI.of("ec")
        let text = try Tool.openssl("crl", "-inform", "DER", "-noout", "-text", input: pki.issuingRevocationList).text
        for line in [
            "Version 2 (0x1)", "X509v3 CRL Number: \n                1\n", "X509v3 Authority Key Identifier",
            "Key Compromise", "Serial Number: \(pki.revoked.certificate.serialNumberText.uppercased())",
        ] { #expect(text.contains(line), "\(line)\n\(text)") }
        #expect(
            try Tool.openssl("crl", "-inform", "DER", "-noout", "-text", input: pki.rootRevocationList)
                .text.contains("No Revoked Certificates")
        )
    }

    @Test("The certificates of people hold what the convention says")
    func holders() throws {
        let pki = try SharedPKI.of("ec")
        let applicant = pki.applicant.certificate.holder
        #expect(applicant.iin == "900517100016")
        #expect(applicant.bin == nil)
        #expect(applicant.patronymic == "ТЕСТҰЛЫ")
        #expect(pki.applicant.certificate.roles == [.individual])
        #expect(pki.head.certificate.holder.bin == "100140123455")
        #expect(pki.head.certificate.roles == [.legalEntity, .firstHead])
        #expect(IndividualIdentificationNumber("900517100016") != nil)
        #expect(SigningFitness(pki.authenticationOnly.certificate) == .authenticationOnly)
        #expect(SigningFitness(pki.issuing.certificate) == .service)
    }
}

@Suite("The throw-away PKI on the disk")
struct TestPKIFolderTests {
    private func mode(_ path: String) throws -> String { try Tool.run("stat", ["-c", "%a", path]).text }

    @Test("Every key file opens with the password, in OpenSSL too, and only its owner may read it")
    func keys() throws {
        let folder = try TemporaryFolder()
        let written = try TestPKIFolder.write(SharedPKI.of("rsa"), to: folder("pki"))
        #expect(written.files.count == 31)
        let password = try String(decoding: readFile(folder("pki/password.txt")).dropLast(), as: UTF8.self)
        #expect(password.utf8.count == 20)
        #expect(try mode(folder("pki/password.txt")) == "600\n")
        for name in ["applicant", "head", "stranger", "revoked", "expired", "auth-only"] {
            let path = folder("pki/\(name).p12")
            #expect(try mode(path) == "600\n")
            let info = try Tool.openssl("pkcs12", "-in", path, "-passin", "pass:\(password)", "-info", "-noenc")
                .errorText
            #expect(info.contains("PBES2, PBKDF2, AES-256-CBC, Iteration 2048, PRF hmacWithSHA256"), "\(info)")
            #expect(info.contains("MAC: sha256, Iteration 2048"), "\(info)")
            let file = try KeyFile(path: path, password: SecretBytes(copying: password.utf8))
            let certificate = try #require(file.certificate)
            let refusals = SigningKeyCheck.refusals(of: certificate, at: SharedPKI.time).map(\.code)
            switch name {
            case "expired": #expect(refusals == [.keyExpired])
            case "auth-only": #expect(refusals == [.keyForAuthentication])
            default:
                #expect(refusals.isEmpty)
                #expect(try file.signer(at: SharedPKI.time).certificate == certificate)
            }
        }
    }

    @Test("A folder with other files is left alone, one of ours is written again")
    func foreign() throws {
        let folder = try TemporaryFolder()
        let pki = try SharedPKI.of("ec")
        try TestPKIFolder.write(pki, to: folder.path)
        try TestPKIFolder.write(pki, to: folder.path)
        let other = try TemporaryFolder()
        try other.write([1], as: "letter.txt")
        let error = #expect(throws: SigningError.self) { try TestPKIFolder.write(pki, to: other.path) }
        #expect(error?.code == .outputUnwritable)
        #expect(try Tool.run("ls", ["-A", other.path]).text == "letter.txt\n")
    }

    @Test("A folder that cannot be made or is a file is an error")
    func unwritable() throws {
        let pki = try SharedPKI.of("ec")
        let folder = try TemporaryFolder()
        try folder.write([1], as: "file")
        for path in [folder("file"), folder("missing/pki"), "/proc/kandas"] {
            let error = #expect(throws: SigningError.self) { try TestPKIFolder.write(pki, to: path) }
            #expect(error?.code == .outputUnwritable)
        }
    }

    @Test("The national form opens in OpenSSL only with its legacy provider, and with us")
    func national() throws {
        let pki = try SharedPKI.of("rsa")
        let password = SecretBytes(copying: "Qwerty12".utf8)
        let bytes = try PKCS12Writer.write(pki.applicant, password: password, form: .national)
        let info = try Tool.openssl("pkcs12", "-legacy", "-passin", "pass:Qwerty12", "-info", "-noenc", input: bytes)
        for line in [
            "MAC: sha1, Iteration 1024", "pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 1024",
            "pbeWithSHA1And40BitRC2-CBC, Iteration 1024",
        ] { #expect(info.errorText.contains(line), "\(info)") }
        let file = try KeyFile(SecretBytes(copying: bytes), password: password)
        #expect(file.certificate == pki.applicant.certificate)
        #expect(file.friendlyName == pki.applicant.certificate.subjectKeyIdentifier.map(hexadecimal))
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
