import KandasSign
import KandasTestPKI
import Testing

@Suite("A key that must not sign is refused before it signs")
struct SigningKeyCheckTests {
    private typealias Purpose = CertificateTemplate.Purpose

    private static func refusals(
        at time: Timestamp = SharedPKI.time,
        _ change: (inout CertificateTemplate) -> Void
    ) throws -> [SigningError.Code] {
        let pki = try SharedPKI.of("ec")
        let subject = TestSubject.person(surname: "ТЕСТОВ", name: "ТЕСТ", iin: TestPKI.Person.strangerNumber)
        var template = CertificateTemplate.signing(subject, validity: pki.currentYear)
        change(&template)
        let identity = try pki.issuing.issue(template, for: pki.stranger.key)
        return SigningKeyCheck.refusals(of: identity.certificate, at: time).map(\.code)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var usage: KeyUsage?
        var extended: [ObjectIdentifier]
        var code: SigningError.Code?
    }

    @Test(
        "By key usage and extended key usage",
        arguments: [
            Case(
                testDescription: "RSA key for signing",
                usage: [.digitalSignature, .nonRepudiation],
                extended: [Purpose.emailProtection, Purpose.individual],
                code: nil
            ),
            Case(
                testDescription: "GOST key since 2022",
                usage: [.digitalSignature, .nonRepudiation, .keyAgreement],
                extended: [Purpose.emailProtection, Purpose.individual],
                code: nil
            ),
            Case(
                testDescription: "information system, national purposes only",
                usage: [.digitalSignature, .nonRepudiation],
                extended: [Purpose.informationSystem],
                code: nil
            ),
            Case(testDescription: "no restriction at all", usage: nil, extended: [], code: nil),
            Case(testDescription: "digitalSignature alone", usage: .digitalSignature, extended: [], code: nil),
            Case(testDescription: "nonRepudiation alone", usage: .nonRepudiation, extended: [], code: nil),
            Case(
                testDescription: "RSA key for logging in",
                usage: [.digitalSignature, .keyEncipherment],
                extended: [Purpose.clientAuthentication, Purpose.individual],
                code: .keyForAuthentication
            ),
            Case(
                testDescription: "logging in by key usage alone",
                usage: [.digitalSignature, .keyEncipherment],
                extended: [],
                code: .keyForAuthentication
            ),
            Case(
                testDescription: "logging in by purpose alone",
                usage: nil,
                extended: [Purpose.clientAuthentication],
                code: .keyForAuthentication
            ),
            Case(
                testDescription: "both purposes",
                usage: [.digitalSignature, .nonRepudiation],
                extended: [Purpose.clientAuthentication, Purpose.emailProtection],
                code: nil
            ),
            Case(
                testDescription: "encryption only",
                usage: [.keyEncipherment, .dataEncipherment],
                extended: [],
                code: .keyNotForSigning
            ),
            Case(
                testDescription: "certificates and CRLs only",
                usage: [.keyCertSign, .crlSign],
                extended: [],
                code: .keyNotForSigning
            ),
            Case(
                testDescription: "time stamps",
                usage: [.digitalSignature, .nonRepudiation],
                extended: ["1.3.6.1.5.5.7.3.8"],
                code: .keyNotForSigning
            ),
        ]
    )
    func usage(_ example: Case) throws {
        let found = try Self.refusals { template in
            template.keyUsage = example.usage
            template.extendedKeyUsage = example.extended
        }
        #expect(found == (example.code.map { [$0] } ?? []))
    }

    @Test("The first and the last second of the validity are in it (RFC 5280 section 4.1.2.5)")
    func validity() throws {
        let start = SharedPKI.time
        let end = start.adding(days: 1)
        for (time, code) in [
            (start.adding(seconds: -1), SigningError.Code.keyNotYetValid), (start, nil), (end, nil),
            (end.adding(seconds: 1), .keyExpired),
        ] as [(Timestamp, SigningError.Code?)] {
            #expect(try Self.refusals(at: time) { $0.validity = start...end } == (code.map { [$0] } ?? []))
        }
    }

    @Test("A CA's key is not for documents")
    func authority() throws {
        let codes = try Self.refusals { $0.basicConstraints = .init(isAuthority: true) }
        #expect(codes == [.keyNotForSigning])
    }
}
