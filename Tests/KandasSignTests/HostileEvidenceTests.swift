import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("What comes with a signature cannot talk the validator into passing it, or keep it busy")
struct HostileEvidenceTests {
    let pki: TestPKI

    init() throws { pki = try SharedPKI.ec.get() }

    private static let content = Array("content".utf8)

    private func sign(_ identity: TestIdentity, chain: [Certificate] = []) throws -> [UInt8] {
        try SignedDataWriter()
            .signDetached(
                Self.content,
                signers: [try KeyFileSigner(key: identity.key, certificate: identity.certificate, chain: chain)],
                options: SignatureOptions(signingTime: pki.time)
            )
    }

    private func facts(_ message: [UInt8], limits: Limits = Limits()) throws -> SignedDataFacts {
        try SignedDataReader(limits: limits)
            .read(MemoryBytes(message).source(), content: MemoryBytes(Self.content).source())
    }

    private func judge(_ message: [UInt8], lists: [[UInt8]]) throws -> ValidationReport {
        try CMSValidator(trust: try pki.trust(lists: [pki.rootRevocationList] + lists))
            .validate(facts(message), at: pki.time)
    }

    private func list(
        _ extensions: [CertificateTemplate.Extension],
        revoking certificate: Certificate? = nil,
        reason: RevocationListTemplate.Reason? = nil
    ) throws -> [UInt8] {
        var template = RevocationListTemplate(
            thisUpdate: pki.time.adding(days: -1),
            nextUpdate: pki.time.adding(days: 1)
        )
        template.otherExtensions = extensions
        if let certificate {
            template.revoked = [
                RevocationListTemplate.Entry(
                    serialNumber: certificate.serialNumber,
                    date: pki.time.adding(days: -2),
                    reason: reason
                )
            ]
        }
        return try pki.issuing.crl(template)
    }

    private func distributionPoint(_ uri: String, _ more: [UInt8] = []) -> CertificateTemplate.Extension {
        let name = DER.element(0x86, Array(uri.utf8))
        return CertificateTemplate.Extension(
            CertificateExtension.Identifier.issuingDistributionPoint,
            isCritical: true,
            DER.sequence(DER.explicit(0, DER.explicit(0, name)), more)
        )
    }

    // NIST PKITS 4.14.8, 4.14.9 and 4.5.5 are of this class.
    @Test("The revocation list of another distribution point does not answer for a certificate")
    func otherDistributionPoint() throws {
        let message = try sign(pki.applicant)
        let own = try list([distributionPoint("http://pki.kandas.test/crl/issuing.crl")])
        #expect(try judge(message, lists: [own]).verdict.isPassed)
        let other = try list([distributionPoint("http://pki.kandas.test/crl/part-2.crl")])
        let report = try judge(message, lists: [other])
        #expect(report.verdict == .indeterminate)
        #expect(report.allReasons.map(\.code) == ["REVOCATION_UNKNOWN"])
    }

    @Test("A list that says to be for users only and for authorities only answers for nobody")
    func contradictoryScope() throws {
        let both: [UInt8] = [0x81, 1, 0xff, 0x82, 1, 0xff]
        let message = try sign(pki.applicant)
        let list = try list([distributionPoint("http://pki.kandas.test/crl/issuing.crl", both)])
        #expect(try judge(message, lists: [list]).allReasons.map(\.code) == ["REVOCATION_UNKNOWN"])
    }

    // NIST PKITS 4.15.4.
    @Test("A delta list revokes, and never clears")
    func deltaList() throws {
        let message = try sign(pki.applicant)
        let indicator = CertificateTemplate.Extension(
            CertificateExtension.Identifier.deltaCRLIndicator,
            isCritical: true,
            DER.integer(1)
        )
        let full = pki.issuingRevocationList
        let delta = try list([indicator], revoking: pki.applicant.certificate, reason: .keyCompromise)
        for lists in [[full, delta], [delta, full], [delta]] {
            #expect(try judge(message, lists: lists).signatures.first?.subIndication == .revokedNoPOE)
        }
        #expect(try judge(message, lists: [list([indicator])]).allReasons.map(\.code) == ["REVOCATION_UNKNOWN"])
        let held = try list([], revoking: pki.applicant.certificate, reason: .certificateHold)
        let released = try list([indicator], revoking: pki.applicant.certificate, reason: .removeFromCRL)
        #expect(try judge(message, lists: [held, released]).signatures.first?.subIndication == .revokedNoPOE)
    }

    @Test("Countersigners count as signers: no flood of them beyond the limit, at whatever level")
    func countersignerFlood() throws {
        var message = try sign(pki.applicant)
        for _ in 0..<2 {
            let sink = MemorySink()
            try SignedDataWriter()
                .countersign(
                    MemoryBytes(message),
                    content: MemoryBytes(Self.content).source(),
                    number: 1,
                    signer: try pki.head.signer(),
                    options: SignatureOptions(signingTime: pki.time),
                    to: sink
                )
            message = sink.bytes
        }
        var limits = Limits()
        limits.signers = 3
        #expect(try facts(message, limits: limits).signers.first?.countersignatures.count == 2)
        limits.signers = 2
        let error = #expect(throws: SigningError.self) { try facts(message, limits: limits) }
        #expect(error?.code == .limitExceeded)
    }

