import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("Signatures are raised to T, LT and LTA")
struct SignedDataExtenderTests {
    let parties: TimestampParties
    var pki: TestPKI { parties.pki }
    var time: Timestamp { parties.time }

    init() throws { parties = try TimestampParties() }

    @Test("Each level is what the report then says, and OpenSSL still verifies the message", arguments: ["rsa", "ec"])
    func levels(kind: String) throws {
        let parties = try TimestampParties(SharedPKI.of(kind))
        for level in [SignatureLevel.t, .lt, .lta] {
            let extended = try parties.extend(parties.sign(), to: level)
            let report = try parties.report(extended, at: parties.time)
            #expect(report.verdict.isPassed && report.signatures[0].level == level, "\(level): \(report.codes)")
            let folder = try TemporaryFolder()
            try folder.write(extended, as: "message")
            let outcome = try Tool.run(
                "openssl",
                ["cms", "-verify", "-noverify", "-inform", "DER", "-in", folder("message")]
            )
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.output == parties.content)
        }
    }

    @Test("OpenSSL verifies the timestamp over the signature value")
    func openSSLVerifiesTimestamp() throws {
        let extended = try parties.extend(parties.sign(), to: .t)
        let facts = try SignedDataReader().read(MemoryBytes(extended).source())
        let token = try #require(try facts.signers.first?.timestamps.first?.token.get())
        let folder = try TemporaryFolder()
        try folder.write(token.bytes, as: "token")
        try folder.write(facts.signers[0].signatureValue, as: "data")
        let pem = [pki.root.certificate, pki.issuing.certificate]
            .map { certificate in
                (try? Tool.openssl("x509", "-inform", "DER", "-outform", "PEM", input: certificate.der).output) ?? []
            }
        try folder.write(Array(pem.joined()), as: "ca.pem")
        try Tool.openssl(
            "ts",
            "-verify",
            "-token_in",
            "-in",
            folder("token"),
            "-data",
            folder("data"),
            "-CAfile",
            folder("ca.pem"),
            "-attime",
            String(time.seconds)
        )
    }

    @Test("After LT the anchors alone suffice; before, they do not")
    func anchorsAlone() throws {
        let signed = try parties.sign()
        let years = time.adding(days: 700)
        for (level, passes) in [(SignatureLevel.t, false), (.lt, true), (.lta, true)] {
            let extended = try parties.extend(signed, to: level)
            let report = try parties.report(extended, at: years, trust: parties.anchors)
            #expect(report.verdict.isPassed == passes, "\(level): \(report.codes)")
            if passes { #expect(report.signatures[0].level == level) }
        }
    }

    @Test("OCSP responses are kept as id-ri-ocsp-response, and suffice")
    func ocsp() throws {
        let responder = TestOCSPResponder(
            authority: pki.issuing.certificate,
            identity: pki.responder,
            issued: [pki.applicant.certificate.serialNumber, pki.timestamping.certificate.serialNumber]
        )
        let root = TestOCSPResponder(
            authority: pki.root.certificate,
            identity: TestIdentity(key: pki.root.key, certificate: pki.root.certificate),
            issued: [pki.issuing.certificate.serialNumber]
        )
        let source = AnsweringSource(responders: [responder, root])
        let sink = MemorySink()
        let trust = TrustStore(anchors: [pki.root.certificate], intermediates: [pki.issuing.certificate])
        let extender = try SignedDataExtender(
            timestamps: StampingAuthority(pki, at: time),
            trust: trust,
            evidence: source
        )
        try extender.extend(MemoryBytes(try parties.sign()), to: .lta, at: time, to: sink)
        let facts = try SignedDataReader().read(MemoryBytes(sink.bytes).source())
        #expect(facts.parts.version == 5)
        #expect(facts.revocationLists.allSatisfy { $0.starts(with: [0xa1]) } && facts.revocationLists.count == 3)
        let report = try parties.report(sink.bytes, at: time.adding(days: 700), trust: parties.anchors)
        #expect(report.verdict.isPassed && report.signatures[0].level == .lta, "\(report.codes)")
    }

    /// Responders that are asked without a network.
    private struct AnsweringSource: EvidenceSource {
        let responders: [TestOCSPResponder]

        func revocation(of certificate: Certificate, issuer: Certificate, at time: Timestamp) -> EvidenceAnswer {
            guard let responder = responders.first(where: { $0.authority == issuer }),
                let bytes = try? responder.response(about: [certificate], at: time),
                let response = try? OCSPResponse(der: bytes)
            else { return EvidenceAnswer() }
            return EvidenceAnswer(evidence: Evidence(ocspResponses: [response]))
        }
    }

    /// A policy that finds SHA-256 strong only until a time, and SHA-512 always.
    private func policy(until: Timestamp) -> ValidationPolicy {
        var policy = ValidationPolicy(name: "dated", version: "1")
        policy.algorithms.digests = [
            AlgorithmRules.Digest(.sha256, AlgorithmRules.Period(until: until)), AlgorithmRules.Digest(.sha512),
        ]
        return policy
    }

    @Test("After LTA it passes though the algorithm of the signature has been ruled out since; after LT it does not")
    func algorithmsAge() throws {
        let policy = policy(until: time.adding(days: 100))
        let years = time.adding(days: 700)
        let lt = try parties.extend(parties.sign(), to: .lt)
        let aged = try parties.report(lt, at: years, trust: parties.anchors, policy: policy)
        #expect(aged.verdict == .indeterminate && aged.codes.contains("WEAK_DIGEST"), "\(aged.codes)")

        // The archive timestamp is by an authority whose own path is signed with SHA-512 throughout.
        let decades = time.adding(days: -10)...time.adding(days: 9_000)
        let strong = try TestAuthority(
            selfSigned: .root(.authority("ТЕСТ STRONG ROOT"), validity: decades),
            key: .generate(.ellipticCurve(bits: 521))
        )
        var source = StampingAuthority(pki, at: time)
        source.authority = TestTimestampAuthority(
            try strong.issue(
                .timestamping(.authority("ТЕСТ STRONG TSA"), validity: decades),
                for: .generate(.ellipticCurve(bits: 521))
            )
        )
        let list = try strong.crl(RevocationListTemplate(thisUpdate: time, nextUpdate: time.adding(days: 9_000)))
        let trust = TrustStore(
            anchors: [pki.root.certificate, strong.certificate],
            revocationLists: [try CertificateRevocationList(der: list)]
        )
        let sink = MemorySink()
        try SignedDataExtender(timestamps: source, trust: trust, digest: .sha512)
            .extend(MemoryBytes(lt), to: .lta, at: time, to: sink)
        let report = try parties.report(sink.bytes, at: years, trust: trust, policy: policy)
        #expect(report.verdict.isPassed && report.signatures[0].level == .lta, "\(report.codes)")
    }

    @Test("A second archive timestamp stands beside the first, and every byte of what was there is kept")
    func renewed() throws {
        let once = try parties.extend(parties.sign(), to: .lta)
        let twice = try parties.extend(once, to: .lta, at: time.adding(days: 1))
        let report = try parties.report(twice, at: time.adding(days: 1))
        #expect(report.verdict.isPassed && report.signatures[0].level == .lta, "\(report.codes)")
        #expect(report.signatures[0].timestamps.filter { $0.kind == .archive && $0.holds }.count == 2)
        let first = try SignedDataReader().read(MemoryBytes(once).source())
        let second = try SignedDataReader().read(MemoryBytes(twice).source())
        #expect(Set(second.signers[0].unsignedAttributes).isSuperset(of: first.signers[0].unsignedAttributes))
        let before = try SignerInfo(first.parts.signers[0], limits: Limits())
        let after = try SignerInfo(second.parts.signers[0], limits: Limits())
        #expect(before.signedPart == after.signedPart)
        #expect(Set(second.parts.certificates).isSuperset(of: first.parts.certificates))
    }

    @Test("Evidence taken away from under an archive timestamp breaks it; evidence added is told")
    func hashIndex() throws {
        let archived = try parties.extend(parties.sign(), to: .lta)
        func changed(_ change: (inout SignedDataParts) -> Void) throws -> ValidationReport {
            let facts = try SignedDataReader().read(MemoryBytes(archived).source())
            var parts = facts.parts
            change(&parts)
            let (before, after) = SignedDataLayout(parts: parts).definite(contentLength: parties.content.count)
            return try parties.report(before + parties.content + after, at: time)
        }
        #expect(try changed { _ in }.signatures[0].level == .lta)
        let less = try changed { $0.revocationLists.removeLast() }
        #expect(less.codes.contains("TIMESTAMP_IMPRINT_DIFFERS") && less.signatures[0].level < .lta, "\(less.codes)")
        let fewer = try changed { $0.certificates.removeAll { $0 == pki.issuing.certificate.der } }
        #expect(fewer.codes.contains("TIMESTAMP_IMPRINT_DIFFERS") && fewer.signatures[0].level < .lta)
        let more = try changed { $0.certificates.append(pki.stranger.certificate.der) }
        #expect(more.codes.contains("ARCHIVE_TIMESTAMP_PARTIAL") && more.signatures[0].level == .lta, "\(more.codes)")
    }

    @Test("Several signers are all raised, and a detached message keeps its content outside")
    func severalSigners() throws {
        let sink = MemorySink()
        let signed = try parties.sign(isDetached: true)
        try SignedDataWriter()
            .cosign(
                MemoryBytes(signed),
                content: MemoryBytes(parties.content).source(),
                signer: pki.head.signer(),
                options: SignatureOptions(signingTime: time),
                to: sink
            )
        let extended = try parties.extend(sink.bytes, to: .lta, content: parties.content)
        let report = try parties.report(extended, at: time, trust: parties.anchors, content: parties.content)
        #expect(report.verdict.isPassed && report.signatures.map(\.level) == [.lta, .lta], "\(report.codes)")
        let error = #expect(throws: SigningError.self) { try parties.extend(sink.bytes, to: .lta) }
        #expect(error?.code == .contentMissing)
    }

    @Test("What cannot be proven is not written: no evidence, a revoked signer, an authority that is not trusted")
    func notProven() throws {
        let signed = try parties.sign()
        let bare = TrustStore(anchors: [pki.root.certificate], intermediates: [pki.issuing.certificate])
        var error = #expect(throws: SigningError.self) { try parties.extend(signed, to: .lt, trust: bare) }
        #expect(
            error?.code == .levelNotProven && error?.reason.contains("REVOCATION_UNKNOWN") == true,
            "\(error as Any)"
        )
        error = #expect(throws: SigningError.self) { try parties.extend(parties.sign(pki.revoked), to: .lt) }
        #expect(error?.code == .levelNotProven && error?.reason.contains("REVOKED_NO_POE") == true, "\(error as Any)")
        let stranger = StampingAuthority(try SharedPKI.rsa.get(), at: time)
        error = #expect(throws: SigningError.self) { try parties.extend(signed, to: .t, by: stranger) }
        #expect(error?.code == .levelNotProven, "\(error as Any)")
        var unfit = StampingAuthority(pki, at: time)
        unfit.authority.identity = pki.head
        error = #expect(throws: SigningError.self) { try parties.extend(signed, to: .t, by: unfit) }
        #expect(error?.code == .levelNotProven, "\(error as Any)")
        var damaged = signed
        damaged[damaged.count - 1] ^= 1
        error = #expect(throws: SigningError.self) { try parties.extend(damaged, to: .t) }
        #expect(error?.code == .earlierSignatureBroken)
    }
}
