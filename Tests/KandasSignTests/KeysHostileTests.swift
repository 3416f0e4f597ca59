import KandasSign
import KandasTestPKI
import Support
import Testing

@Suite("Hostile key files are refused, quickly and with a code")
struct HostileKeyFileTests {
    private static let password = SecretBytes(copying: "Qwerty12".utf8)

    private static func open(_ bytes: [UInt8], limits: Limits = Limits()) throws(SigningError) -> KeyFile {
        try KeyFile(SecretBytes(copying: bytes), password: password, limits: limits)
    }

    /// A small PKCS#12 with few iterations.
    private static func sample(_ form: PKCS12Writer.Form = .modern, iterations: Int32 = 1) throws -> [UInt8] {
        try PKCS12Writer.write(SharedPKI.of("ec").applicant, password: password, form: form, iterations: iterations)
    }

    private static func pkcs8() throws -> [UInt8] {
        try SharedPKI.of("ec").applicant.key.pkcs8().withSpan { span in span.indices.map { span[$0] } }
    }

    /// The codes that a damaged file may yield.
    private static let refusals: Set<SigningError.Code> = [
        .malformedInput, .limitExceeded, .unsupported, .passwordRefused, .keyUnusable, .keyMismatch,
        .legacyCryptoMissing,
    ]

    @Test("Every truncation is refused", arguments: [PKCS12Writer.Form.modern, .national])
    func truncation(form: PKCS12Writer.Form) throws {
        let bytes = try Self.sample(form)
        for length in 0..<bytes.count {
            let error = #expect(throws: SigningError.self) { try Self.open(Array(bytes.prefix(length))) }
            #expect(error?.code == .malformedInput, "\(length)")
        }
        for more in [[0], [0, 0], [0x30, 0]] as [[UInt8]] {
            let error = #expect(throws: SigningError.self) { try Self.open(bytes + more) }
            #expect(error?.code == .malformedInput)
        }
    }

    @Test("A flipped byte is refused, or changes nothing", arguments: [PKCS12Writer.Form.modern, .national])
    func flips(form: PKCS12Writer.Form) throws {
        let bytes = try Self.sample(form)
        let whole = try Self.open(bytes)
        var limits = Limits()
        limits.keyDerivationIterations = 100_000
        for index in bytes.indices {
            for mask: UInt8 in [0x01, 0x80, 0xff] {
                var flipped = bytes
                flipped[index] ^= mask
                do throws(SigningError) {
                    let file = try Self.open(flipped, limits: limits)
                    // The MAC covers everything but itself and the outer frame.
                    #expect(file.certificate == whole.certificate)
                    #expect(file.privateKey?.subjectPublicKeyInfo == whole.privateKey?.subjectPublicKeyInfo)
                } catch {
                    #expect(Self.refusals.contains(error.code), "\(index): \(error)")
                }
            }
        }
    }

