import KandasSign
import KandasTestPKI
import Support
import Testing

@Suite("Private keys sign what OpenSSL verifies")
struct PrivateKeyTests {
    private static let message = Array("Қандас мәртебесі".utf8)

    struct Case: CustomTestStringConvertible, Sendable {
        var kind: PrivateKey.Kind
        var algorithm: SignatureAlgorithm
        /// The options of `openssl pkeyutl -verify -rawin`.
        var options: [String]
        var testDescription: String { "\(kind) \(algorithm)" }
    }

    static let cases = [
        Case(kind: .rsa(bits: 2_048), algorithm: .rsaPKCS1(.sha256), options: ["-digest", "sha256"]),
        Case(kind: .rsa(bits: 3_072), algorithm: .rsaPKCS1(.sha512), options: ["-digest", "sha512"]),
        Case(
            kind: .rsa(bits: 2_048),
            algorithm: .rsaPSS(.sha256, saltLength: 32),
            options: ["-digest", "sha256", "-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", "rsa_pss_saltlen:32"]
        ),
        Case(
            kind: .rsa(bits: 2_048),
            algorithm: .rsaPSS(.sha384, saltLength: 0),
            options: ["-digest", "sha384", "-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", "rsa_pss_saltlen:0"]
        ),
        Case(kind: .ellipticCurve(bits: 256), algorithm: .ecdsa(.sha256), options: ["-digest", "sha256"]),
        Case(kind: .ellipticCurve(bits: 384), algorithm: .ecdsa(.sha384), options: ["-digest", "sha384"]),
        Case(kind: .ellipticCurve(bits: 521), algorithm: .ecdsa(.sha512), options: ["-digest", "sha512"]),
        Case(kind: .ed25519, algorithm: .ed25519, options: []),
    ]

    @Test("A new key signs, and openssl pkeyutl verifies", arguments: cases)
    func sign(_ example: Case) throws {
        let key = try PrivateKey.generate(example.kind)
        #expect(key.kind == example.kind)
        let folder = try TemporaryFolder()
        try folder.write(key.subjectPublicKeyInfo, as: "key.der")
        try folder.write(Self.message, as: "message")
        try folder.write(key.sign(Self.message[...], with: example.algorithm), as: "signature")
        let arguments = [
            "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key.der", "-rawin", "-in", "message",
        ]
        let outcome = try Tool.run(
            "openssl",
            arguments + ["-sigfile", "signature"] + example.options,
            in: folder.path
        )
        #expect(outcome.text.contains("Signature Verified Successfully"), "\(outcome)")
    }

