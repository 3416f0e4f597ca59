import KandasTestPKI
import Support
import Testing

@testable import KandasSign

extension TestPKI {
    /// A trust store with everything in it.
    func trust(lists: [[UInt8]]? = nil) throws -> TrustStore {
        TrustStore(
            anchors: [root.certificate],
            intermediates: [issuing.certificate],
            revocationLists: try (lists ?? [rootRevocationList, issuingRevocationList])
                .map {
                    try CertificateRevocationList(der: $0)
                }
        )
    }
}

extension TestIdentity {
    func signer() throws -> KeyFileSigner { try KeyFileSigner(key: key, certificate: certificate) }
}

@Suite("A signature passes only with mathematics, path, revocation and purpose proven")
struct ValidationTests {
    let pki: TestPKI

    init() throws { pki = try SharedPKI.ec.get() }

    private func sign(_ identity: TestIdentity, level: SignatureLevel = .b) throws -> [UInt8] {
        try SignedDataWriter()
            .signDetached(
                Array("content".utf8),
                signers: [try identity.signer()],
                options: SignatureOptions(signingTime: pki.time, level: level)
            )
    }

    private func judge(
        _ message: [UInt8],
        trust: TrustStore? = nil,
        policy: ValidationPolicy = .generic,
        at time: Timestamp? = nil,
        content: String = "content"
    ) throws -> ValidationReport {
        let facts = try SignedDataReader()
            .read(
                MemoryBytes(message).source(),
                content: MemoryBytes(Array(content.utf8)).source()
            )
        return try CMSValidator(trust: try trust ?? pki.trust(), policy: policy).validate(facts, at: time ?? pki.time)
    }

    @Test("The applicant's signature passes at level B, with the path to the anchor")
    func passes() throws {
        let report = try judge(sign(pki.applicant))
        #expect(report.verdict.isPassed)
        let signature = try #require(report.signatures.first)
        #expect(signature.level == .b)
        #expect(signature.path == [pki.applicant.certificate, pki.issuing.certificate, pki.root.certificate])
        #expect(signature.certificate?.holder.iin == TestPKI.Person.applicantNumber)
        #expect(report.allReasons.isEmpty)
    }

    @Test("A basic signature passes with a note, and is not called B")
    func basic() throws {
        let report = try judge(sign(pki.applicant, level: .basic))
        #expect(report.verdict.isPassed)
        #expect(report.signatures.first?.level == .basic)
        #expect(report.allReasons.map(\.code) == ["LEVEL_BASIC"])
    }

    @Test("A basic signature does not pass where B is required")
    func levelRequired() throws {
        var policy = ValidationPolicy.generic
        policy.requiredLevel = .b
        let report = try judge(sign(pki.applicant, level: .basic), policy: policy)
        #expect(report.verdict == .indeterminate)
        #expect(report.allReasons.map(\.code) == ["LEVEL_TOO_LOW"])
    }

    @Test("Other content fails with HASH_FAILURE")
    func otherContent() throws {
        let report = try judge(sign(pki.applicant), content: "Content")
        #expect(report.verdict == .failed)
        #expect(report.signatures.first?.subIndication == .hashFailure)
    }

    @Test("Without content nothing passes")
    func noContent() throws {
        let facts = try SignedDataReader().read(MemoryBytes(try sign(pki.applicant)).source())
        let report = try CMSValidator(trust: try pki.trust()).validate(facts, at: pki.time)
        #expect(report.verdict == .indeterminate)
        #expect(report.signatures.first?.subIndication == .signedDataNotFound)
    }

    @Test("Revoked, expired and authentication keys do not pass")
    func refusedKeys() throws {
        for (identity, sub) in [
            (pki.revoked, SubIndication.revokedNoPOE), (pki.expired, .outOfBoundsNoPOE),
            (pki.authenticationOnly, .chainConstraintsFailure),
        ] {
            let report = try judge(sign(identity))
            #expect(report.verdict == .indeterminate)
            #expect(report.signatures.first?.subIndication == sub)
        }
    }

    @Test("A key is judged at the judged time: not revoked the second before, revoked from then on")
    func judgedTime() throws {
        let message = try sign(pki.revoked)
        let list = try CertificateRevocationList(der: pki.issuingRevocationList)
        let entry = try #require(list.entry(serialNumber: pki.revoked.certificate.serialNumber))
        #expect(try judge(message, at: entry.revocationDate).verdict == .indeterminate)
        let before = try judge(message, at: entry.revocationDate.adding(seconds: -1))
        // The certificate began in that very second, so a second before it was not valid yet; but not revoked.
        #expect(!before.allReasons.contains { $0.code == "REVOKED_NO_POE" })
    }

