import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("A container passes only whole, with every file covered by signatures that hold")
struct ContainerValidatorTests {
    let pki: TestPKI

    init() throws { pki = try SharedPKI.ec.get() }

    private func container(
        files: [(String, String)] = [("a.txt", "one"), ("b.txt", "two")],
        signers: [TestIdentity]? = nil
    ) throws -> [UInt8] {
        let sink = MemorySink()
        let writer = try ASiCContainerWriter(to: sink)
        for (name, text) in files {
            try writer.add(name, mediaType: "text/plain", .bytes(Array(text.utf8)))
        }
        for identity in signers ?? [pki.applicant] {
            let signer = try identity.signer()
            try writer.sign { (manifest) throws(SigningError) in
                try SignedDataWriter()
                    .signDetached(
                        manifest,
                        signers: [signer],
                        options: SignatureOptions(signingTime: pki.time, includesChain: false)
                    )
            }
        }
        try writer.finish()
        return sink.bytes
    }

    private func judge(_ bytes: [UInt8]) throws -> ValidationReport {
        try ContainerValidator(trust: try pki.trust()).validate(MemoryBytes(bytes), at: pki.time).report
    }

    @Test("A container of two files passes, also with two signatures of its own each")
    func passes() throws {
        #expect(try judge(container()).verdict.isPassed)
        let two = try judge(container(signers: [pki.applicant, pki.head]))
        #expect(two.verdict.isPassed)
        #expect(two.signatures.map(\.number) == [1, 2])
    }

    @Test("One signature of two that does not hold keeps the container from passing")
    func oneRevoked() throws {
        let report = try judge(container(signers: [pki.applicant, pki.revoked]))
        #expect(report.verdict == .indeterminate)
        #expect(report.signatures.map(\.isPassed) == [true, false])
    }

    @Test("The same input gives the same bytes but for the signature")
    func reproducible() throws {
        let rsa = try SharedPKI.rsa.get()
        let first = try container(signers: [rsa.applicant])
        // RSA PKCS#1 v1.5 is deterministic, so the whole file is the same.
        #expect(try container(signers: [rsa.applicant]) == first)
    }

    /// Where a changed bit changes nothing that anybody relies on.
    private enum Harmless {
        /// Unused bits at the end of deflated data, and ZIP fields that no reader interprets here: "version made by" and "external attributes" in the central
        /// directory, "version needed", and the date and time of an entry.
        static func isZIPRemark(_ offset: Int, in bytes: [UInt8]) -> Bool {
            func starts(_ at: Int, _ signature: [UInt8]) -> Bool {
                at >= 0 && at + 4 <= bytes.count && Array(bytes[at..<at + 4]) == signature
            }
            // Local header: needed 4-5, time and date 10-13. Central header: made by 4-5, needed 6-7, time and date
            // 12-15, internal attributes 36-37, external attributes 38-41.
            let local = [4, 5, 10, 11, 12, 13].contains { starts(offset - $0, [0x50, 0x4b, 3, 4]) }
            let central = [4, 5, 6, 7, 12, 13, 14, 15, 36, 37, 38, 39, 40, 41]
                .contains { starts(offset - $0, [0x50, 0x4b, 1, 2]) }
            // The last byte of a deflated entry, whose unused bits nobody reads (RFC 1951 section 3.2.3).
            let padding = starts(offset + 1, [0x50, 0x4b, 3, 4])
            return local || central || padding
        }
    }

    @Test("No flipped bit and no truncation passes, but in remarks of the ZIP format and the CMS version")
    func flipsAndTruncations() throws {
        let bytes = try container(files: [("a.txt", "abc")])
        #expect(try judge(bytes).verdict.isPassed)
        var passed: [Int] = []
        for offset in bytes.indices {
            for bit: UInt8 in [0x01, 0x20, 0x80] {
                var changed = bytes
                changed[offset] ^= bit
                if (try? judge(changed))?.verdict.isPassed == true { passed.append(offset) }
            }
        }
        // The version of SignedData (RFC 5652 section 5.1) names no content: 1, 3, 4 and 5 are read alike.
        let version = try #require(bytes.firstRange(of: [0x30, 0x82])?.lowerBound)
        let message = bytes[version...]
        let harmless = passed.filter { !Harmless.isZIPRemark($0, in: bytes) }
        let versionOctet = try #require(message.firstRange(of: [0x02, 0x01, 0x01])?.lowerBound) + 2
        #expect(harmless.allSatisfy { $0 == versionOctet }, "\(harmless)")
        for length in bytes.indices {
            let report = try? judge(Array(bytes[..<length]))
            #expect(report?.verdict.isPassed != true)
        }
    }

    @Test("A co-signature keeps the first one's bytes; a countersignature covers a signature")
    func cosign() throws {
        let first = try container()
        let sink = MemorySink()
        let options = SignatureOptions(signingTime: pki.time)
        try ContainerSigner().cosign(MemoryBytes(first), signer: try pki.head.signer(), options: options, to: sink)
        let report = try judge(sink.bytes)
        #expect(report.verdict.isPassed)
        #expect(report.signatures.count == 2)
        let counter = MemorySink()
        try ContainerSigner()
            .countersign(
                MemoryBytes(sink.bytes),
                number: 2,
                signer: try pki.stranger.signer(),
                options: options,
                to: counter
            )
        let countered = try judge(counter.bytes)
        #expect(countered.verdict.isPassed)
        #expect(countered.signatures.map(\.countersignatures.count) == [0, 1])
        let missing = #expect(throws: SigningError.self) {
            try ContainerSigner()
                .countersign(
                    MemoryBytes(first),
                    number: 2,
                    signer: try pki.head.signer(),
                    options: options,
                    to: MemorySink()
                )
        }
        #expect(missing?.code == .noSuchSignature)
    }
}
