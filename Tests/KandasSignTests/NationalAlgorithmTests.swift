import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite(
    "The national algorithms, on material of the national CA",
    .enabled(if: Fixtures.arePresent, "samples are absent")
)
struct NationalAlgorithmTests {
    private func certificate(_ path: String) throws -> Certificate {
        let bytes = try Fixtures.bytes("kz/\(path)")
        return try Certificate(der: bytes.first == 0x30 ? bytes : try #require(PEMBlock.all(in: bytes).first).bytes)
    }

    @Test(
        "Digests of known messages",
        arguments: [
            // RFC 6986 section 10.1, message M1, as bytes of the text "210987…210" read from its end.
            (
                DigestAlgorithm.streebog512, "012345678901234567890123456789012345678901234567890123456789012",
                "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa"
                    + "00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48"
            ),
            (
                .streebog256, "012345678901234567890123456789012345678901234567890123456789012",
                "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"
            ),
            // GOST R 34.11-94 with the test parameter set.
            (.gost34311, "abc", "f3134348c44fb1b2a277729e2285ebb5cb5e0f29c975bc753b70497c06a4d51d"),
            (.gost34311, "", "ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d"),
        ]
    )
    func digests(algorithm: DigestAlgorithm, message: String, expected: String) throws {
        #expect(Hexadecimal.text(try algorithm.digest(of: Array(message.utf8))) == expected)
    }

    @Test(
        "Each CA certificate is signed by its issuer's key",
        arguments: [
            ("ca-production/root_gost_2022.pem", "ca-production/root_gost_2022.pem"),
            ("ca-production/nca_gost_2022.pem", "ca-production/root_gost_2022.pem"),
            ("ca-production/root_gost_2020.cer", "ca-production/root_gost_2020.cer"),
            ("ca-production/ucgo_gost.cer", "ca-production/root_gost_2020.cer"),
            ("ca-production/root_gost.pem", "ca-production/root_gost.pem"),
            ("ca-production/nca_gost.pem", "ca-production/root_gost.pem"),
            ("ca-production/nca_rsa_2022.cer", "ca-production/root_rsa_2020.cer"),
            ("ca-production/nca_rsa.pem", "ca-production/root_rsa.pem"),
            ("ca-test/root_test_gost_2022.cer", "ca-test/root_test_gost_2022.cer"),
            ("ca-test/nca_gost2022_test.cer", "ca-test/root_test_gost_2022.cer"),
            ("ca-test/nca_gost_test.crt", "ca-test/root_gost_test.crt"),
        ]
    )
    func authorities(subject: String, issuer: String) throws {
        let subject = try certificate(subject)
        #expect(subject.isSigned(by: try certificate(issuer)))
        // The signature is over every byte of the signed part.
        var bytes = subject.der
        bytes[bytes.count - 300] ^= 1
        if let changed = try? Certificate(der: bytes) { #expect(!changed.isSigned(by: try certificate(issuer))) }
    }

    @Test("Two roots that share a name are told apart by their keys")
    func sameName() throws {
        let old = try certificate("ca-production/root_rsa.pem")
        let new = try certificate("ca-production/root_rsa_2020.cer")
        let issuing = try certificate("ca-production/nca_rsa_2022.cer")
        #expect(issuing.isSigned(by: new))
        #expect(!issuing.isSigned(by: old))
    }

    private func judge(_ name: String, content: String? = nil, at time: String) throws -> ValidationReport {
        let trust = TrustStore(
            anchors: [
                try certificate("ca-test/root_test_gost_2022.cer"), try certificate("ca-test/root_rsa_test.pem"),
            ],
            intermediates: [
                try certificate("ca-test/nca_gost2022_test.cer"), try certificate("ca-test/nca_rsa_test.crt"),
            ]
        )
        var policy = ValidationPolicy.generic
        policy.allowsUncheckedRevocation = true
        let facts = try SignedDataReader()
            .read(
                try TextArmor.decoding(MemoryBytes(Fixtures.bytes("kz/cms/\(name)")).source()),
                content: try content.map { MemoryBytes(try Fixtures.bytes("kz/cms/\($0)")).source() }
            )
        return try CMSValidator(trust: trust, policy: policy).validate(facts, at: try #require(Timestamp(time)))
    }

    @Test("What Kalkan signed passes with the chain to its root: attached, detached, two signers")
    func kalkan() throws {
        let attached = try judge("individual_attached.der", at: "2026-07-21")
        #expect(attached.verdict.isPassed)
        #expect(attached.signatures.first?.level == .b)
        #expect(attached.signatures.first?.path.count == 3)
        let detached = try judge("individual_detached.der", content: "individual_document.txt", at: "2026-07-21")
        #expect(detached.verdict.isPassed)
        // Made on 2022-09-27, by the signers' claim, with an RSA key that had ended on 2022-01-18.
        let two = try judge("SIGNED_CMS.cms", at: "2022-10-01")
        #expect(two.signatures.map(\.algorithm) == ["GOST R 34.10-2015-512", "RSA-SHA-256"])
        #expect(two.signatures.map(\.isPassed) == [true, false])
        #expect(
            two.signatures.last?.reasons.map(\.code) == [
                "LEVEL_BASIC", "SIGNING_TIME_OUT_OF_BOUNDS", "CERTIFICATE_EXPIRED",
            ]
        )
        #expect(try judge("SIGNED_CMS_ONE_SIGNER.cms", at: "2022-01-01").verdict.isPassed)
    }

    /// The validator of Kalkan's samples: signers of the test network, timestamps of the production one.
    private func scopedValidator() throws -> CMSValidator {
        var policy = ValidationPolicy.generic
        policy.allowsUncheckedRevocation = true
        return try CMSValidator(
            trust: TrustStore(
                scopedAnchors: [
                    TrustAnchor(try certificate("ca-test/root_test_gost_2022.cer"), for: [.signer]),
                    TrustAnchor(try certificate("ca-production/root_gost_2022.pem"), for: [.timestamp]),
                ],
                intermediates: [
                    try certificate("ca-test/nca_gost2022_test.cer"),
                    try certificate("ca-production/nca_gost_2022.pem"),
                ]
            ),
            policy: policy
        )
    }

    /// Kalkan's samples: an attached message, and a detached one with its content.
    private static let samples = [
        ("individual_attached.der", nil), ("individual_detached.der", "individual_document.txt"),
    ]

    /// What the validator says about a message, or `nil` if it cannot be read.
    private func report(
        _ message: [UInt8],
        _ content: [UInt8]?,
        by validator: CMSValidator
    ) throws -> ValidationReport? {
        guard
            let facts = try? SignedDataReader()
                .read(MemoryBytes(message).source(), content: content.map { MemoryBytes($0).source() })
        else { return nil }
        return try validator.validate(facts, at: try #require(Timestamp("2026-07-21")))
    }

    @Test("The token over what Kalkan signed goes back to the production root and proves its time", arguments: samples)
    func token(name: String, contentName: String?) throws {
        let content = try contentName.map { try Fixtures.bytes("kz/cms/\($0)") }
        let found = try report(Fixtures.bytes("kz/cms/\(name)"), content, by: scopedValidator())
        let report = try #require(found)
        #expect(report.verdict.isPassed, "\(report.codes)")
        let signature = try #require(report.signatures.first)
        #expect(signature.level == .t)
        let timestamp = try #require(signature.timestamps.first)
        #expect(timestamp.holds)
        // openssl asn1parse: genTime 20260720090807Z; the certificate's names.
        #expect(timestamp.time?.description == "2026-07-20T09:08:07Z")
        #expect(signature.provenTime == timestamp.time)
        #expect(timestamp.path.count == 3)
        #expect(timestamp.path.last == (try certificate("ca-production/root_gost_2022.pem")))
        #expect(
            timestamp.authority?.subject.first(DistinguishedName.AttributeType.commonName)
                == "TIME-STAMPING AUTHORITY"
        )
    }

    @Test(
        "A flipped bit anywhere in what Kalkan signed does not pass; in its token, it proves nothing",
        arguments: samples
    )
    func flipped(name: String, contentName: String?) throws {
        let bytes = try Fixtures.bytes("kz/cms/\(name)")
        let content = try contentName.map { try Fixtures.bytes("kz/cms/\($0)") }
        let token = try #require(
            bytes.firstRange(of: DER.objectIdentifier(CMSObjects.signatureTimeStampToken))?.lowerBound
        )
        let validator = try scopedValidator()
        let step = TestScope.isFull ? 1 : 13
        // What the signer signed ends with the value, before the head of the unsigned attributes.
        for offset in stride(from: 40, to: token - 8, by: step) {
            var changed = bytes
            changed[offset] ^= 0x04
            #expect(try report(changed, content, by: validator)?.verdict.isPassed != true, "byte \(offset)")
        }
        // A token that is gone or broken leaves a signature without a proof of its time, never one with another time.
        for offset in stride(from: token, to: bytes.count, by: step) {
            var changed = bytes
            changed[offset] ^= 0x04
            guard let signature = try report(changed, content, by: validator)?.signatures.first else { continue }
            #expect(signature.provenTime == nil, "byte \(offset)")
            #expect(signature.level != .t, "byte \(offset)")
            #expect(!signature.timestamps.contains { $0.holds }, "byte \(offset)")
        }
    }

    @Test("The list of 2026 names its algorithm in two ways and is believed all the same; a changed one is not")
    func revocationLists() throws {
        let issuing = try certificate("ca-test/nca_gost2022_test.cer")
        for name in ["nca_gost2022_test_2025-04.crl", "nca_gost2022_test_2026-08.crl"] {
            let bytes = try Fixtures.bytes("kz/crl/\(name)")
            #expect(try CertificateRevocationList(der: bytes).isSigned(by: issuing))
            var changed = bytes
            changed[bytes.count / 2] ^= 1
            if let list = try? CertificateRevocationList(der: changed) { #expect(!list.isSigned(by: issuing)) }
        }
    }

    @Test("The revoked sample keys are on the CA's list, the valid ones are not")
    func revoked() throws {
        let list = try CertificateRevocationList(der: Fixtures.bytes("kz/crl/nca_gost2022_test_2026-08.crl"))
        let password = SecretBytes(copying: "Qwerty12".utf8)
        for (name, isRevoked) in [
            ("individual_revoked", true), ("legal_head_revoked", true), ("individual_valid", false),
            ("legal_head_valid", false), ("information_system_valid", false),
            // Superseded on 2026-06-02, by `openssl crl -text`.
            ("treasury_role02_valid", true),
        ] {
            let file = try KeyFile(
                SecretBytes(copying: try Fixtures.bytes("kz/keys/\(name).p12")),
                password: password
            )
            let certificate = try #require(file.certificate)
            #expect((list.entry(serialNumber: certificate.serialNumber) != nil) == isRevoked, "\(name)")
        }
    }

    @Test("What national keys sign passes with us, for each family", arguments: NationalAlgorithm.allCases)
    func own(family: NationalAlgorithm) throws {
        let time = Timestamp(seconds: 1_795_348_800)
        let pki = try TestPKI.make(kind: .national(family), at: time)
        let message = try SignedDataWriter()
            .signDetached(
                Array("content".utf8),
                signers: [try pki.applicant.signer()],
                options: SignatureOptions(signingTime: time)
            )
        let facts = try SignedDataReader()
            .read(MemoryBytes(message).source(), content: MemoryBytes(Array("content".utf8)).source())
        let report = try CMSValidator(trust: try pki.trust()).validate(facts, at: time)
        #expect(report.verdict.isPassed)
        #expect(report.signatures.first?.algorithm == family.rawValue)
        let other = try SignedDataReader()
            .read(MemoryBytes(message).source(), content: MemoryBytes(Array("Content".utf8)).source())
        #expect(try CMSValidator(trust: try pki.trust()).validate(other, at: time).verdict == .failed)
    }
}