    @Test("A flipped byte of an unprotected key is refused, or leaves a key that signs for its certificate")
    func unprotectedFlips() throws {
        let bytes = try Self.pkcs8()
        let certificate = try SharedPKI.of("ec").applicant.certificate
        for index in bytes.indices {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[index] ^= 1 << bit
                do throws(SigningError) {
                    let file = try KeyFile(SecretBytes(copying: flipped), certificates: certificate.der)
                    #expect(file.certificate == certificate || file.privateKey == nil)
                } catch {
                    #expect(Self.refusals.contains(error.code), "\(index): \(error)")
                }
            }
        }
    }

    @Test("Too many iterations are refused before the first one, in every place that names them")
    func iterations() throws {
        // 2^31 - 1 and 2^62 iterations, where OpenSSL has written 2048: in the MAC, and, since a MAC would notice, in the
        // bags of a file without one.
        let clock = ContinuousClock()
        for form in [PKCS12Writer.Form.modern, .national] {
            let bytes = try Self.sample(form, iterations: 2_048)
            let places = bytes.indices.dropLast(3).filter { Array(bytes[$0..<$0 + 4]) == [0x02, 0x02, 0x08, 0x00] }
            try #require(places.count == 3)
            for place in places {
                for number in [0x7fff_ffff, 1 << 62] {
                    var patched = try Self.replacing(bytes, at: place, by: DER.integer(number))
                    if place != places.last { patched = try Self.withoutMAC(patched) }
                    let duration = clock.measure {
                        let error = #expect(throws: SigningError.self) { try Self.open(patched) }
                        #expect(error?.code == .limitExceeded, "\(form) \(place): \(error.map { "\($0)" } ?? "")")
                    }
                    #expect(duration < .seconds(5))
                }
            }
        }
    }

    private static func withoutMAC(_ bytes: [UInt8]) throws -> [UInt8] {
        var reader = DERReader(bytes)
        var fields = try reader.enter(DER.Tag.sequence, "PFX")
        return DER.sequence(Array(try fields.next().bytes), Array(try fields.next().bytes))
    }

    /// Replaces one INTEGER of 4 octets and mends the lengths of all elements around it.
    private static func replacing(_ bytes: [UInt8], at place: Int, by integer: [UInt8]) throws -> [UInt8] {
        var reader = DERReader(bytes)
        let element = try reader.next()
        guard place > element.bytes.startIndex else { return integer }
        // An OCTET STRING around the place is taken for a constructed one: it holds DER.
        var content: [UInt8] = []
        var inner = DERReader(element.content)
        while !inner.isAtEnd {
            let child = try inner.next()
            if child.bytes.indices.contains(place) {
                content += try replacing(Array(child.bytes), at: place - child.bytes.startIndex, by: integer)
            } else {
                content += child.bytes
            }
        }
        return DER.element(element.tag, content)
    }

    @Test(
        "The cost of scrypt and PBKDF2 in PKCS#8 is bounded too",
        arguments: [
            DER.sequence(
                DER.objectIdentifier("1.3.6.1.4.1.11591.4.11"),
                DER.sequence(DER.octetString([1]), DER.integer(2), DER.integer(1), DER.integer(1 << 30))
            ),
            DER.sequence(
                DER.objectIdentifier("1.3.6.1.4.1.11591.4.11"),
                DER.sequence(DER.octetString([1]), DER.integer(1 << 20), DER.integer(8), DER.integer(2))
            ),
            DER.sequence(
                DER.objectIdentifier("1.3.6.1.4.1.11591.4.11"),
                DER.sequence(DER.octetString([1]), DER.integer(1 << 40), DER.integer(1 << 40), DER.integer(1 << 40))
            ),
            DER.sequence(
                DER.objectIdentifier("1.2.840.113549.1.5.12"),
                DER.sequence(DER.octetString([1]), DER.integer(10_000_001))
            ),
        ]
    )
    func derivation(function: [UInt8]) throws {
        let cipher = DER.sequence(
            DER.objectIdentifier("2.16.840.1.101.3.4.1.42"),
            DER.octetString([UInt8](repeating: 0, count: 16))
        )
        let scheme = DER.sequence(DER.objectIdentifier("1.2.840.113549.1.5.13"), DER.sequence(function, cipher))
        let file = DER.sequence(scheme, DER.octetString([UInt8](repeating: 0, count: 64)))
        let error = #expect(throws: SigningError.self) { try Self.open(file) }
        #expect(error?.code == .limitExceeded)
    }

    @Test("The budget is one for the whole file, not one for each bag")
    func budget() throws {
        // Three derivations: MAC, certificate bag, key bag.
        let bytes = try Self.sample(iterations: 1_000)
        var limits = Limits()
        limits.keyDerivationIterations = 2_999
        let error = #expect(throws: SigningError.self) { try Self.open(bytes, limits: limits) }
        #expect(error?.code == .limitExceeded)
        limits.keyDerivationIterations = 3_000
        #expect(try Self.open(bytes, limits: limits).certificate != nil)
    }

    @Test("A file over the limit is refused before it is read")
    func size() {
        var limits = Limits()
        limits.keyFileBytes = 100
        let error = #expect(throws: SigningError.self) {
            try Self.open([UInt8](repeating: 0x30, count: 101), limits: limits)
        }
        #expect(error?.code == .limitExceeded)
    }

    @Test("Nesting without end is refused", arguments: [0x30, 0x24, 0xa0] as [UInt8], [2, 40, 500_000])
    func nesting(tag: UInt8, levels: Int) {
        let bytes = [0x30, 0x80] + [[UInt8]](repeating: [tag, 0x80], count: levels).joined()
        let error = #expect(throws: SigningError.self) { try Self.open(bytes) }
        #expect(error?.code == .malformedInput || error?.code == .limitExceeded)
    }

    @Test(
        "Lengths that cannot be are refused",
        arguments: [
            [0x30, 0x84, 0xff, 0xff, 0xff, 0xff], [0x30, 0x88, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            [0x30, 0xff, 0x00], [0x30, 0x82, 0x01], [0x3f, 0x81, 0x01, 0x00], [0x30, 0x03, 0x04, 0x80, 0x00], [0x30],
        ] as [[UInt8]]
    )
    func lengths(bytes: [UInt8]) {
        let error = #expect(throws: SigningError.self) { try Self.open(bytes) }
        #expect(error?.code == .malformedInput)
    }

    @Test("Many nested safe contents, keys or certificates are refused")
    func bags() throws {
        let inner = try DER.sequence(
            DER.objectIdentifier("1.2.840.113549.1.12.10.1.1"),
            DER.explicit(0, Self.pkcs8())
        )
        func file(_ bags: [UInt8]) -> [UInt8] {
            let data: ObjectIdentifier = "1.2.840.113549.1.7.1"
            let part = DER.sequence(DER.objectIdentifier(data), DER.explicit(0, DER.octetString(bags)))
            let safe = DER.octetString(DER.sequence(part))
            return DER.sequence(DER.integer(3), DER.sequence(DER.objectIdentifier(data), DER.explicit(0, safe)))
        }
        var nested = DER.sequence(inner)
        #expect(try Self.open(file(nested)).privateKey != nil)
        for _ in 0..<40 {
            nested = DER.sequence(
                DER.sequence(DER.objectIdentifier("1.2.840.113549.1.12.10.1.6"), DER.explicit(0, nested))
            )
        }
        let deep = #expect(throws: SigningError.self) { try Self.open(file(nested)) }
        #expect(deep?.code == .limitExceeded)
        let many = #expect(throws: SigningError.self) {
            try Self.open(file(DER.sequence(of: [[UInt8]](repeating: inner, count: 1_001))))
        }
        #expect(many?.code == .limitExceeded)
    }

    @Test("PEM that breaks off or is no base64 is refused")
    func pem() throws {
        let pem = try Tool.openssl("pkey", "-inform", "DER", input: Self.pkcs8()).output
        for length in 0..<pem.count - 1 {
            #expect(throws: SigningError.self, "\(length)") { try Self.open(Array(pem.prefix(length))) }
        }
        var broken = pem
        broken[40] = 0x2a
        let error = #expect(throws: SigningError.self) { try Self.open(broken) }
        #expect(error?.code == .malformedInput)
        // Text around the blocks is what `openssl pkcs12 -nodes` writes.
        #expect(try Self.open(Array("Bag Attributes\n".utf8) + pem + Array("\ntext\n".utf8)).privateKey != nil)
        #expect(throws: SigningError.self) { try Self.open(Array("-----BEGIN ".utf8)) }
    }
}

