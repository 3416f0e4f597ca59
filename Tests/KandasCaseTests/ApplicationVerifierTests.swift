import KandasDocs
import KandasSign
import KandasTestPKI
import Support
import Testing

@testable import KandasCase

@Suite("An application is accepted only as the applicant signed it")
struct ApplicationVerifierTests {
    private static let time = Timestamp(seconds: 1_795_348_800)
    private static let shared = Result { try TestPKI.make(kind: .ellipticCurve(bits: 256), at: time) }
    private static let rsa = Result { try TestPKI.make(kind: .rsa(bits: 2_048), at: time) }
    private let pki: TestPKI
    private let folder: TemporaryFolder

    init() throws {
        pki = try Self.shared.get()
        folder = try TemporaryFolder()
    }

    private func trust(lists: [[UInt8]]? = nil) throws -> TrustStore {
        TrustStore(
            anchors: [pki.root.certificate],
            intermediates: [pki.issuing.certificate],
            revocationLists: try (lists ?? [pki.rootRevocationList, pki.issuingRevocationList])
                .map { try CertificateRevocationList(der: $0) }
        )
    }

    /// A sample application for the applicant, changed by `change`, signed by `identity`.
    private func package(
        members: Int = 2,
        signedBy identity: TestIdentity? = nil,
        change: (inout Application) -> Void = { _ in }
    ) throws -> [UInt8] {
        let path = folder("sample-\(UInt64.random(in: .min ... .max))")
        let sample = ApplicationSample.make(
            owner: ApplicationSample.Owner(
                iin: TestPKI.Person.applicantNumber,
                pki.applicant.certificate.holder
            ),
            members: members,
            on: CalendarDate(inKazakhstanAt: Self.time)
        )
        _ = try sample.write(to: path)
        var form = sample.form
        change(&form)
        let package = try ApplicationBuilder.build(
            form,
            id: "019aa9f0-0000-7000-8000-000000000000",
            folder: path,
            context: RuleContext(judgedOn: CalendarDate(inKazakhstanAt: Self.time)),
            inspector: { GateInspector() }
        )
        let sink = MemorySink()
        try package.write(
            signedBy: try (identity ?? pki.applicant).signer(),
            options: SignatureOptions(signingTime: Self.time),
            to: sink
        )
        return sink.bytes
    }

    private func judge(
        _ bytes: [UInt8],
        trust: TrustStore? = nil,
        policy: IntakePolicy = IntakePolicy()
    ) throws -> IntakeReport {
        try ApplicationVerifier(trust: try trust ?? self.trust(), policy: policy)
            .verify(MemoryBytes(bytes), at: Self.time).report
    }

    @Test("The applicant's own application is accepted, whatever the size of the family", arguments: [0, 1, 5, 51])
    func accepted(members: Int) throws {
        let report = try judge(package(members: members))
        #expect(report.verdict == .accept)
        #expect(report.reasons.isEmpty)
        #expect(report.summary?.members == members)
    }

    @Test("A stranger's signature returns it, with who signed and who should have")
    func stranger() throws {
        let report = try judge(package(signedBy: pki.stranger))
        #expect(report.verdict == .returned)
        #expect(report.reasons.map(\.code) == ["SIGNER_NOT_APPLICANT"])
        #expect(report.reasons.first?.rule == "KND-ID-09")
    }

    @Test("Revoked, ended and authentication keys return it")
    func refusedKeys() throws {
        #expect(try judge(package(signedBy: pki.revoked)).reasons.first?.code == "SIGN_AGAIN")
        #expect(try judge(package(signedBy: pki.expired)).reasons.first?.code == "SIGN_AGAIN")
        for identity in [pki.revoked, pki.expired, pki.authenticationOnly] {
            #expect(try judge(package(signedBy: identity)).verdict == .returned)
        }
    }

    @Test("Without revocation lists, or without anchors, it waits for the operator")
    func waits() throws {
        let bytes = try package()
        for trust in [try trust(lists: []), TrustStore(anchors: [])] {
            let report = try judge(bytes, trust: trust)
            #expect(report.verdict == .wait)
            #expect(report.reasons.contains { $0.code == "EVIDENCE_MISSING" && $0.actor == .operator })
        }
    }

    @Test("A certificate of a CA that nobody trusts returns it")
    func otherAuthority() throws {
        let other = try TestPKI.make(kind: .ellipticCurve(bits: 256), at: Self.time)
        let report = try judge(package(signedBy: other.applicant))
        #expect(report.verdict == .returned)
    }

    @Test("An operator may hand in at a service centre, if the body is authorised and the hand-signed form attached")
    func serviceCentre() throws {
        let bytes = try package(signedBy: pki.head) { form in
            form.channel = .serviceCentre
            var signed = form.attachments[0]
            signed.kind = .signedForm
            signed.language = "kk"
            form.attachments.append(signed)
        }
        let unknown = try judge(bytes)
        #expect(unknown.verdict == .returned)
        #expect(unknown.reasons.map(\.code) == ["SIGNER_BODY_NOT_ALLOWED"])
        let bin = try #require(BusinessIdentificationNumber(TestPKI.Person.bodyNumber))
        let known = try judge(bytes, policy: IntakePolicy(authorisedOperators: [bin]))
        #expect(known.verdict == .accept, "\(known.reasons.map(\.code))")
        let without = try package(signedBy: pki.head) { $0.channel = .serviceCentre }
        #expect(try judge(without, policy: IntakePolicy(authorisedOperators: [bin])).verdict == .returned)
    }

