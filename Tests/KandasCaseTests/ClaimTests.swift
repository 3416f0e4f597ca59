import FoundationEssentials
import KandasTestPKI
import Support
import Testing

@testable import KandasCase
@testable import KandasSign

@Suite("A claim says no more than what an authority said on a day, and only with its signature")
struct ClaimTests {
    private static let time = PaperFixtures.time
    private let pki: TestPKI

    init() throws { pki = try StatusListTests.pki.get() }

    /// A claim made on the day of the tests.
    private func claim(_ kind: Decision.Kind = .certificate) throws -> CertificateClaim {
        let day = CalendarDate(inKazakhstanAt: Self.time)
        return try CertificateClaim(
            documentNumber: "10000000000001",
            kind: kind,
            iinEnding: "0016",
            issuedOn: day,
            validUntil: kind == .refusal ? nil : day.adding(days: 364),
            authority: try StatusListTests.authority()
        )
    }

    private func authorities(bin: String = TestPKI.Person.bodyNumber, from: String = "2020-01-01") throws
        -> AuthorityList
    {
        let authority = AuthorityList.Authority(
            bin: try #require(BusinessIdentificationNumber(bin)),
            name: BilingualText(kazakh: "Басқарма", russian: "Управление"),
            from: CaseFixtures.date(from)
        )
        return AuthorityList(
            issuedAt: Self.time.adding(days: -1),
            nextUpdate: Self.time.adding(days: 3_000),
            authorities: [authority]
        )
    }

    private func trust(with certificates: [Certificate]) throws -> TrustStore {
        let trust = try StatusListTests.trust()
        return TrustStore(
            anchors: trust.anchors,
            intermediates: trust.intermediates + certificates,
            revocationLists: trust.revocationLists
        )
    }

    private func verify(
        _ signed: SignedClaim,
        knowing certificates: [Certificate]? = nil,
        authorities list: AuthorityList?? = .none,
        at time: Timestamp = Self.time
    ) throws -> (answers: String, codes: Set<String>) {
        let verifier = try ClaimVerifier(
            trust: try trust(with: certificates ?? [pki.head.certificate]),
            authorities: try list ?? authorities()
        )
        let report = try verifier.verify(signed, at: time).report
        return (
            report.answers.map { String($0.value.rawValue.prefix(1)) }.joined(),
            Set(report.answers.flatMap(\.reasons).map(\.code))
        )
    }

    @Test("A sound claim is genuine, and its status unknown", arguments: Decision.Kind.allCases)
    func sound(kind: Decision.Kind) throws {
        let signed = try SignedClaim(try claim(kind), by: try pki.head.signer())
        let read = try SignedClaim(text: Array(signed.text.utf8))
        #expect(read == signed)
        let (answers, codes) = try verify(read)
        #expect(answers == (kind == .refusal ? "YYNN" : "YYUU"))
        #expect(codes == (kind == .refusal ? [] : ["CLAIM_STATUS_UNKNOWN"]))
        // The alphanumeric set of QR codes (ISO/IEC 18004 section 7.3.4).
        #expect(signed.text.utf8.allSatisfy { "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8.contains($0) })
        #expect(signed.text.utf8.count < 300)
    }

    @Test("A claim is taken from a decision of each kind", arguments: Decision.Kind.allCases)
    func fromDecision(kind: Decision.Kind) throws {
        let decision = try #require(try PaperFixtures.decisions.get()[kind])
        let claim = try CertificateClaim(decision)
        #expect(claim.documentNumber == decision.documentNumber && claim.kind == kind)
        #expect(claim.iinEnding == decision.holder?.iin.map { String($0.suffix(4)) })
        #expect(claim.validUntil == decision.validUntil && claim.issuedOn == decision.decisionDate)
        #expect(try CertificateClaim(claim.encoded) == claim)
        var nameless = decision
        nameless.body = nil
        #expect(throws: SigningError.self) { try CertificateClaim(nameless) }
    }