@Suite("PKCS#12 with PBMAC1 (RFC 9579)")
struct PBMAC1Tests {
    private let password = "Qwerty12"

    /// A file of `openssl pkcs12 -nomac`, with a MAC that `openssl kdf` and `openssl mac` compute.
    private func sample(keyLength: Int = 32, iterations: Int = 2_048) throws -> [UInt8] {
        let pki = try SharedPKI.of("ec")
        let plain = try PKCS12Writer.write(pki.applicant, password: SecretBytes(copying: password.utf8))
        var reader = DERReader(plain)
        var fields = try reader.enter(DER.Tag.sequence, "PFX")
        let version = try fields.next()
        let safe = try fields.next()
        var info = try fields.entering(safe)
        _ = try info.next()
        var explicit = try info.enter(DER.Tag.explicit(0), "content")
        let content = Array(try explicit.next().content)
        let salt: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
        let key =
            try Tool.openssl(
                "kdf",
                "-keylen",
                "\(keyLength)",
                "-kdfopt",
                "digest:SHA256",
                "-kdfopt",
                "pass:\(password)",
                "-kdfopt",
                "hexsalt:0102030405060708",
                "-kdfopt",
                "iter:\(iterations)",
                "PBKDF2"
            )
            .text.filter(\.isHexDigit)
        let mac =
            try Tool.openssl(
                "mac",
                "-digest",
                "SHA256",
                "-macopt",
                "hexkey:\(key)",
                "-binary",
                "HMAC",
                input: content
            )
            .output
        let derivation = DER.sequence(
            DER.objectIdentifier("1.2.840.113549.1.5.12"),
            DER.sequence(
                DER.octetString(salt),
                DER.integer(iterations),
                DER.integer(keyLength),
                DER.sequence(DER.objectIdentifier("1.2.840.113549.2.9"), DER.null)
            )
        )
        let algorithm = DER.sequence(
            DER.objectIdentifier("1.2.840.113549.1.5.14"),
            DER.sequence(derivation, DER.sequence(DER.objectIdentifier("1.2.840.113549.2.9"), DER.null))
        )
        let unused = Array("NOT USED".utf8)
        let macData = DER.sequence(
            DER.sequence(algorithm, DER.octetString(mac)),
            DER.octetString(unused),
            DER.integer(1)
        )
        return DER.sequence(Array(version.bytes), Array(safe.bytes), macData)
    }

    @Test("It opens with its password and no other")
    func opens() throws {
        let bytes = SecretBytes(copying: try sample())
        #expect(try KeyFile(bytes, password: SecretBytes(copying: password.utf8)).certificate != nil)
        let error = #expect(throws: SigningError.self) {
            try KeyFile(bytes, password: SecretBytes(copying: "Qwerty1".utf8))
        }
        #expect(error?.code == .passwordRefused)
    }

    @Test("Its cost is bounded")
    func bounded() throws {
        var limits = Limits()
        limits.keyDerivationIterations = 2_047
        let bytes = SecretBytes(copying: try sample())
        let error = #expect(throws: SigningError.self) {
            try KeyFile(bytes, password: SecretBytes(copying: password.utf8), limits: limits)
        }
        #expect(error?.code == .limitExceeded)
    }

    @Test("A key too short to mean anything is refused")
    func short() throws {
        let bytes = SecretBytes(copying: try sample(keyLength: 8))
        let error = #expect(throws: SigningError.self) {
            try KeyFile(bytes, password: SecretBytes(copying: password.utf8))
        }
        #expect(error?.code == .malformedInput)
    }
}
