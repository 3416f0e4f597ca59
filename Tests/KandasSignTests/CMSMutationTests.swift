import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("A message that was touched never passes, but where nothing is signed")
struct CMSMutationTests {
    /// A small message with its content and the signer's path inside.
    struct Sample: CustomTestStringConvertible, Sendable {
        let name: String
        let make: @Sendable (CMSParties) throws -> [UInt8]

        var testDescription: String { name }

        static let all: [Sample] = [
            Sample(name: "RSA") { try $0.sign(CMSMutationTests.content, by: [.rsa]) },
            Sample(name: "P-256") { try $0.sign(CMSMutationTests.content, by: [.p256]) },
            Sample(name: "Ed25519") { try $0.sign(CMSMutationTests.content, by: [.ed25519]) },
            Sample(name: "RSA-PSS, countersigned") { parties in
                let sink = MemorySink()
                try SignedDataWriter()
                    .countersign(
                        MemoryBytes(try parties.sign(CMSMutationTests.content, by: [.pss])),
                        number: 1,
                        signer: try parties.signer(.p384),
                        options: parties.options,
                        to: sink
                    )
                return sink.bytes
            },
            Sample(name: "BER by OpenSSL") { try CMSMutationTests.openSSL($0, "-stream") },
            Sample(name: "no attributes, by OpenSSL") { try CMSMutationTests.openSSL($0, "-noattr") },
        ]
    }

    static let content = Array("content".utf8)
    /// What a byte is changed by: one of its bits, each in its turn; in the slow tests all of them, alone and together.
    static func masks(at index: Int) -> [UInt8] {
        TestScope.isFull ? [1, 2, 4, 8, 16, 32, 64, 128, 255] : [1 << UInt8(index % 8)]
    }

    let parties: CMSParties
    private let validator: CMSValidator

    init() throws {
        parties = try CMSParties.shared.get()
        let pki = parties.pki
        // The issuing CA's certificate is in the message alone, so that it cannot be touched either.
        let trust = TrustStore(
            anchors: [pki.root.certificate],
            revocationLists: [
                try CertificateRevocationList(der: pki.rootRevocationList),
                try CertificateRevocationList(der: pki.issuingRevocationList),
            ]
        )
        validator = try CMSValidator(trust: trust)
    }

    private func passes(_ message: [UInt8]) throws -> Bool {
        let facts: SignedDataFacts
        do throws(SigningError) {
            facts = try SignedDataReader().read(MemoryBytes(message).source())
        } catch {
            return false
        }
        return try validator.validate(facts, at: parties.pki.time).verdict.isPassed
    }

    /// The places where a change cannot be noticed, and why that does no harm.
    private func unprotected(_ message: [UInt8]) throws -> Set<Int> {
        var places: Set<Int> = []
        // The version of SignedData is not signed (RFC 5652 section 5.1). Readers are told by it which fields to expect;
        // ours reads what is there, and takes 1, 3, 4 and 5.
        var reader = DERReader(message, rules: .ber)
        var outer = try reader.enter(DER.Tag.sequence, "message")
        _ = try outer.next()
        var explicit = try outer.enter(DER.Tag.explicit(0), "message")
        var signedData = try explicit.enter(DER.Tag.sequence, "message")
        places.insert(try signedData.next().content.startIndex)
        // Unsigned attributes are not signed (RFC 5652 section 5.3): whoever can change the file can take them away. When
        // the type of a countersignature is changed, it is an unknown attribute, and the signature below stands by itself.
        let type = DER.objectIdentifier(CMSObjects.countersignature)
        if let start = message.indices.first(where: { message[$0...].starts(with: type) }) {
            places.formUnion(start + 2..<start + type.count)
        }
        return places
    }

    @Test("Every byte flipped", arguments: Sample.all)
    func flips(sample: Sample) throws {
        let message = try sample.make(parties)
        try #require(try passes(message))
        let unprotected = try unprotected(message)
        for index in message.indices where !unprotected.contains(index) {
            for mask in CMSMutationTests.masks(at: index) {
                var touched = message
                touched[index] ^= mask
                #expect(try !passes(touched), "byte \(index) ^ \(mask)")
            }
        }
        // Even in the places on the list there is never a crash.
        for index in unprotected {
            for mask in CMSMutationTests.masks(at: index) {
                var touched = message
                touched[index] ^= mask
                _ = try passes(touched)
            }
        }
    }

    @Test("Truncated at every length, and with a byte at the end", arguments: Sample.all)
    func lengths(sample: Sample) throws {
        let message = try sample.make(parties)
        for length in message.indices { #expect(try !passes(Array(message.prefix(length))), "\(length) bytes") }
        for byte: UInt8 in [0, 0x30, 0xff] { #expect(try !passes(message + [byte])) }
    }

    @Test("Every byte left out, and every byte twice")
    func shifts() throws {
        let message = try parties.sign(CMSMutationTests.content, by: [.p256])
        for index in message.indices {
            var touched = message
            touched.remove(at: index)
            #expect(try !passes(touched), "without byte \(index)")
            touched = message
            touched.insert(message[index], at: index)
            #expect(try !passes(touched), "byte \(index) twice")
        }
    }

    private static func openSSL(_ parties: CMSParties, _ option: String) throws -> [UInt8] {
        let folder = try parties.folder([.p256])
        try folder.write(content, as: "content")
        try Tool.openssl(
            "cms",
            "-sign",
            "-binary",
            "-nodetach",
            option,
            "-outform",
            "DER",
            "-in",
            folder("content"),
            "-out",
            folder("message"),
            "-certfile",
            folder("issuing.pem"),
            "-signer",
            folder("P-256.pem"),
            "-inkey",
            folder("P-256.key")
        )
        return try readFile(folder("message"))
    }
}
