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
    /// Archive timestamps beside attributes of the older levels that do not come out: they prove nothing here, which is the
    /// safe side.
    private static let unexplained: Set<String> = [
        "validation/cades-ats-v3-rev-val-crl.p7s+screenshot2.png", "validation/cades-dss1997.p7m",
    ]

    @Test("Timestamps of valid signatures are over what they must be over", arguments: CorpusCase.all(["dss-cades"]))
    func imprints(item: CorpusCase) throws {
        guard item.expected == "valid", let facts = try facts(item) else { return }
        let states = facts.signers.flatMap(\.timestamps).map { "\($0.kind) \($0.imprint)" }
        let differing = facts.signers.flatMap(\.timestamps).filter { $0.imprint == .differs }
        #expect(differing.isEmpty != Self.broken.union(Self.unexplained).contains(item.id), "\(states)")
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