    @Test("What is wrong is said, and never yes")
    func wrong() throws {
        let claim = try claim()
        let signed = try SignedClaim(claim, by: try pki.head.signer())
        let unknown = try verify(signed, knowing: [])
        #expect(unknown.answers == "UUUU" && unknown.codes.contains("CLAIM_SIGNER_UNKNOWN"))
        // Somebody else's key under the same identifier.
        let stranger = try SignedClaim(claim, by: try pki.stranger.signer())
        #expect(try verify(stranger, knowing: [pki.stranger.certificate]).answers == "YNUU")
        #expect(try verify(stranger, knowing: [pki.stranger.certificate]).codes.contains("DECISION_SIGNER_BODY"))
        let applicant = try SignedClaim(claim, by: try pki.applicant.signer())
        #expect(try verify(applicant, knowing: [pki.applicant.certificate]).codes.contains("DECISION_SIGNER_ROLE"))
        #expect(try verify(signed, authorities: .some(nil)).answers == "YUUU")
        #expect(try verify(signed, authorities: try authorities(from: "2999-01-01")).answers == "YNUU")
        let other = try #require(BusinessIdentificationNumber(completing: "59014088888")).digits
        #expect(try verify(signed, authorities: try authorities(bin: other)).codes.contains("DECISION_BODY_NOT_LISTED"))
    }

    @Test("The dates are judged")
    func dates() throws {
        func issued(_ days: Int, for length: Int = 364) throws -> SignedClaim {
            let day = CalendarDate(inKazakhstanAt: Self.time).adding(days: days)
            let claim = try CertificateClaim(
                documentNumber: "10000000000001",
                kind: .certificate,
                iinEnding: nil,
                issuedOn: day,
                validUntil: day.adding(days: length),
                authority: try StatusListTests.authority()
            )
            return try SignedClaim(claim, by: try pki.head.signer())
        }
        #expect(try verify(try issued(1)).codes.contains("CLAIM_ISSUED_LATER"))
        #expect(try verify(try issued(-4_000, for: 5_000)).codes.contains("CLAIM_OUTSIDE_CERTIFICATE"))
        let short = try verify(try issued(0, for: 3), at: Self.time.adding(days: 5))
        #expect(short.answers.hasSuffix("U") && short.codes.contains("STATUS_EXPIRED_UNLESS_EXTENDED"), "\(short)")
        // Without a timestamp, a claim lives no longer than its signer's certificate.
        let late = try verify(try issued(0), at: Self.time.adding(days: 4_000))
        #expect(!late.answers.hasPrefix("Y"), "\(late)")
    }

