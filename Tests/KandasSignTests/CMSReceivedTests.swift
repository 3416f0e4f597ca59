import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("What openssl cms -sign makes, we verify")
struct CMSReceivedTests {
    /// One way of calling `openssl cms -sign`.
    struct Call: CustomTestStringConvertible, Sendable {
        let name: String
        var signers: [CMSParties.Name] = [.rsa]
        var options: [String] = []
        var isDetached = false
        var format = "DER"
        var codes: Set<String> = ["LEVEL_BASIC"]

        var testDescription: String { name }

        static let all: [Call] = [
            Call(name: "attached", options: ["-nodetach"]),
            Call(name: "detached", isDetached: true),
            Call(name: "CAdES", options: ["-nodetach", "-cades"], codes: []),
            Call(name: "PEM", options: ["-nodetach"], format: "PEM"),
            Call(name: "PEM detached", isDetached: true, format: "PEM"),
            Call(name: "BER in segments", options: ["-nodetach", "-stream"]),
            Call(name: "key identifier", options: ["-nodetach", "-keyid"]),
            Call(name: "three signers", signers: [.rsa, .p256, .p384], options: ["-nodetach"]),
            Call(
                name: "PSS",
                signers: [.pss],
                options: ["-nodetach", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:-1"]
            ),
            Call(name: "P-256", signers: [.p256], options: ["-nodetach"]),
            Call(name: "P-384", signers: [.p384], options: ["-nodetach"]),
            Call(name: "P-521", signers: [.p521], options: ["-nodetach"]),
            Call(
                name: "no attributes",
                options: ["-nodetach", "-noattr"],
                codes: ["LEVEL_BASIC", "NO_SIGNED_ATTRIBUTES"]
            ),
            Call(
                name: "no attributes, EC, detached",
                signers: [.p256],
                options: ["-noattr"],
                isDetached: true,
                codes: ["LEVEL_BASIC", "NO_SIGNED_ATTRIBUTES"]
            ),
            Call(name: "SHA-512", options: ["-nodetach", "-md", "sha512"]),
            Call(name: "SHA-384 with P-256", signers: [.p256], options: ["-nodetach", "-md", "sha384"]),
            Call(name: "other type of content", options: ["-nodetach", "-econtent_type", "1.2.3.4"]),
        ]
    }

    let parties: CMSParties
    private let content = Array("Өтініш\n".utf8)

    init() throws { parties = try CMSParties.shared.get() }

    private func make(_ call: Call, in folder: TemporaryFolder) throws -> [UInt8] {
        try folder.write(content, as: "content")
        var arguments = ["cms", "-sign", "-binary", "-in", folder("content"), "-out", folder("message")]
        arguments += ["-outform", call.format, "-certfile", folder("issuing.pem")] + call.options
        // Options of keys belong to the signer before them, so signers come last but for these.
        let keyOptions = call.options.firstIndex(of: "-keyopt").map { Array(call.options[$0...]) } ?? []
        if !keyOptions.isEmpty { arguments.removeLast(keyOptions.count) }
        for name in call.signers {
            arguments += ["-signer", folder("\(name.rawValue).pem"), "-inkey", folder("\(name.rawValue).key")]
        }
        let outcome = try Tool.run("openssl", arguments + keyOptions)
        guard outcome.status == 0 else { throw SupportFailure("openssl cms -sign: \(outcome)") }
        return try readFile(folder("message"))
    }

    @Test("It passes, and other content fails with HASH_FAILURE", arguments: Call.all)
    func passes(call: Call) throws {
        let message = try make(call, in: try parties.folder(call.signers))
        let facts = try parties.facts(message, content: call.isDetached ? content : nil)
        #expect(facts.isAttached != call.isDetached)
        #expect(facts.contentLength == content.count)
        // The certificates' times are the PKI's, and OpenSSL's signing time is the machine's.
        let report = try parties.validator().validate(facts, at: parties.pki.time)
        #expect(report.verdict.isPassed, "\(report.allReasons)")
        #expect(report.signatures.count == call.signers.count)
        // OpenSSL claims the clock's time, which is later than the one judged at.
        #expect(report.codes.subtracting(["SIGNING_TIME_LATER"]) == call.codes)

        let other = Array("өтініш\n".utf8)
        let changed: [UInt8]
        if call.format == "DER" {
            changed = try replacing(content, with: other, in: message, isAttached: !call.isDetached)
        } else if call.isDetached {
            changed = message
        } else {
            return
        }
        let failed = try parties.report(changed, content: call.isDetached ? other : nil)
        #expect(failed.verdict == .failed)
        #expect(failed.signatures.allSatisfy { $0.subIndication == .hashFailure })
    }