    @Test("An application confirmed by SMS is never rendered as signed")
    func sms() throws {
        let report = try judge(package { $0.signingMethod = .smsPassword })
        #expect(report.verdict == .returned)
        #expect(report.reasons.contains { $0.code == "NOT_SIGNED_SMS_CHANNEL" })
    }

    @Test("With a given identifier and time, an RSA key gives the same bytes twice")
    func reproducible() throws {
        let rsa = try Self.rsa.get()
        #expect(try package(signedBy: rsa.applicant) == package(signedBy: rsa.applicant))
    }

    @Test("A signature over application.xml alone does not carry attachments in a container")
    func partialCoverage() throws {
        let whole = try ASiCContainer(MemoryBytes(try package()))
        let sink = MemorySink()
        let writer = try ASiCContainerWriter(to: sink)
        let document = try whole.archive.contents(
            of: try #require(whole.archive.entry(named: "application.xml")),
            limit: 1 << 20
        )
        try writer.add("application.xml", mediaType: "application/xml", .bytes(document))
        let signer = try pki.applicant.signer()
        try writer.sign { (manifest) throws(SigningError) in
            try SignedDataWriter()
                .signDetached(manifest, signers: [signer], options: SignatureOptions(signingTime: Self.time))
        }
        try writer.finish()
        // The attachments are missing, not just unsigned: each is told.
        let report = try judge(sink.bytes)
        #expect(report.verdict == .returned)
        #expect(report.reasons.contains { $0.code == "ATTACHMENT_MISSING" })
    }

    @Test("An application that comes loose is judged by the digests in application.xml")
    func loose() throws {
        let whole = try ASiCContainer(MemoryBytes(try package()))
        let document = try whole.archive.contents(
            of: try #require(whole.archive.entry(named: "application.xml")),
            limit: 1 << 20
        )
        let attachments = folder("attachments")
        _ = try Tool.run("mkdir", [attachments])
        for file in whole.dataFiles where file.name != "application.xml" {
            try writeFile(
                try whole.archive.contents(of: file, limit: 1 << 20),
                to: "\(attachments)/\(file.name.dropFirst(12))"
            )
        }
        let sink = MemorySink()
        try SignedDataWriter()
            .sign(
                MemoryBytes(document).source(),
                isDetached: false,
                signers: [try pki.applicant.signer()],
                options: SignatureOptions(signingTime: Self.time),
                to: sink
            )
        func judge() throws -> IntakeReport {
            try ApplicationVerifier(trust: try trust())
                .verify(message: MemoryBytes(sink.bytes).source(), attachmentsIn: attachments, at: Self.time).report
        }
        #expect(try judge().verdict == .accept)
        let changed = "\(attachments)/001-autobiography.pdf"
        try writeFile(try readFile(changed) + [0x0a], to: changed)
        #expect(try judge().reasons.map(\.code) == ["ATTACHMENT_CHANGED"])
    }

    /// The application of a package, signed inside of itself, and the package's attachments in a folder.
    private func loose(_ profile: XMLSignatureForm.Profile) throws -> (document: [UInt8], attachments: String) {
        let container = try ASiCContainer(MemoryBytes(try package()))
        let attachments = folder("attachments-\(profile.rawValue)")
        _ = try Tool.run("mkdir", [attachments])
        var application: [UInt8] = []
        for entry in container.dataFiles {
            let bytes = try container.archive.contents(of: entry, limit: entry.size)
            if entry.name == "application.xml" {
                application = bytes
            } else {
                try folder.write(
                    bytes,
                    as: "attachments-\(profile.rawValue)/\(entry.name.split(separator: "/").last ?? "")"
                )
            }
        }
        let sink = MemorySink()
        try XMLSignatureWriter()
            .sign(
                MemoryBytes(application),
                signer: pki.applicant.signer(),
                options: SignatureOptions(signingTime: Self.time),
                form: XMLSignatureForm(profile),
                to: sink
            )
        return (sink.bytes, attachments)
    }

    @Test("An application.xml that holds its signature is accepted with its attachments, and not when it was changed")
    func signedXML() throws {
        let verifier = try ApplicationVerifier(trust: try trust())
        for profile in XMLSignatureForm.Profile.allCases {
            let (document, attachments) = try loose(profile)
            func report(_ bytes: [UInt8], _ folder: String?) throws -> IntakeReport {
                try verifier.verify(signedApplication: MemoryBytes(bytes), attachmentsIn: folder, at: Self.time).report
            }
            let accepted = try report(document, attachments)
            #expect(accepted.verdict == .accept, "\(accepted.reasons)")
            #expect(try report(document, nil).verdict != .accept)
            let text = String(decoding: document, as: UTF8.self)
            let changed = text.replacing("<service>ASSIGN", with: "<service>EXTEND")
            #expect(changed != text)
            #expect(try report(Array(changed.utf8), attachments).verdict == .returned)
            let smuggled = text.replacing("</ds:Signature>", with: "<ds:Object><x>1</x></ds:Object></ds:Signature>")
            #expect(try report(Array(smuggled.utf8), attachments).verdict != .accept)
        }
    }
}
