import FoundationEssentials
import KandasTestPKI
import KandasText
import Support
import Testing

@testable import KandasSign

@Suite("An inspection tells facts and no opinion")
struct FileInspectorTests {
    let parties: CMSParties
    let folder: TemporaryFolder
    private let content = Array("Өтініш".utf8)

    init() throws {
        parties = try CMSParties.shared.get()
        folder = try TemporaryFolder()
    }

    private func inspect(_ bytes: [UInt8], content: [UInt8]? = nil) throws -> InspectionDocument {
        let file = try InputFile(path: try folder.write(bytes, as: "input"))
        let given = try content.map { try InputFile(path: try folder.write($0, as: "content")) }
        return InspectionDocument(try FileInspector().inspect(file, content: given), file: "input")
    }

    private func pem(_ der: [UInt8], _ label: String) throws -> [UInt8] {
        let text = try Tool.openssl("base64", "-e", input: der).text
        return Array("-----BEGIN \(label)-----\n\(text)-----END \(label)-----\n".utf8)
    }

    @Test("A message in every form: its content, signers and certificates", arguments: ["DER", "PEM", "base64"])
    func message(form: String) throws {
        let der = try parties.sign(content, by: [.rsa, .p384])
        let bytes =
            switch form {
            case "PEM": try pem(der, "CMS")
            case "base64": try Tool.openssl("base64", "-e", input: der).output
            default: der
            }
        let document = try inspect(bytes)
        #expect(document.format == "cms")
        #expect(!document.isJudged)
        let message = try #require(document.message)
        #expect(message.isAttached)
        #expect(message.contentByteCount == content.count)
        // openssl dgst -sha256
        let digest = try Tool.openssl("dgst", "-sha256", "-r", input: content).text.prefix(64)
        #expect(message.contentDigests["SHA-256"] == String(digest))
        #expect(message.certificates.count == 3)
        #expect(message.signers.count == 2)
        for signer in message.signers {
            #expect(signer.contentMatches == true)
            #expect(signer.signatureValueFits == true)
            #expect(signer.signingCertificate == "matches")
            #expect(signer.claimedSigningTime == parties.pki.time.description)
            #expect(
                Set(signer.signedAttributes?.compactMap(\.type.name) ?? []) == [
                    "contentType", "messageDigest", "signingTime", "signingCertificateV2",
                ]
            )
            #expect(signer.findings.isEmpty)
        }
    }

    @Test("A detached message says that its content is elsewhere, and compares what is given")
    func detached() throws {
        let message = try parties.sign(content, by: [.p256], isDetached: true)
        let alone = try #require(try inspect(message).message)
        #expect(!alone.isAttached)
        #expect(alone.contentByteCount == nil)
        #expect(alone.signers.first?.contentMatches == nil)
        #expect(alone.signers.first?.signatureValueFits == true)
        #expect(try inspect(message, content: content).message?.signers.first?.contentMatches == true)
        #expect(try inspect(message, content: [1]).message?.signers.first?.contentMatches == false)
    }

    @Test("A certificate: national fields, role, purposes, fitness", arguments: ["DER", "PEM", "text"])
    func certificate(form: String) throws {
        let certificate = parties.pki.head.certificate
        let bytes =
            switch form {
            case "PEM": try pem(certificate.der, "CERTIFICATE")
            case "text": try Tool.openssl("x509", "-inform", "DER", "-text", input: certificate.der).output
            default: certificate.der
            }
        let document = try inspect(bytes)
        #expect(document.format == "certificate")
        let found = try #require(document.certificates?.first)
        #expect(found.holder.iin == TestPKI.Person.headNumber)
        #expect(found.holder.iinFindings == [])
        #expect(found.holder.bin == TestPKI.Person.bodyNumber)
        #expect(found.holder.patronymic == "ТЕСТҰЛЫ")
        #expect(found.roles == [.legalEntity, .firstHead])
        #expect(found.signingFitness == "FIT")
        #expect(found.key == "EC P-256")
        #expect(found.keyUsage == ["digitalSignature", "nonRepudiation"])
        #expect(found.extendedKeyUsage.map(\.name) == ["emailProtection", "kz-legalEntity", "kz-firstHead"])
        #expect(found.extensions.allSatisfy { $0.type.name != nil })
        #expect(!found.isAuthority && !found.isSelfSigned)
        let sha256 = try Tool.openssl("dgst", "-sha256", "-r", input: certificate.der).text.prefix(64)
        #expect(found.sha256 == String(sha256))
        let authentication = try inspect(parties.pki.authenticationOnly.certificate.der)
        #expect(authentication.certificates?.first?.signingFitness == "AUTH_KEY_USED")
        #expect(try inspect(parties.pki.root.certificate.der).certificates?.first?.isSelfSigned == true)
    }

    @Test("A revocation list, alone and in a bundle with certificates")
    func revocationList() throws {
        let pki = parties.pki
        let found = try #require(try inspect(pki.issuingRevocationList).revocationLists?.first)
        #expect(found.count == 1)
        #expect(found.issuer.text == pki.issuing.certificate.subject.description)
        #expect(found.thisUpdate == pki.time.adding(seconds: -3_600).description)
        #expect(try inspect(pki.issuingRevocationList).format == "crl")
        let bundle =
            try pem(pki.issuing.certificate.der, "CERTIFICATE") + pem(pki.issuingRevocationList, "X509 CRL")
            + pem(pki.root.certificate.der, "CERTIFICATE")
        let document = try inspect(bundle)
        #expect(document.certificates?.count == 2)
        #expect(document.revocationLists?.count == 1)
    }

    @Test("A container: entries, manifest, signature, findings")
    func container() throws {
        let sink = MemorySink()
        let writer = try ASiCContainerWriter(to: sink)
        try writer.add("a.txt", mediaType: "text/plain", .bytes(content))
        var manifest: [UInt8] = []
        try writer.sign { (bytes) throws(SigningError) in
            manifest = bytes
            return [0x30, 0]
        }
        try writer.finish()
        let broken = try #require(try inspect(sink.bytes).container)
        #expect(broken.mimetype == "application/vnd.etsi.asic-e+zip")
        #expect(broken.isMimetypeInPlace)
        #expect(
            broken.entries.map(\.name) == [
                "mimetype", "a.txt", "META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s",
            ]
        )
        #expect(broken.entries.first?.method == "stored")
        #expect(broken.manifests.first?.signature == nil)
        #expect(broken.manifests.first?.signatureError?.hasPrefix("MALFORMED_INPUT") == true)
        let signature = try parties.sign(manifest, by: [.p256], isDetached: true)
        let fixed = MemorySink()
        try ASiCContainer(MemoryBytes(sink.bytes))
            .write(replacingSignatures: ["META-INF/signature001.p7s": signature], to: fixed)
        let document = try inspect(fixed.bytes)
        #expect(document.format == "asice")
        let reference = try #require(document.container?.manifests.first?.references.first)
        #expect(reference.name == "a.txt")
        #expect(reference.outcome == "unchanged")
        #expect(document.container?.manifests.first?.signature?.signers.first?.contentMatches == true)
        #expect(document.container?.findings.isEmpty == true)
    }

    @Test("What is none of these is refused, and says what is expected")
    func unknown() throws {
        let key = try parties.identity(.p256).key.pkcs8().withUnsafeBytes { Array($0) }
        for (bytes, word) in [
            ([], "expected"), (Array("%PDF-1.7\n".utf8), "PDF"), (Array("plain text\n".utf8), "expected"),
            ([UInt8](repeating: 0, count: 100), "expected"), ([0x30, 0x03, 0x04, 0x01, 0x00], "expected"), (key, "key"),
            (try pem(key, "PRIVATE KEY"), "key"), (try pem([1, 2], "PUBLIC KEY"), "expected"),
        ] as [([UInt8], String)] {
            let error = #expect(throws: SigningError.self) { try inspect(bytes) }
            #expect(error?.code == .unsupported)
            #expect(error?.reason.contains(word) == true)
        }
    }

    @Test("Truncated at any length and with any byte flipped: facts or a refusal, never a crash")
    func damaged() throws {
        let samples = [
            try parties.sign(content, by: [.p256]), parties.pki.head.certificate.der, parties.pki.issuingRevocationList,
        ]
        for sample in samples {
            for index in sample.indices {
                #expect(throws: SigningError.self) { try inspect(Array(sample.prefix(index))) }
                var touched = sample
                touched[index] ^= 1 << UInt8(index % 8)
                _ = try? JSONEncoder().encode(try inspect(touched))
            }
        }
    }

    @Test("Each name of an identifier is known once")
    func names() {
        // A repeated identifier would hide one of its names.
        #expect(KnownNames.name(of: "1.2.398.3.3.4.1.2.6.77") == "kz-informationSystem")
        #expect(KnownNames.name(of: "1.2.3") == nil)
        #expect("\(NamedIdentifier("2.5.4.3"))" == "commonName (2.5.4.3)")
        #expect("\(NamedIdentifier("1.2.3"))" == "1.2.3")
    }
}
