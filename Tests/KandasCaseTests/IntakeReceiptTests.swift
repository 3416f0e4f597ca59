import KandasSign
import KandasTestPKI
import Support
import Testing

@testable import KandasCase

@Suite("A receipt says what came in, when, and by when it will be decided")
struct IntakeReceiptTests {
    private let pki: TestPKI
    private let file = MemoryBytes(Array("the package".utf8))

    init() throws { pki = try StatusListTests.pki.get() }

    private func receipt(
        _ verdict: IntakeReport.Verdict = .accept,
        at time: String = "2026-05-06T10:00:00+05:00"
    ) throws -> IntakeReceipt {
        try IntakeReceipt(
            DecisionFixtures.accepted(DecisionFixtures.application(), verdict),
            of: file,
            registrationNumber: "39-2026-000123",
            receivedAt: try #require(Timestamp(time)),
            by: pki.head.certificate
        )
    }

    @Test("It has the number, the digest, the verdict and the last day with its act, and is read back the same")
    func content() throws {
        let document = IntakeReceiptDocument(try receipt())
        #expect(document.registrationNumber == "39-2026-000123")
        // printf 'the package' | sha256sum
        let digest = try Tool.openssl("dgst", "-sha256", "-r", input: Array("the package".utf8)).text.prefix(64)
        #expect(document.sha256 == String(digest) && document.size == 11)
        #expect(document.decision == .accept)
        #expect(document.registeredOn == CaseFixtures.date("2026-05-06"))
        #expect(document.due == CaseFixtures.date("2026-05-13"))
        #expect(document.profile == "R2025")
        #expect(document.dueBasis?.ru.contains("10 октября 2025") == true)
        #expect(document.authority == TestPKI.Person.bodyNumber)
        #expect(document.receivedLocally == "2026-05-06 10:00 UTC+5")
        #expect(try IntakeReceiptDocument(json: document.json()) == document)
        // The family's names and numbers stay out of it.
        let text = String(decoding: try document.json(), as: UTF8.self)
        #expect(!text.contains("Ахметов") && !text.contains("900517100016"))
    }

    @Test("In the evening it is registered on the next working day")
    func evening() throws {
        let document = IntakeReceiptDocument(try receipt(at: "2026-05-06T18:30:00+05:00"))
        #expect(document.registeredOn == CaseFixtures.date("2026-05-08"))
        #expect(document.due == CaseFixtures.date("2026-05-14"))
    }

    @Test(
        "What was not accepted has a receipt without a term",
        arguments: [.returned, .wait] as [IntakeReport.Verdict]
    )
    func notAccepted(verdict: IntakeReport.Verdict) throws {
        let document = IntakeReceiptDocument(try receipt(verdict))
        #expect(document.decision == verdict && document.due == nil && document.registeredOn == nil)
    }

    @Test("Signed, it verifies with openssl too; only a body's key signs one")
    func signed() throws {
        let json = try IntakeReceiptDocument(try receipt()).json()
        let message = try SignedStatement.sign(json, by: pki.head.signer(), at: StatusListTests.time)
        let statement = try SignedStatement(MemoryBytes(message).source(), limit: 1 << 20)
        #expect(statement.content == json)
        let report = try CMSValidator(trust: try StatusListTests.trust())
            .validate(statement.facts, at: StatusListTests.time)
        #expect(report.verdict.isPassed)
        let folder = try TemporaryFolder()
        let path = try folder.write(message, as: "receipt.p7s")
        let peer = try Tool.openssl("cms", "-verify", "-noverify", "-inform", "DER", "-binary", "-in", path)
        #expect(peer.output == json)
        let error = #expect(throws: SigningError.self) { try IntakeReceipt.requireBody(pki.applicant.certificate) }
        #expect(error?.code == .keyNotForSigning)
        for other in ["{}", "[]", String(decoding: json, as: UTF8.self).replacing("receipt:1", with: "receipt:2")] {
            #expect(throws: SigningError.self) { try IntakeReceiptDocument(json: Array(other.utf8)) }
        }
    }
}