    private func replacing(
        _ old: [UInt8],
        with new: [UInt8],
        in message: [UInt8],
        isAttached: Bool
    ) throws -> [UInt8] {
        guard isAttached else { return message }
        let start = try #require((0..<message.count - old.count).first { message[$0...].starts(with: old) })
        var message = message
        message.replaceSubrange(start..<start + old.count, with: new)
        return message
    }

    @Test("Without the certificate the answer is what is missing; with it at hand the message passes")
    func noCertificates() throws {
        let folder = try parties.folder([.rsa])
        let message = try make(Call(name: "", options: ["-nodetach", "-nocerts"]), in: folder)
        // -certfile is left out by -nocerts as well.
        let report = try parties.report(message)
        #expect(report.verdict == .indeterminate)
        #expect(report.signatures.first?.subIndication == .noSigningCertificateFound)
        let reader = SignedDataReader(certificates: [try parties.identity(.rsa).certificate])
        let facts = try reader.read(MemoryBytes(message).source())
        #expect(try parties.validator().validate(facts, at: parties.pki.time).verdict.isPassed)
    }

    @Test("One bad signer among three is reported as one bad signer", arguments: 0..<3)
    func oneBadSigner(bad: Int) throws {
        let call = Call(name: "", signers: [.rsa, .p256, .p384], options: ["-nodetach"])
        var message = try make(call, in: try parties.folder(call.signers))
        let value = try parties.facts(message).signers[bad].signatureValue
        let start = try #require((0..<message.count).first { message[$0...].starts(with: value) })
        message[start + value.count - 1] ^= 1
        let report = try parties.report(message)
        #expect(report.verdict == .failed)
        for (index, signature) in report.signatures.enumerated() {
            #expect(signature.isPassed == (index != bad))
            #expect(signature.mathematicsHold == (index != bad))
        }
        #expect(report.signatures[bad].subIndication == .sigCryptoFailure)
        #expect(report.signatures[bad].number == bad + 1)
    }

    @Test("Ways of writing base64 are read", arguments: ["\n", "\r\n", ""])
    func base64(lineEnd: String) throws {
        let message = try parties.sign(content, by: [.p256])
        let text = try Tool.openssl("base64", "-e", input: message).text
        let written = text.split(separator: "\n").joined(separator: lineEnd) + lineEnd
        #expect(try parties.report(Array(written.utf8)).verdict.isPassed)
    }

    @Test("What is no SignedData is refused before it is read")
    func otherTypes() throws {
        let folder = try parties.folder([.rsa])
        try folder.write(content, as: "content")
        for arguments in [
            ["-data_create"], ["-digest_create"],
            ["-EncryptedData_encrypt", "-aes128", "-secretkey", "00112233445566778899aabbccddeeff"],
            ["-encrypt", "-aes128", folder("RSA.pem")],
        ] {
            let outcome = try Tool.run(
                "openssl",
                ["cms"] + arguments.prefix(1) + ["-binary", "-outform", "DER", "-in", folder("content")]
                    + arguments.dropFirst()
            )
            #expect(outcome.status == 0, "\(outcome)")
            let error = #expect(throws: SigningError.self) { try parties.facts(outcome.output) }
            #expect(error?.code == .unsupported)
        }
    }

    @Test("A message without signers is refused")
    func noSigners() throws {
        let folder = try parties.folder()
        let outcome = try Tool.openssl(
            "crl2pkcs7",
            "-nocrl",
            "-certfile",
            folder("root.pem"),
            "-outform",
            "DER"
        )
        let error = #expect(throws: SigningError.self) { try parties.facts(outcome.output) }
        #expect(error?.code == .malformedInput)
    }
}