    @Test("Without anchors the operator is told, and nothing passes")
    func noAnchors() throws {
        let report = try judge(sign(pki.applicant), trust: TrustStore(anchors: []))
        #expect(report.verdict == .indeterminate)
        #expect(report.allReasons.map(\.code) == ["NO_TRUST_ANCHORS"])
        #expect(report.allReasons.first?.actor == .operator)
    }

    @Test("A root with the same name and another key is no anchor")
    func sameNameOtherKey() throws {
        let other = try TestPKI.make(kind: .ellipticCurve(bits: 256), at: pki.time)
        #expect(other.root.certificate.subject == pki.root.certificate.subject)
        let report = try judge(sign(pki.applicant), trust: other.trust())
        #expect(report.verdict == .indeterminate)
        #expect(report.signatures.first?.subIndication == .noCertificateChainFound)
    }

    @Test("Without revocation lists the answer is TRY_LATER, and passed only if the policy says so in words")
    func noLists() throws {
        let message = try sign(pki.applicant)
        let report = try judge(message, trust: pki.trust(lists: []))
        #expect(report.verdict == .indeterminate)
        // The signer's certificate and the issuing CA's.
        #expect(report.allReasons.map(\.code) == ["REVOCATION_UNKNOWN", "REVOCATION_UNKNOWN"])
        #expect(report.allReasons.allSatisfy { $0.subIndication == .tryLater })
        var policy = ValidationPolicy.generic
        policy.allowsUncheckedRevocation = true
        let lenient = try judge(message, trust: pki.trust(lists: []), policy: policy)
        #expect(lenient.verdict.isPassed)
        #expect(lenient.allReasons.map(\.code) == ["REVOCATION_NOT_CHECKED", "REVOCATION_NOT_CHECKED"])
    }

    @Test("A list that is overdue does not answer")
    func staleList() throws {
        let time = pki.time.adding(days: 20)
        let stale = try pki.issuing.crl(
            RevocationListTemplate(thisUpdate: pki.time, nextUpdate: pki.time.adding(days: 10))
        )
        let report = try judge(sign(pki.applicant), trust: pki.trust(lists: [pki.rootRevocationList, stale]), at: time)
        #expect(report.verdict == .indeterminate)
        #expect(report.allReasons.map(\.code) == ["REVOCATION_LIST_STALE"])
    }

    @Test("A list in the issuer's name that the issuer did not sign is not believed")
    func forgedList() throws {
        let other = try TestPKI.make(kind: .ellipticCurve(bits: 256), at: pki.time)
        let lists = [pki.rootRevocationList, other.issuingRevocationList]
        let report = try judge(sign(pki.applicant), trust: pki.trust(lists: lists))
        #expect(report.verdict == .indeterminate)
        #expect(report.allReasons.map(\.code) == ["REVOCATION_LIST_NOT_GENUINE"])
    }

    @Test("A certificate that names the signer's key but was issued by a leaf is refused")
    func leafAsAuthority() throws {
        let impostor = try TestAuthority(pki.applicant)
        let victim = try impostor.issue(
            .signing(.person(surname: "ТЕСТ", name: "ТЕСТ", iin: "600706200010"), validity: pki.currentYear),
            for: .generate(.ellipticCurve(bits: 256))
        )
        let message = try SignedDataWriter()
            .signDetached(
                Array("content".utf8),
                signers: [
                    try KeyFileSigner(
                        key: victim.key,
                        certificate: victim.certificate,
                        chain: [pki.applicant.certificate]
                    )
                ],
                options: SignatureOptions(signingTime: pki.time)
            )
        let report = try judge(message)
        #expect(report.verdict == .indeterminate)
        #expect(!(report.signatures.first?.isPassed ?? true))
    }

    @Test("Two signers, one unknown: the file does not pass, the report says which signature did")
    func twoSigners() throws {
        let other = try TestPKI.make(kind: .ellipticCurve(bits: 384), at: pki.time)
        let message = try SignedDataWriter()
            .signDetached(
                Array("content".utf8),
                signers: [try pki.applicant.signer(), try other.applicant.signer()],
                options: SignatureOptions(signingTime: pki.time)
            )
        let report = try judge(message)
        #expect(report.verdict == .indeterminate)
        #expect(report.signatures.filter(\.isPassed).map(\.certificate) == [pki.applicant.certificate])
    }

    @Test("A countersignature by an unknown key keeps the file from passing")
    func countersigned() throws {
        let message = try sign(pki.applicant)
        for (signer, passes) in [(pki.head, true), (pki.revoked, false)] {
            let sink = MemorySink()
            try SignedDataWriter()
                .countersign(
                    MemoryBytes(message),
                    content: MemoryBytes(Array("content".utf8)).source(),
                    number: 1,
                    signer: try signer.signer(),
                    options: SignatureOptions(signingTime: pki.time),
                    to: sink
                )
            let report = try judge(sink.bytes)
            #expect(report.verdict.isPassed == passes)
            #expect(report.signatures.first?.countersignatures.count == 1)
        }
    }
}
