import Support
import Testing

@testable import KandasSign

@Suite("Timestamps in signatures of others", .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"))
struct TimestampCorpusTests {
    private func facts(_ item: CorpusCase) throws -> SignedDataFacts? {
        guard let bytes = try item.bytes("signature") else { return nil }
        let content = try item.bytes("detached").map { MemoryBytes($0).source() }
        guard let message = try? TextArmor.decoding(MemoryBytes(bytes).source()) else { return nil }
        return try? SignedDataReader().read(message, content: content)
    }

    /// Signatures of which a timestamp was copied from elsewhere or broken on purpose, by their makers' account.
    private static let broken: Set<String> = [
        "validation/cades-broken-sig-tst-and-ats-v3.cms", "validation/cades-lta-copied-atst.p7m",
        "validation/cades-t-copied-sigtst.p7m",
    ]
    /// An archive timestamp whose imprint comes out, but whose index names an attribute that is not there any more:
    /// certificate-values is another now. DSS too asserts that this signature does not have the archive level.
    private static let incomplete: Set<String> = ["validation/cades-dss1997.p7m"]

    @Test("Timestamps of valid signatures are over what they must be over", arguments: CorpusCase.all(["dss-cades"]))
    func imprints(item: CorpusCase) throws {
        guard item.expected == "valid", let facts = try facts(item) else { return }
        let states = facts.signers.flatMap(\.timestamps).map { "\($0.kind) \($0.imprint)" }
        let differing = facts.signers.flatMap(\.timestamps).filter { $0.imprint == .differs }
        #expect(differing.isEmpty != Self.broken.union(Self.incomplete).contains(item.id), "\(states)")
    }

    @Test("A list named in a hash index may stand in revocation-values, but must stand somewhere")
    func listsInAttributes() throws {
        let id = "validation/cades-ats-v3-rev-val-crl.p7s+screenshot2.png"
        let item = try #require(CorpusCase.all(["dss-cades"]).first { $0.id == id })
        let facts = try #require(try facts(item))
        let content = try #require(try item.bytes("detached"))
        let info = try SignerInfo(facts.parts.signers[0], limits: Limits())
        let archive = try #require(info.unsignedAttributes.first { $0.type == CMSObjects.archiveTimeStampV3 })
        let digest = try DigestAlgorithm.sha512.digest(of: content)
        let kept = info.unsignedAttributes.filter { $0.type != CMSObjects.revocationValues }.map(\.der)
        let without = DER.element(DER.Tag.sequence, info.signedPart + [DER.element(DER.Tag.explicit(1), kept)])
        for (info, expected) in [
            (info, TimestampFacts.Imprint.matches), (try SignerInfo(without, limits: Limits()), .differs),
        ] {
            let timestamp = ArchiveTimestamp(
                token: try TimestampToken(archive.values[0], limits: Limits()),
                value: archive.values[0],
                info: info,
                parts: facts.parts
            )
            let compared = try timestamp.compare(contentDigest: digest, limits: Limits())
            #expect(compared.0 == expected)
        }
    }

    @Test(
        "What Kalkan signed with the national authority's token, of the production network, over a signature of the test one"
    )
    func national() throws {
        func certificates(_ names: String...) throws -> [Certificate] {
            try names.map { name in
                let bytes = try Fixtures.bytes("kz/\(name)")
                return try Certificate(der: bytes.first == 0x30 ? bytes : PEMBlock.all(in: bytes)[0].bytes)
            }
        }
        let bytes = try Fixtures.bytes("kz/cms/individual_attached.der")
        let facts = try SignedDataReader().read(MemoryBytes(bytes).source())
        let timestamp = try #require(facts.signers.first?.timestamps.first)
        let token = try timestamp.token.get()
        #expect(timestamp.imprint == .matches && token.holds)
        #expect(token.info.policy == "1.2.398.3.3.2.6.4" && token.info.imprint.digestAlgorithm == .streebog512)
        var policy = ValidationPolicy.generic
        policy.allowsUncheckedRevocation = true
        let test = try certificates("ca-test/root_test_gost_2022.cer", "ca-test/nca_gost2022_test.cer")
        let production = try certificates("ca-production/root_gost_2022.pem", "ca-production/nca_gost_2022.pem")
        let time = try #require(Timestamp("2026-08-01"))
        for (purposes, level) in [(Set<TrustPurpose>([.timestamp]), SignatureLevel.t), ([.signer], .b)] {
            let trust = TrustStore(
                scopedAnchors: [
                    TrustAnchor(test[0], for: [.signer]), TrustAnchor(production[0], for: purposes),
                ],
                intermediates: [test[1], production[1]]
            )
            let report = try CMSValidator(trust: trust, policy: policy).validate(facts, at: time)
            #expect(report.verdict.isPassed, "\(report.codes)")
            #expect(report.signatures[0].level == (facts.signers[0].signingCertificate == .matches ? level : .basic))
            #expect((report.signatures[0].provenTime == nil) == (level == .b))
            #expect(report.codes.contains("TIMESTAMP_AUTHORITY_NOT_TRUSTED") == (level == .b), "\(report.codes)")
        }
    }
}