    @Test("A certificate in the bag that OpenSSL does not read is passed over")
    func undecodableCertificate() throws {
        var der = pki.stranger.certificate.der
        let country: [UInt8] = [0x13, 2] + Array("KZ".utf8)
        let place = try #require(der.firstRange(of: country))
        // A BOOLEAN where a name has text.
        der[place.lowerBound] = DER.Tag.boolean
        let message = try sign(pki.applicant, chain: [try Certificate(der: der)])
        #expect(try facts(message).certificates.count == 2)
        #expect(try judge(message, lists: [pki.issuingRevocationList]).verdict.isPassed)
    }

    @Test(
        "A self-signed certificate that strayed into the trust folder does not pass without an answer about revocation"
    )
    func selfSignedSigner() throws {
        let key = try PrivateKey.generate(.ellipticCurve(bits: 256))
        let template = CertificateTemplate.signing(
            .person(surname: "ТЕСТ", name: "ТЕСТ", iin: TestPKI.Person.strangerNumber),
            validity: pki.currentYear
        )
        let authority = try TestAuthority(selfSigned: template, key: key)
        let message = try sign(TestIdentity(key: key, certificate: authority.certificate))
        let report = try CMSValidator(trust: TrustStore(anchors: [authority.certificate]))
            .validate(facts(message), at: pki.time)
        #expect(report.verdict == .indeterminate)
        #expect(report.allReasons.map(\.code) == ["REVOCATION_UNKNOWN"])
    }

    // For most of these keys anyone makes signatures that OpenSSL takes.
    private static let degenerateKeys: [(String, [UInt8])] = [
        ("RSA, exponent 0", rsa(modulus: [0x80] + [UInt8](repeating: 1, count: 255), exponent: [0])),
        ("RSA, exponent 1", rsa(modulus: [0x80] + [UInt8](repeating: 1, count: 255), exponent: [1])),
        ("RSA, exponent even", rsa(modulus: [0x80] + [UInt8](repeating: 1, count: 255), exponent: [1, 0, 0])),
        ("RSA, modulus even", rsa(modulus: [0x80] + [UInt8](repeating: 2, count: 255), exponent: [1, 0, 1])),
        ("RSA, modulus 0", rsa(modulus: [0], exponent: [1, 0, 1])),
        ("P-256, infinity", ellipticCurve([0])),
        ("P-256, infinity padded", ellipticCurve([UInt8](repeating: 0, count: 65))),
        ("P-256, no point", ellipticCurve([4] + [UInt8](repeating: 1, count: 64))),
        ("Ed25519, 0", ed25519([UInt8](repeating: 0, count: 32))),
        ("Ed25519, neutral", ed25519([1] + [UInt8](repeating: 0, count: 31))),
        ("Ed25519, neutral with sign", ed25519([1] + [UInt8](repeating: 0, count: 30) + [0x80])),
        ("Ed25519, order 2", ed25519([0xec] + [UInt8](repeating: 0xff, count: 30) + [0x7f])),
    ]

    @Test("Degenerate keys, with which anyone signs, are no keys", arguments: degenerateKeys)
    func degenerateKey(name: String, info: [UInt8]) {
        let error = #expect(throws: SigningError.self) { try PublicKey(subjectPublicKeyInfo: info) }
        #expect(error?.code == .malformedInput)
    }

    @Test("RSA with exponent 3 is a key")
    func smallExponent() throws {
        let info = Self.rsa(modulus: [0x80] + [UInt8](repeating: 1, count: 255), exponent: [3])
        #expect(try PublicKey(subjectPublicKeyInfo: info).kind == .rsa(bits: 2_048))
    }

    private static func info(_ algorithm: [UInt8], _ key: [UInt8]) -> [UInt8] {
        DER.sequence(algorithm, DER.bitString(key))
    }

    private static func rsa(modulus: [UInt8], exponent: [UInt8]) -> [UInt8] {
        info(
            DER.sequence(DER.objectIdentifier("1.2.840.113549.1.1.1"), DER.null),
            DER.sequence(DER.integer(unsigned: modulus), DER.integer(unsigned: exponent))
        )
    }

    private static func ellipticCurve(_ point: [UInt8]) -> [UInt8] {
        let curve = DER.objectIdentifier("1.2.840.10045.3.1.7")
        return info(DER.sequence(DER.objectIdentifier("1.2.840.10045.2.1"), curve), point)
    }

    private static func ed25519(_ point: [UInt8]) -> [UInt8] {
        info(DER.sequence(DER.objectIdentifier("1.3.101.112")), point)
    }
}