    @Test("No cut and no flipped bit leaves a claim that is signed")
    func damage() throws {
        let signed = try SignedClaim(try claim(), by: try pki.head.signer())
        let bytes = signed.message.encoded
        for length in 0..<bytes.count {
            let text = SignedClaim.prefix + Base45.encode(Array(bytes.prefix(length)))
            #expect(throws: SigningError.self) { try SignedClaim(text: Array(text.utf8)) }
        }
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            let text = SignedClaim.prefix + Base45.encode(changed)
            guard let read = try? SignedClaim(text: Array(text.utf8)) else { continue }
            let isNamed = read.names(pki.head.certificate) && read.isSigned(by: pki.head.certificate)
            #expect(!isNamed, "bit \(bit)")
        }
    }

    /// Messages around a claim's payload, each with one thing wrong.
    private func hostile() throws -> [(String, [UInt8])] {
        let signed = try SignedClaim(try claim(), by: try pki.head.signer())
        guard case .tagged(_, .array(let parts)) = try CBORReader.read(signed.message.encoded),
            let headers = parts[0].bytes, case .map(let pairs) = try CBORReader.read(headers)
        else { return [] }
        func message(
            tag: UInt64 = 18,
            protected: [CBORValue.Pair]? = nil,
            unprotected: CBORValue = .map([]),
            payload: CBORValue? = nil,
            more: [CBORValue] = []
        ) -> [UInt8] {
            let protected = CBORWriter.encode(.map(protected ?? pairs))
            return CBORWriter.encode(
                .tagged(tag, .array([.bytes(protected), unprotected, payload ?? parts[2], parts[3]] + more))
            )
        }
        func pair(_ key: Int64, _ value: CBORValue) -> CBORValue.Pair { .init(key: .integer(key), value: value) }
        let kid = pairs[1]
        return [
            ("another tag", message(tag: 98)),
            ("no tag", CBORWriter.encode(.array(parts))),
            ("five parts", message(more: [.null])),
            ("a payload that stands outside", message(payload: .null)),
            ("headers that are no map", message(unprotected: .array([]))),
            ("no algorithm", message(protected: [kid])),
            ("an algorithm that is not signed", message(protected: [kid], unprotected: .map([1: .integer(-7)]))),
            ("a critical header", message(protected: [pairs[0], pair(2, .array([.integer(99)])), kid])),
            ("a critical header that is not signed", message(unprotected: .map([2: .array([.integer(1)])]))),
            ("an algorithm twice", message(unprotected: .map([1: .integer(-7)]))),
            ("a key identifier twice", message(unprotected: .map([4: .bytes([1])]))),
            ("HMAC", message(protected: [pair(1, .integer(5)), kid])),
            ("no signature algorithm at all", message(protected: [pair(1, .integer(0)), kid])),
            ("an algorithm as text", message(protected: [pair(1, .text("ES256")), kid])),
            ("no key identifier", message(protected: [pairs[0]])),
            ("a label that is none", message(unprotected: .map([.init(key: .bytes([1]), value: .null)]))),
            ("a payload that is no claim", message(payload: .bytes([0xa0]))),
            ("octets behind", message() + [0]),
        ]
    }

    @Test("Messages that another reader might take are refused")
    func hostileMessages() throws {
        let cases = try hostile()
        #expect(cases.count > 15)
        for (name, message) in cases {
            let text = SignedClaim.prefix + Base45.encode(message)
            #expect(throws: SigningError.self, "\(name)") { try SignedClaim(text: Array(text.utf8)) }
        }
        for text in ["", "KANDAS1", "KANDAS1:", "kandas1:BB8", "KANDAS2:BB8", "HC1:BB8", "https://egov.kz/"] {
            #expect(throws: SigningError.self, "\(text)") { try SignedClaim(text: Array(text.utf8)) }
        }
        let long = "KANDAS1:" + String(repeating: "0", count: 9_000)
        #expect(throws: SigningError.self) { try SignedClaim(text: Array(long.utf8)) }
    }

    @Test(
        "A payload that says anything else is refused",
        arguments: [
            [2: CBORValue.integer(4)], [2: .integer(0)], [2: .text("1")], [1: .text("1000000000000")],
            [1: .text("1000000000000A")], [1: .integer(1)], [3: .text("16")], [3: .null], [4: .text("2026-05-15")],
            [4: .integer(.max)], [4: .integer(.min)], [5: .integer(1)], [6: .text("10014012345X")], [7: .null],
            [0: .null], [-1: .null],
        ] as [[Int64: CBORValue]]
    )
    func payloads(change: [Int64: CBORValue]) throws {
        guard case .map(let pairs) = try CBORReader.read(try claim().encoded) else { return }
        var map: [Int64: CBORValue] = [:]
        for pair in pairs { map[pair.key.integer ?? 0] = pair.value }
        #expect(throws: Never.self) { try CertificateClaim(CBORWriter.encode(.map(map))) }
        map.merge(change) { $1 }
        #expect(throws: SigningError.self) { try CertificateClaim(CBORWriter.encode(.map(map))) }
    }

    @Test("A signature for something else is none for a claim")
    func domain() throws {
        let claim = try claim()
        let kid = try SignedClaim.keyIdentifier(of: pki.head.certificate)
        let other = try COSESign1(
            signing: claim.encoded,
            externalData: [],
            keyIdentifier: kid,
            by: try pki.head.signer()
        )
        let read = try SignedClaim(text: Array((SignedClaim.prefix + Base45.encode(other.encoded)).utf8))
        #expect(try verify(read).codes.contains("CLAIM_SIGNATURE_INVALID"))
    }

    @Test("A key of another kind than the algorithm, and a signature that is padded, do not verify")
    func algorithms() throws {
        let signed = try SignedClaim(try claim(), by: try pki.head.signer())
        #expect(!COSEAlgorithm.es256.fits(.ellipticCurve(bits: 384)))
        #expect(!COSEAlgorithm.rs256.fits(.ellipticCurve(bits: 256)))
        #expect(!COSEAlgorithm.edDSA.fits(.rsa(bits: 2_048)))
        #expect(COSEAlgorithm.es256.signature(from: signed.message.signature + [0]) == nil)
        #expect(COSEAlgorithm.es256.signature(from: Array(signed.message.signature.dropLast())) == nil)
        #expect(COSEAlgorithm(.ecdsa(.sha512), key: .ellipticCurve(bits: 256)) == nil)
        #expect(COSEAlgorithm(.national(.gost2004), key: .national(.gost2004)) == nil)
    }

    // MARK: - Peers

    /// Keys that pycose knows, with the names it gives their algorithms.
    private static let keys: [(PrivateKey.Kind, SignatureAlgorithm, String)] = [
        (.ellipticCurve(bits: 256), .ecdsa(.sha256), "ES256"), (.ellipticCurve(bits: 384), .ecdsa(.sha384), "ES384"),
        (.ellipticCurve(bits: 521), .ecdsa(.sha512), "ES512"),
        (.rsa(bits: 2_048), .rsaPSS(.sha256, saltLength: 32), "PS256"),
        (.rsa(bits: 2_048), .rsaPKCS1(.sha256), "RS256"), (.ed25519, .ed25519, "EDDSA"),
    ]

    /// The heads of a PKI for each, made once: RSA keys take their time.
    private static let heads = Result {
        try Dictionary(
            Set(keys.map(\.0)).map { kind in (kind, try TestPKI.make(kind: kind, at: time).head) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private func identity(_ kind: PrivateKey.Kind) throws -> TestIdentity {
        try Self.heads.get()[kind] ?? TestPKI.make(kind: kind, at: Self.time).head
    }

    private func pem(_ label: String, _ der: [UInt8]) -> String {
        let text = "-----BEGIN \(label)-----\n\(Data(der).base64EncodedString())\n-----END \(label)-----\n"
        return Data(text.utf8).base64EncodedString()
    }

    @Test("pycose verifies what we sign", .enabled(if: Python.has("cbor2", "pycose"), "\(Python.absenceNote)"))
    func weSign() throws {
        var lines: [String] = []
        for (kind, algorithm, name) in Self.keys {
            let head = try identity(kind)
            let signed = try SignedClaim(try claim(), by: try head.signer(algorithm: algorithm))
            let key = pem("PUBLIC KEY", head.certificate.subjectPublicKeyInfo)
            lines.append("\(name) \(key) \(hex(signed.message.encoded))")
        }
        let output = try Python.run("cose_claim.py", ["verify"], input: Array(lines.joined(separator: "\n").utf8))
        let answers = String(decoding: output, as: UTF8.self).split(separator: "\n")
        #expect(answers.count == lines.count)
        for answer in answers {
            #expect(answer.contains("\"good\": true") && answer.contains("\"canonical\": true"), "\(answer)")
            #expect(answer.contains("\"1\": \"10000000000001\"") && answer.contains("\"3\": \"0016\""), "\(answer)")
        }
    }

    @Test("We verify what pycose signs", .enabled(if: Python.has("cbor2", "pycose"), "\(Python.absenceNote)"))
    func pycoseSigns() throws {
        for (kind, _, name) in Self.keys {
            let head = try identity(kind)
            let kid = try SignedClaim.keyIdentifier(of: head.certificate)
            let key = pem("PRIVATE KEY", try head.key.pkcs8().withUnsafeBytes { Array($0) })
            let input = [key, hex(try claim().encoded), hex(kid)].joined(separator: "\n")
            let output = try Python.run("cose_claim.py", ["sign", name], input: Array(input.utf8))
            let message = try #require(KandasSign.Hexadecimal.bytes(output.filter { $0 > 0x20 }))
            let read = try SignedClaim(text: Array((SignedClaim.prefix + Base45.encode(message)).utf8))
            #expect(read.claim == (try claim()))
            #expect(read.names(head.certificate) && read.isSigned(by: head.certificate), "\(name)")
        }
    }

    @Test("National keys sign claims", arguments: [NationalAlgorithm.gost2015x512, .gost2015x256])
    func national(algorithm: NationalAlgorithm) throws {
        let head = try identity(.national(algorithm))
        let signed = try SignedClaim(try claim(), by: try head.signer())
        let read = try SignedClaim(text: Array(signed.text.utf8))
        #expect(read.isSigned(by: head.certificate) && !read.isSigned(by: pki.head.certificate))
        #expect(read.message.algorithm.rawValue < -65_536)
    }

    private func hex(_ bytes: [UInt8]) -> String { KandasSign.Hexadecimal.text(bytes) }
}
