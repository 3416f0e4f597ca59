import FoundationEssentials
import KandasTestPKI
import Support
import Testing

@testable import KandasSign

/// What `read_cms.py` says of a message.
struct PeerMessage: Decodable {
    struct Signer: Decodable {
        let digest: String
        let signature: String
        let attributes: [String]
        let subject: String?
        let intact: Bool
        let valid: Bool
        let time: String?
        let namesCertificate: Bool?
        let countersignatures: [Signer]
    }
    let version: String
    let attached: Bool
    let length: Int
    let isDER: Bool
    let certificates: Int
    let signers: [Signer]

    static func read(_ message: [UInt8], content: [UInt8]? = nil) throws -> PeerMessage {
        let folder = try TemporaryFolder()
        var arguments = [try folder.write(message, as: "message")]
        if let content { arguments.append(try folder.write(content, as: "content")) }
        let output = try Python.run("read_cms.py", arguments)
        return try JSONDecoder().decode(PeerMessage.self, from: Data(output))
    }
}

@Suite("What we sign, OpenSSL and pyHanko verify")
struct CMSWrittenTests {
    static let python = Python.has("pyhanko", "asn1crypto")
    static let contents: [String: [UInt8]] = [
        "empty": [], "text": Array("Қандас мәртебесін беру\r\n".utf8), "long": pattern(1 << 20 | 1),
    ]

    let parties: CMSParties

    init() throws { parties = try CMSParties.shared.get() }

    /// Bytes without a short period.
    static func pattern(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
    }

    @Test(
        "OpenSSL takes each algorithm, attached and detached, and gives the content back",
        arguments: CMSParties.Name.ofOpenSSL,
        contents.keys.sorted()
    )
    func openSSL(name: CMSParties.Name, content: String) throws {
        let content = try #require(CMSWrittenTests.contents[content])
        let attached = try parties.sign(content, by: [name])
        #expect(try parties.openSSLVerify(attached) == content)
        #expect(try parties.report(attached).verdict.isPassed)
        let detached = try parties.sign(content, by: [name], isDetached: true)
        #expect(try parties.openSSLVerify(detached, content: content) == content)
        #expect(try parties.report(detached, content: content).verdict.isPassed)
        #expect(throws: SupportFailure.self) { try parties.openSSLVerify(detached, content: content + [0]) }
    }

    @Test(
        "pyHanko takes each algorithm and reads the attributes of level B",
        .enabled(if: python, "\(Python.absenceNote)"),
        arguments: CMSParties.Name.allCases
    )
    func pyHanko(name: CMSParties.Name) throws {
        for isDetached in [false, true] {
            let content = Array("content".utf8)
            let message = try parties.sign(content, by: [name], isDetached: isDetached)
            let peer = try PeerMessage.read(message, content: isDetached ? content : nil)
            #expect(peer.version == "v1")
            #expect(peer.attached == !isDetached)
            #expect(peer.isDER)
            #expect(peer.certificates == 2)
            let signer = try #require(peer.signers.first)
            #expect(peer.signers.count == 1)
            #expect(signer.intact && signer.valid)
            #expect(signer.attributes == ["content_type", "message_digest", "signing_certificate_v2", "signing_time"])
            #expect(signer.namesCertificate == true)
            #expect(signer.time == parties.pki.time.description)
            // RFC 8419 section 3.1 for Ed25519, RFC 5480 section 4 for the curves.
            let digest =
                switch name {
                case .ed25519, .p521: "sha512"
                case .p384: "sha384"
                default: "sha256"
                }
            #expect(signer.digest == digest)
            #expect(try parties.report(message, content: isDetached ? content : nil).verdict.isPassed)
        }
    }

    @Test("Level basic has the mandatory attributes and the time", .enabled(if: python, "\(Python.absenceNote)"))
    func basic() throws {
        let options = SignatureOptions(signingTime: parties.pki.time, level: .basic, includesChain: false)
        let message = try parties.sign([1, 2, 3], by: [.rsa], options: options)
        let peer = try PeerMessage.read(message)
        #expect(peer.certificates == 1)
        #expect(peer.signers.first?.attributes == ["content_type", "message_digest", "signing_time"])
        #expect(peer.signers.first?.valid == true)
    }

    @Test("Several signers of one message, with different digests", .enabled(if: python, "\(Python.absenceNote)"))
    func severalSigners() throws {
        let names = CMSParties.Name.allCases
        let message = try parties.sign(Array("content".utf8), by: names)
        let peer = try PeerMessage.read(message)
        #expect(peer.isDER)
        #expect(peer.signers.count == names.count)
        #expect(peer.signers.allSatisfy { $0.intact && $0.valid && $0.namesCertificate == true })
        #expect(Set(peer.signers.map(\.digest)) == ["sha256", "sha384", "sha512"])
        #expect(try parties.report(message).signatures.filter(\.isPassed).count == names.count)
    }

    @Test("A signature over a signature is read by the peer", .enabled(if: python, "\(Python.absenceNote)"))
    func countersigned() throws {
        let message = try parties.sign([7], by: [.rsa, .p256])
        let first = MemorySink()
        try SignedDataWriter()
            .countersign(
                MemoryBytes(message),
                number: 2,
                signer: try parties.signer(.p384),
                options: parties.options,
                to: first
            )
        let second = MemorySink()
        try SignedDataWriter()
            .countersign(
                MemoryBytes(first.bytes),
                number: 2,
                signer: try parties.signer(.pss),
                options: parties.options,
                to: second
            )
        let peer = try PeerMessage.read(second.bytes)
        #expect(peer.signers.allSatisfy { $0.intact && $0.valid })
        let counters = peer.signers.flatMap(\.countersignatures)
        #expect(counters.count == 2)
        #expect(counters.allSatisfy { $0.intact && $0.valid && $0.namesCertificate == true })
        // RFC 5652 section 11.4: a countersignature has no content type.
        #expect(counters.allSatisfy { !$0.attributes.contains("content_type") })
        let report = try parties.report(second.bytes)
        #expect(report.verdict.isPassed)
        #expect(report.signatures.flatMap(\.countersignatures).count == 2)
        #expect(try parties.openSSLVerify(second.bytes) == [7])
    }

    @Test("Long content by a key whose signatures vary in length is BER in segments; all other messages are DER")
    func encoding() throws {
        let long = CMSWrittenTests.pattern(1 << 20 | 1)
        let segmented = try parties.sign(long, by: [.p256])
        #expect(segmented.starts(with: [0x30, 0x80]))
        #expect(try parties.openSSLVerify(segmented) == long)
        for message in [
            try parties.sign(long, by: [.rsa]), try parties.sign(long, by: [.ed25519]),
            try parties.sign(Array(long.dropLast()), by: [.p256]),
            try parties.sign(long, by: [.p256], isDetached: true),
        ] {
            #expect(DERNormalizer.hasDERLengths(message[...]))
        }
    }

    @Test(
        "RSA PKCS#1 v1.5 and Ed25519 give the same bytes for the same input",
        arguments: [CMSParties.Name.rsa, .ed25519]
    )
    func reproducible(name: CMSParties.Name) throws {
        #expect(try parties.sign([1], by: [name]) == parties.sign([1], by: [name]))
    }
}
