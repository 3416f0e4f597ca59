import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("Containers are raised to T, LT and LTA")
struct ContainerExtenderTests {
    let parties: TimestampParties
    var pki: TestPKI { parties.pki }
    var time: Timestamp { parties.time }

    init() throws { parties = try TimestampParties() }

    private func container() throws -> [UInt8] {
        let sink = MemorySink()
        let writer = try ASiCContainerWriter(to: sink)
        try writer.add("өтініш.txt", mediaType: "text/plain", .bytes(parties.content))
        try writer.add("second.bin", mediaType: "application/octet-stream", .bytes([1, 2, 3]))
        try writer.sign { (manifest) throws(SigningError) in
            try SignedDataWriter()
                .signDetached(
                    manifest,
                    signers: [try pki.applicant.signer(chain: [])],
                    options: SignatureOptions(signingTime: time)
                )
        }
        try writer.finish()
        return sink.bytes
    }

    private func extend(_ bytes: [UInt8], to level: SignatureLevel, at time: Timestamp) throws -> [UInt8] {
        let sink = MemorySink()
        let messages = try SignedDataExtender(timestamps: StampingAuthority(pki, at: time), trust: try pki.trust())
        try SignedFileExtender(messages)
            .extend(SignedInput(format: .asice, bytes: MemoryBytes(bytes)), to: level, at: time, to: sink)
        return sink.bytes
    }

    private func report(_ bytes: [UInt8], at time: Timestamp, trust: TrustStore? = nil) throws -> ValidationReport {
        try ContainerValidator(trust: try trust ?? pki.trust()).validate(MemoryBytes(bytes), at: time).report
    }

    @Test("Each level is what the report then says; LT and LTA need the anchors alone, years later")
    func levels() throws {
        let years = time.adding(days: 700)
        for level in [SignatureLevel.t, .lt, .lta] {
            let extended = try extend(try container(), to: level, at: time)
            let report = try report(extended, at: time)
            #expect(report.verdict.isPassed && report.signatures[0].level == level, "\(level): \(report.codes)")
            let alone = try self.report(extended, at: years, trust: parties.anchors)
            #expect(alone.verdict.isPassed == (level >= .lt), "\(level): \(alone.codes)")
        }
    }

    @Test("An archive manifest is named as the standard says; a second one refers to the first as its root file")
    func archiveManifests() throws {
        let twice = try extend(try extend(try container(), to: .lta, at: time), to: .lta, at: time.adding(days: 1))
        let container = try ASiCContainer(MemoryBytes(twice))
        #expect(
            container.archives.map(\.name) == [
                "META-INF/ASiCArchiveManifest001.xml", "META-INF/ASiCArchiveManifest.xml",
            ]
        )
        let newest = try #require(container.archives.last?.manifest)
        #expect(newest.references.filter(\.isRootfile).map(\.name) == ["META-INF/ASiCArchiveManifest001.xml"])
        let report = try report(twice, at: time.adding(days: 1))
        #expect(report.verdict.isPassed && report.signatures[0].level == .lta, "\(report.codes)")
        #expect(report.signatures[0].timestamps.filter { $0.kind == .archive && $0.holds }.count == 2)
    }

    @Test("A signature file that was exchanged after the archive timestamp breaks that")
    func exchanged() throws {
        let archived = try extend(try container(), to: .lta, at: time)
        let container = try ASiCContainer(MemoryBytes(archived))
        let signed = try #require(container.signatures.first)
        let other = MemorySink()
        try SignedDataExtender(timestamps: StampingAuthority(pki, at: time), trust: try pki.trust(), digest: .sha512)
            .extend(
                MemoryBytes(signed.signature),
                content: MemoryBytes(signed.bytes).source(),
                to: .lta,
                at: time,
                to: other
            )
        let sink = MemorySink()
        try container.write(replacingSignatures: [signed.signatureName: other.bytes], to: sink)
        let report = try report(sink.bytes, at: time)
        #expect(report.codes.contains("TIMESTAMP_IMPRINT_DIFFERS"), "\(report.codes)")
    }

    /// What the makers of the samples say of the archive timestamps in them: `nil` if there is none that is read.
    private static let samples: [String: TimestampFacts.Imprint] = [
        "validation/ASiC-E-CAdES-BpLTA-copied-arctst.sce": .differs,
        "other/validation/ASiC-E-CAdES-BpLTA.sce": .matches,
    ]

    @Test("Archive timestamps of others", arguments: ContainerFixtures.lines(of: "dss-asic-cades"))
    func others(_ line: ContainerFixtures.Line) throws {
        guard let expected = Self.samples[line.id] else { return }
        let container = try ASiCContainer(try ContainerFixtures.archive(line), mimetype: .tolerant)
        let check = try container.check()
        let one = try #require(check.signatures.first)
        let facts = try SignedDataReader()
            .read(MemoryBytes(one.signed.signature).source(), content: MemoryBytes(one.signed.bytes).source())
        let imprints = try container.archiveTimestamps(check, over: one.signed, facts).map(\.imprint)
        #expect(imprints.contains(expected), "\(imprints)")
    }
}