    @Test("A digest signed is the message signed", arguments: cases.filter { $0.algorithm != .ed25519 })
    func signDigest(_ example: Case) throws {
        let key = try PrivateKey.generate(example.kind)
        let digest = try #require(example.algorithm.digest).digest(of: Self.message)
        let signature = try key.sign(digest: digest, with: example.algorithm)
        #expect(
            try key.publicKey.isValid(signature: signature[...], over: Self.message[...], algorithm: example.algorithm)
        )
    }

    @Test("The exported key is one that OpenSSL reads, and reads back as itself", arguments: cases.map(\.kind))
    func export(kind: PrivateKey.Kind) throws {
        let key = try PrivateKey.generate(kind)
        let exported = try key.pkcs8()
        let bytes = exported.withSpan { span in span.indices.map { span[$0] } }
        let publicKey = try Tool.openssl("pkey", "-inform", "DER", "-pubout", "-outform", "DER", input: bytes).output
        #expect(publicKey == key.subjectPublicKeyInfo)
        let again = try PrivateKey(pkcs8: exported)
        #expect(again.subjectPublicKeyInfo == key.subjectPublicKeyInfo)
        #expect(again.kind == kind)
    }

    @Test(
        "An algorithm that does not fit the key is refused",
        arguments: [
            (PrivateKey.Kind.rsa(bits: 2_048), SignatureAlgorithm.ecdsa(.sha256)),
            (.rsa(bits: 2_048), .ed25519),
            (.rsa(bits: 2_048), .rsaPSS(.sha256, saltLength: -1)),
            (.rsa(bits: 2_048), .rsaPSS(.sha256, saltLength: .max)),
            (.ellipticCurve(bits: 256), .rsaPKCS1(.sha256)),
            (.ed25519, .ecdsa(.sha256)),
        ]
    )
    func mismatch(kind: PrivateKey.Kind, algorithm: SignatureAlgorithm) throws {
        let key = try PrivateKey.generate(kind)
        let error = #expect(throws: SigningError.self) { try key.sign(Self.message[...], with: algorithm) }
        #expect(error?.code == .unsupported)
    }

    @Test("A digest of the wrong length, and any digest for Ed25519, is refused")
    func wrongDigest() throws {
        let rsa = try PrivateKey.generate(.rsa(bits: 2_048))
        #expect(throws: SigningError.self) {
            try rsa.sign(digest: [UInt8](repeating: 0, count: 20), with: .rsaPKCS1(.sha256))
        }
        let ed25519 = try PrivateKey.generate(.ed25519)
        #expect(throws: SigningError.self) {
            try ed25519.sign(digest: [UInt8](repeating: 0, count: 64), with: .ed25519)
        }
    }

    @Test(
        "Weak sizes and unknown curves are not made",
        arguments: [
            PrivateKey.Kind.rsa(bits: 1_024), .rsa(bits: -1), .rsa(bits: 1 << 20), .ellipticCurve(bits: 255),
        ]
    )
    func weak(kind: PrivateKey.Kind) {
        let error = #expect(throws: SigningError.self) { try PrivateKey.generate(kind) }
        #expect(error?.code == .unsupported)
    }

    @Test(
        "Keys of other algorithms, curves and sizes are refused by name",
        arguments: [
            (["-algorithm", "X25519"], "1.3.101.110"),
            (["-algorithm", "ED448"], "1.3.101.113"),
            (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"], "not P-256, P-384 or P-521"),
            (
                ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit"],
                "parameters"
            ),
            (["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:512"], "512 bits"),
            (["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"], "1.2.840.113549.1.1.10"),
        ]
    )
    func unsupported(arguments: [String], name: String) throws {
        let made = try Tool.run("openssl", ["genpkey"] + arguments)
        try #require(made.status == 0, "\(made)")
        // genpkey itself writes older forms in DER.
        let der = try Tool.openssl("pkcs8", "-topk8", "-nocrypt", "-outform", "DER", input: made.output).output
        let error = #expect(throws: SigningError.self) { try PrivateKey(pkcs8: SecretBytes(copying: der)) }
        #expect(error?.code == .unsupported)
        #expect(error?.reason.contains(name) == true, "\(error?.reason ?? "")")
    }

    @Test(
        "Every truncation of a key, and bytes after it, are refused",
        arguments: [
            PrivateKey.Kind.ellipticCurve(bits: 256), .ed25519,
        ]
    )
    func truncation(kind: PrivateKey.Kind) throws {
        let bytes = try PrivateKey.generate(kind).pkcs8().withSpan { span in span.indices.map { span[$0] } }
        for length in 0..<bytes.count {
            #expect(throws: SigningError.self) { try PrivateKey(pkcs8: SecretBytes(copying: bytes.prefix(length))) }
        }
        let error = #expect(throws: SigningError.self) { try PrivateKey(pkcs8: SecretBytes(copying: bytes + [0])) }
        #expect(error?.code == .malformedInput)
    }

    @Test("Flipped bits of a key do no harm")
    func bitFlips() throws {
        let bytes = try PrivateKey.generate(.ellipticCurve(bits: 256)).pkcs8()
            .withSpan { span in span.indices.map { span[$0] } }
        for index in bytes.indices {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[index] ^= 1 << bit
                guard let key = try? PrivateKey(pkcs8: SecretBytes(copying: flipped)) else { continue }
                _ = try? key.sign(Self.message[...], with: key.defaultAlgorithm)
            }
        }
    }

    @Test("One key signs in many tasks at once")
    func concurrency() async throws {
        let key = try PrivateKey.generate(.rsa(bits: 2_048))
        let signatures = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<32 { group.addTask { try key.sign(Self.message[...], with: .rsaPKCS1(.sha256)) } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        // PKCS#1 v1.5 is deterministic.
        #expect(signatures.count == 1)
    }
}
