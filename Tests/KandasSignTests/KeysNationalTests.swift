import KandasSign
import Support
import Testing

@Suite("Key files of the national CA open", .enabled(if: Fixtures.arePresent, "the sample files are absent"))
struct NationalKeyFileTests {
    private let password = SecretBytes(copying: "Qwerty12".utf8)

    private func open(_ name: String, password: SecretBytes?) throws -> KeyFile {
        try KeyFile(SecretBytes(copying: Fixtures.bytes("kz/keys/\(name)")), password: password)
    }

    @Test("An RSA key: BER, 3DES key bag, RC2-40 certificate bag, SHA-1 MAC")
    func rsa() throws {
        let file = try open("individual_rsa_2018.p12", password: password)
        #expect(file.format == .pkcs12)
        #expect(file.isEncrypted)
        #expect(file.privateKey?.kind == .rsa(bits: 2048))
        // openssl pkcs12 -in individual_rsa_2018.p12 -legacy -info -nokeys
        #expect(file.friendlyName == "8426360556902ce4ac33977836f873e1dc190976")
        let certificate = try #require(file.certificate)
        #expect(certificate.subject.first(DistinguishedName.AttributeType.serialNumber) == "IIN123456789011")
        #expect(file.chain.isEmpty)
        // openssl x509 -enddate: the key ended in 2019.
        let error = #expect(throws: SigningError.self) { try file.signer(at: Timestamp(seconds: 1_790_000_000)) }
        #expect(error?.code == .keyExpired)
        let signer = try file.signer(at: certificate.notBefore)
        let message = Array("kandas".utf8)
        let signature = try signer.sign(message[...])
        let isValid = try certificate.publicKey()
            .isValid(
                signature: signature[...],
                over: message[...],
                algorithm: signer.algorithm
            )
        #expect(isValid)
    }

    @Test(
        "A national key opens and signs, and its certificate's key verifies",
        arguments: [
            ("individual_valid.p12", NationalAlgorithm.gost2015x512),
            ("individual_revoked.p12", .gost2015x512),
            ("legal_head_valid.p12", .gost2015x512),
            ("legal_head_revoked.p12", .gost2015x512),
            ("information_system_valid.p12", .gost2015x512),
            ("treasury_role02_valid.p12", .gost2015x512),
            ("individual_gost2004_2018.p12", .gost2004),
        ]
    )
    func national(name: String, family: NationalAlgorithm) throws {
        let file = try open(name, password: password)
        #expect(file.privateKey?.kind == .national(family))
        #expect(file.keyAlgorithm == family.keyIdentifier)
        let certificate = try #require(file.certificate)
        #expect(SigningFitness(certificate) == .fit)
        let signer = try file.signer(at: certificate.notBefore)
        let message = Array("kandas".utf8)
        let signature = try signer.sign(message[...])
        #expect(signature.count == family.signatureLength)
        let key = try certificate.publicKey()
        #expect(try key.isValid(signature: signature[...], over: message[...], algorithm: signer.algorithm))
        #expect(try !key.isValid(signature: signature[...], over: message[1...], algorithm: signer.algorithm))
        // A fresh nonce each time: two signatures over the same message differ.
        #expect(try signer.sign(message[...]) != signature)
    }

    @Test(
        "A wrong, an empty and a missing password are refused",
        arguments: ["qwerty12", "Qwerty1", "Qwerty123", "", nil]
    )
    func wrongPassword(text: String?) throws {
        let error = #expect(throws: SigningError.self) {
            try open("individual_rsa_2018.p12", password: text.map { SecretBytes(copying: $0.utf8) })
        }
        #expect(error?.code == .passwordRefused)
    }
}
