import KandasSign
import KandasTestPKI
import Support
import Testing

@Suite("The throw-away PKI makes the wrong certificates that it is told to make")
struct TestPKIHostileTests {
    /// What `openssl verify` says about a leaf below an issuing certificate.
    private func verdict(
        leaf: (inout CertificateTemplate) -> Void = { _ in },
        issuing change: (inout CertificateTemplate) -> Void = { _ in },
        level: String = "0"
    ) throws -> String {
        let pki = try SharedPKI.of("ec")
        var template = CertificateTemplate.issuing(.authority("ТЕСТ"), validity: pki.currentYear)
        change(&template)
        let authority = try TestAuthority(pki.root.issue(template, for: pki.issuing.key))
        let subject = TestSubject.person(surname: "ТЕСТОВ", name: "ТЕСТ", iin: TestPKI.Person.strangerNumber)
        var leafTemplate = CertificateTemplate.signing(subject, validity: pki.currentYear)
        leaf(&leafTemplate)
        let identity = try authority.issue(leafTemplate, for: pki.stranger.key)
        let folder = try TemporaryFolder()
        for (name, certificate) in [
            ("root", pki.root.certificate), ("issuing", authority.certificate), ("leaf", identity.certificate),
        ] {
            try Tool.openssl("x509", "-inform", "DER", "-out", folder("\(name).pem"), input: certificate.der)
        }
        let outcome = try Tool.run(
            "openssl",
            [
                "verify", "-auth_level", level, "-attime", "\(SharedPKI.time.seconds)", "-CAfile", "root.pem",
                "-untrusted", "issuing.pem", "leaf.pem",
            ],
            in: folder.path
        )
        return outcome.text + outcome.errorText
    }

    @Test("As it is, the path verifies")
    func good() throws {
        #expect(try verdict() == "leaf.pem: OK\n")
    }

    @Test("An issuer that is no CA, or may not sign certificates, or ended, is noticed")
    func issuer() throws {
        #expect(try verdict(issuing: { $0.basicConstraints = .init(isAuthority: false) }).contains("invalid CA"))
        #expect(try verdict(issuing: { $0.basicConstraints = nil }).contains("invalid CA"))
        #expect(try verdict(issuing: { $0.keyUsage = [.crlSign] }).contains("error 32"))
        let past = SharedPKI.time.adding(days: -2)...SharedPKI.time.adding(days: -1)
        #expect(try verdict(issuing: { $0.validity = past }).contains("certificate has expired"))
        let future = SharedPKI.time.adding(days: 1)...SharedPKI.time.adding(days: 2)
        #expect(try verdict(leaf: { $0.validity = future }).contains("not yet valid"))
    }

    @Test("A critical extension that nobody knows, and a weak digest, are noticed")
    func leaf() throws {
        let unknown = CertificateTemplate.Extension("1.2.398.99.1", isCritical: true, [5, 0])
        #expect(try verdict(leaf: { $0.otherExtensions = [unknown] }).contains("unhandled critical extension"))
        let weak = try verdict(leaf: { $0.signatureAlgorithm = .ecdsa(.sha1) }, level: "2")
        #expect(weak.contains("CA signature digest algorithm too weak"))
    }

    @Test("A stranger's CA of the same name is not the issuer")
    func namesake() throws {
        let pki = try SharedPKI.of("ec")
        let other = try TestPKI.make(kind: .ellipticCurve(bits: 256), at: SharedPKI.time)
        #expect(other.root.certificate.subject == pki.root.certificate.subject)
        #expect(other.root.certificate != pki.root.certificate)
        #expect(!other.applicant.certificate.isSigned(by: pki.issuing.certificate))
        #expect(other.applicant.certificate.isSigned(by: other.issuing.certificate))
    }

    @Test("A weak key can be certified")
    func weakKey() throws {
        let pki = try SharedPKI.of("ec")
        let key = try PrivateKey.generateAny(.rsa(bits: 1_024))
        let subject = TestSubject.person(surname: "ТЕСТОВ", name: "ТЕСТ", iin: TestPKI.Person.strangerNumber)
        let identity = try pki.issuing.issue(.signing(subject, validity: pki.currentYear), for: key)
        #expect(try identity.certificate.publicKey().kind == .rsa(bits: 1_024))
    }
}
