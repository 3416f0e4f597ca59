import KandasSign
import KandasTestPKI
import Support
import Testing

@testable import KandasCase

@Suite("A list of authorities counts only with a pinned key's signature")
struct AuthorityListTests {
    private let pki: TestPKI
    private static let json = """
        {"type": "urn:kandas:authorities:1", "issuedAt": "2026-11-01T00:00:00Z", "nextUpdate": "2027-11-01T00:00:00Z",
         "authorities": [{"bin": "\(TestPKI.Person.bodyNumber)", "nameKazakh": "Басқарма", "nameRussian": "Управление",
                          "from": "2020-01-01", "until": "2026-12-31"}]}
        """

    init() throws { pki = try StatusListTests.pki.get() }

    private func pins(_ identity: TestIdentity) throws -> PinnedKeys {
        PinnedKeys(digests: [try DigestAlgorithm.sha256.digest(of: identity.certificate.subjectPublicKeyInfo)])
    }

    private func read(_ message: [UInt8], _ pins: PinnedKeys) throws(SigningError) -> AuthorityList {
        try AuthorityList(signed: MemoryBytes(message).source(), by: pins)
    }

    @Test("It is read, and says which body might decide on which day")
    func days() throws {
        let message = try SignedStatement.sign(Array(Self.json.utf8), by: pki.head.signer(), at: StatusListTests.time)
        let list = try read(message, try pins(pki.head))
        let bin = try StatusListTests.authority()
        for (day, isListed) in [
            ("2019-12-31", false), ("2020-01-01", true), ("2026-12-31", true), ("2027-01-01", false),
        ] {
            #expect((list.authority(bin, on: CaseFixtures.date(day)) != nil) == isListed, "\(day)")
        }
        let other = try #require(BusinessIdentificationNumber(DecisionFixtures.bin))
        #expect(list.authority(other, on: CaseFixtures.date("2026-01-01")) == nil)
        #expect(list.isCurrent(at: StatusListTests.time) && !list.isCurrent(at: StatusListTests.time.adding(days: 400)))
    }

    @Test("Another key's list is refused, even with a certificate of a trusted CA, and so is a changed one")
    func pinned() throws {
        let message = try SignedStatement.sign(Array(Self.json.utf8), by: pki.head.signer(), at: StatusListTests.time)
        let error = #expect(throws: SigningError.self) { try read(message, try pins(pki.stranger)) }
        #expect(error?.code == .authoritiesNotAuthentic)
        for index in stride(from: 0, to: message.count, by: 13) {
            var changed = message
            changed[index] ^= 0x20
            if let list = try? read(changed, try pins(pki.head)) { #expect(list.authorities.count == 1) }
        }
        for length in stride(from: 0, to: message.count, by: 29) {
            #expect(throws: SigningError.self) { try read(Array(message.prefix(length)), try pins(pki.head)) }
        }
    }

    @Test(
        "Lists that make no sense are refused",
        arguments: [
            ("", ""), ("urn:kandas:authorities:1", "urn:kandas:authorities:2"), ("2027-11-01T", "2026-10-01T"),
            ("\"from\"", "\"von\""), ("2026-12-31", "2019-12-31"), ("2020-01-01", "2020-02-30"), ("Басқарма", ""),
            (TestPKI.Person.bodyNumber, "1"),
        ]
    )
    func hostile(old: String, new: String) {
        let text = old.isEmpty ? "[]" : Self.json.replacing(old, with: new)
        #expect(throws: SigningError.self) { try AuthorityList(json: Array(text.utf8)) }
    }

    @Test("A trust folder with a list and a pin gives it, one without gives none, and a broken one is an error")
    func folder() throws {
        let folder = try TemporaryFolder()
        #expect(try AuthorityFolder.list(in: [folder.path]) == nil)
        _ = try Tool.run("mkdir", [folder("authorities")])
        let message = try SignedStatement.sign(Array(Self.json.utf8), by: pki.head.signer(), at: StatusListTests.time)
        try folder.write(message, as: "authorities/list.p7s")
        #expect(throws: SigningError.self) { try AuthorityFolder.list(in: [folder.path]) }
        let digest = Hexadecimal.text(try DigestAlgorithm.sha256.digest(of: pki.head.certificate.subjectPublicKeyInfo))
        try folder.write(Array("# key of the Ministry\n\(digest)\n".utf8), as: "authorities/key.sha256")
        #expect(try AuthorityFolder.list(in: ["/nowhere", folder.path])?.authorities.count == 1)
        for wrong in ["", "# nothing\n", "00", String(repeating: "0", count: 64)] {
            try folder.write(Array(wrong.utf8), as: "authorities/key.sha256")
            #expect(throws: SigningError.self) { try AuthorityFolder.list(in: [folder.path]) }
        }
        // The pin is what `openssl` computes of the key.
        let pem = try folder.write(pki.head.certificate.der, as: "head.cer")
        let key = try Tool.openssl("x509", "-inform", "DER", "-in", pem, "-pubkey", "-noout").output
        let der = try Tool.openssl("pkey", "-pubin", "-outform", "DER", input: key).output
        #expect(try Tool.openssl("dgst", "-sha256", "-r", input: der).text.hasPrefix(digest))
    }
}
