import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("Adding signatures keeps what is there")
struct CMSCosignTests {
    let parties: CMSParties
    private let content = Array("Өтініш".utf8)

    init() throws { parties = try CMSParties.shared.get() }

    private func cosign(_ message: [UInt8], by name: CMSParties.Name, content: [UInt8]? = nil) throws -> [UInt8] {
        let sink = MemorySink()
        try SignedDataWriter()
            .cosign(
                MemoryBytes(message),
                content: content.map { MemoryBytes($0).source() },
                signer: try parties.signer(name),
                options: parties.options,
                to: sink
            )
        return sink.bytes
    }

    private func countersign(_ message: [UInt8], number: Int, content: [UInt8]? = nil) throws -> [UInt8] {
        let sink = MemorySink()
        try SignedDataWriter()
            .countersign(
                MemoryBytes(message),
                content: content.map { MemoryBytes($0).source() },
                number: number,
                signer: try parties.signer(.p384),
                options: parties.options,
                to: sink
            )
        return sink.bytes
    }

    @Test("Each algorithm after each other: every byte of the earlier SignerInfos is kept", arguments: [false, true])
    func keepsBytes(isDetached: Bool) throws {
        let given = isDetached ? content : nil
        var message = try parties.sign(content, by: [.rsa], isDetached: isDetached)
        for name in [CMSParties.Name.p384, .pss, .ed25519, .p256] {
            let before = try parties.facts(message, content: given).parts
            message = try cosign(message, by: name, content: given)
            let after = try parties.facts(message, content: given).parts
            #expect(Set(after.signers).isSuperset(of: before.signers))
            #expect(after.signers.count == before.signers.count + 1)
            #expect(Set(after.certificates).isSuperset(of: before.certificates))
            #expect(Set(after.digestAlgorithms).isSuperset(of: before.digestAlgorithms))
        }
        let report = try parties.report(message, content: given)
        #expect(report.verdict.isPassed)
        #expect(report.signatures.count == 5)
    }

    @Test(
        "OpenSSL's messages of every form are cosigned, and OpenSSL verifies the result",
        arguments: [
            ["-nodetach"], ["-nodetach", "-stream"], ["-nodetach", "-keyid"], ["-nodetach", "-md", "sha512"],
        ]
    )
    func openSSL(options: [String]) throws {
        let folder = try parties.folder([.rsa])
        try folder.write(content, as: "content")
        let arguments = [
            "cms", "-sign", "-binary", "-outform", "DER", "-in", folder("content"), "-certfile", folder("issuing.pem"),
            "-signer", folder("RSA.pem"), "-inkey", folder("RSA.key"),
        ]
        let made = try Tool.run("openssl", arguments + options)
        let before = try parties.facts(made.output).parts.signers
        let message = try cosign(made.output, by: .p256)
        #expect(Set(try parties.facts(message).parts.signers).isSuperset(of: before))
        #expect(try parties.openSSLVerify(message) == content)
        #expect(try parties.report(message).verdict.isPassed)
    }

    @Test("A PEM message gives a binary one with the same signatures")
    func pem() throws {
        let message = try parties.sign(content, by: [.p256])
        let text = try Tool.openssl("base64", "-e", input: message).text
        let block = Array("-----BEGIN CMS-----\n\(text)-----END CMS-----\n".utf8)
        #expect(try parties.report(try cosign(block, by: .rsa)).verdict.isPassed)
    }

    @Test("A message whose content or signature was changed is not signed once more")
    func brokenBefore() throws {
        let message = try parties.sign(content, by: [.p256, .rsa])
        let start = try #require(message.indices.first { message[$0...].starts(with: content) })
        var changed = message
        changed[start] ^= 1
        var forged = message
        forged[message.count - 1] ^= 1
        for broken in [changed, forged] {
            for action in [{ try cosign($0, by: .p384) }, { try countersign($0, number: 1) }]
                as [([UInt8]) throws -> [UInt8]]
            {
                let error = #expect(throws: SigningError.self) { try action(broken) }
                #expect(error?.code == .earlierSignatureBroken)
            }
        }
    }

    @Test("A detached message is not signed over other content, or none")
    func detached() throws {
        let message = try parties.sign(content, by: [.p256], isDetached: true)
        let other = #expect(throws: SigningError.self) { try cosign(message, by: .rsa, content: content + [0]) }
        #expect(other?.code == .earlierSignatureBroken)
        let none = #expect(throws: SigningError.self) { try cosign(message, by: .rsa) }
        #expect(none?.code == .contentMissing)
    }

    @Test("Attached and given content must be the same")
    func conflict() throws {
        let message = try parties.sign(content, by: [.p256])
        let error = #expect(throws: SigningError.self) { try cosign(message, by: .rsa, content: [1]) }
        #expect(error?.code == .earlierSignatureBroken)
        let report = try parties.report(message, content: [1])
        #expect(report.verdict == .failed)
        #expect(report.allReasons.map(\.code).contains("CONTENT_CONFLICT"))
    }

    @Test("There is no signature of that number", arguments: [0, 3, -1, Int.max, Int.min])
    func noSuchNumber(number: Int) throws {
        let message = try parties.sign(content, by: [.p256, .rsa])
        let error = #expect(throws: SigningError.self) { try countersign(message, number: number) }
        #expect(error?.code == .noSuchSignature)
    }

    @Test("A signature over a signature keeps every signed byte of it, and the other signatures", arguments: [1, 2])
    func countersigned(number: Int) throws {
        let message = try parties.sign(content, by: [.p256, .rsa])
        let before = try parties.facts(message)
        let value = before.signers[number - 1].signatureValue
        let once = try countersign(message, number: number)
        // DER sorts the signers, so a signature may have another number afterwards.
        let next = try #require(try parties.facts(once).signers.firstIndex { $0.signatureValue == value })
        let signed = try countersign(once, number: next + 1)
        let after = try parties.facts(signed)
        let touched = try #require(after.signers.first { $0.signatureValue == value })
        #expect(touched.countersignatures.count == 2)
        #expect(touched.countersignatures.allSatisfy { $0.contentMatches == true && $0.signatureIsValid == true })
        #expect(touched.signedAttributes == before.signers[number - 1].signedAttributes)
        #expect(after.parts.signers.contains(before.parts.signers[2 - number]))
        #expect(try parties.report(signed).verdict.isPassed)
        #expect(try parties.openSSLVerify(signed) == content)
    }

    @Test("A countersignature is over one signature: moved to another it fails")
    func movedCountersignature() throws {
        let signed = try countersign(try parties.sign(content, by: [.p256]), number: 1)
        let attribute = try #require(try parties.facts(signed).signers.first?.unsignedAttributes.first)
        let other = try parties.facts(try parties.sign(content, by: [.rsa]))
        var reader = DERReader(other.parts.signers[0][...])
        let info = try SignerInfo(try reader.next(), parent: reader, limits: Limits())
        var parts = other.parts
        parts.signers = [
            DER.element(DER.Tag.sequence, info.signedPart + [DER.element(DER.Tag.explicit(1), attribute.der)])
        ]
        parts.certificates += try parties.facts(signed).parts.certificates
        let layout = SignedDataLayout(parts: parts).definite(contentLength: content.count)
        let report = try parties.report(layout.before + content + layout.after)
        #expect(report.verdict == .failed)
        #expect(report.signatures.first?.indication == .totalPassed)
        #expect(report.signatures.first?.countersignatures.first?.subIndication == .hashFailure)
    }
}
