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
        "A GOST key is refused by its algorithm's name, its certificate is still read",
        arguments: [
            ("individual_valid.p12", "1.2.398.3.10.1.1.2.2"),
            ("legal_head_valid.p12", "1.2.398.3.10.1.1.2.2"),
            ("information_system_valid.p12", "1.2.398.3.10.1.1.2.2"),
            ("individual_gost2004_2018.p12", "1.2.398.3.10.1.1.1.1"),
        ]
    )
    func gost(name: String, algorithm: String) throws {
        let file = try open(name, password: password)
        #expect(file.privateKey == nil)
        #expect(file.keyAlgorithm.description == algorithm)
        let certificate = try #require(file.certificate)
        let error = #expect(throws: SigningError.self) { try file.signer(at: certificate.notBefore) }
        #expect(error?.code == .unsupported)
        #expect(error?.reason.contains(algorithm) == true)
        #expect(SigningFitness(certificate) == .fit)
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
