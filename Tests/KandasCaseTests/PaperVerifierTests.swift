import KandasTestPKI
import Support
import Testing

@testable import KandasCase
@testable import KandasSign

@Suite("What the codes of a paper carry is judged, and a form proves nothing")
struct PaperVerifierTests {
    private static let time = PaperFixtures.time
    private let decision: Decision
    private let document: [UInt8]

    init() throws {
        var decision = try #require(try PaperFixtures.decisions.get()[.certificate])
        // Decided on the day of the tests, when the keys are valid.
        let day = CalendarDate(inKazakhstanAt: Self.time)
        decision.decisionDate = day
        decision.certificate?.statusDate = day
        decision.certificate?.validUntil = StatusTerm.lastDay(ofStatusFrom: day)
        self.decision = decision
        document = try PaperFixtures.signed(decision)
    }

    private func verifier() throws -> PaperVerifier {
        let pki = try StatusListTests.pki.get()
        let trust = try StatusListTests.trust()
        let authorities = AuthorityList(
            issuedAt: Self.time.adding(days: -1),
            nextUpdate: Self.time.adding(days: 30),
            authorities: [
                AuthorityList.Authority(
                    bin: try StatusListTests.authority(),
                    name: BilingualText(kazakh: "Басқарма", russian: "Управление"),
                    from: CaseFixtures.date("2020-01-01")
                )
            ]
        )
        let store = TrustStore(
            anchors: trust.anchors,
            intermediates: trust.intermediates + [pki.head.certificate],
            revocationLists: trust.revocationLists
        )
        let knowledge = DecisionKnowledge(authorities: authorities)
        return try PaperVerifier(
            decisions: try DecisionFileVerifier(trust: store, knowledge: knowledge),
            trust: store,
            authorities: authorities
        )
    }

    private func row(_ document: [UInt8], number: String = "10000000000001") throws -> [[UInt8]] {
        try QRSet.pieces(of: document, number: number, at: Self.time).map(\.text)
    }

    private func claim(_ decision: Decision) throws -> [UInt8] {
        let signer = try StatusListTests.pki.get().head.signer()
        return Array(try SignedClaim(try CertificateClaim(decision), by: signer).text.utf8)
    }

    private func report(_ texts: [[UInt8]]) throws -> PaperReport {
        try verifier().verify(try PaperCodes(texts), at: Self.time)
    }

    @Test("A sound paper is genuine, and its status unknown without a list")
    func sound() throws {
        let report = try report(try row(document) + [try claim(decision)])
        #expect(report.decisions.map(\.report.outcome) == [.genuineStatusUnknown])
        #expect(report.claims.map(\.report.outcome) == [.genuineStatusUnknown])
        #expect(report.findings == [] && report.verdict == "indeterminate")
    }

    @Test("A claim alone is at most indeterminate")
    func claimAlone() throws {
        #expect(try report([try claim(decision)]).verdict == "indeterminate")
    }

    @Test("What is missing proves nothing, for or against the paper")
    func missing() throws {
        let report = try report(Array(try row(document).dropFirst()))
        #expect(report.verdict == "indeterminate" && report.findings.map(\.rule) == ["KND-QR-01"])
        guard case .decision(let outcome)? = report.outcomes(judgedAt: Self.time).first else { return }
        #expect(outcome.report.outcome == .notProven && outcome.report.answer(.inForce) == .unknown)
        #expect(try self.report([]).outcomes(judgedAt: Self.time).count == 1)
    }

    @Test("A document with one letter changed is not genuine")
    func forged() throws {
        let text = String(decoding: document, as: UTF8.self)
        let forged = Array(text.replacing(try #require(decision.holder?.surname), with: "Басқа").utf8)
        let report = try report(try row(forged))
        #expect(report.decisions.map(\.report.outcome) == [.notGenuine] && report.verdict == "failed")
    }

    @Test("Another number on the codes than in the document is noticed (KND-QR-04)")
    func numbers() throws {
        let report = try report(try row(document, number: "10000000000009"))
        #expect(report.findings.map(\.rule) == ["KND-QR-04"] && report.verdict == "failed")
    }

    @Test("A compact code of another document beside the row is noticed (KND-QR-04)")
    func mixed() throws {
        var other = decision
        other.documentNumber = "10000000000009"
        #expect(try report(try row(document) + [try claim(other)]).findings.map(\.rule) == ["KND-QR-04"])
        // The same number, and other dates.
        other = decision
        other.certificate?.validUntil = decision.validUntil?.adding(days: 10)
        #expect(try report(try row(document) + [try claim(other)]).verdict == "failed")
    }

    @Test("A signed document of the portal is judged by its signature, and an unsigned one is never genuine")
    func portal() throws {
        let response = Array("<response><requestNumber>10100464053940</requestNumber></response>".utf8)
        let signed = MemorySink()
        try XMLSignatureWriter()
            .sign(
                MemoryBytes(response),
                signer: try StatusListTests.pki.get().head.signer(),
                options: SignatureOptions(signingTime: Self.time),
                form: XMLSignatureForm(.national),
                to: signed
            )
        let sound = try report(try row(signed.bytes, number: "10100464053940"))
        #expect(sound.documents.map(\.verdict.isPassed) == [true] && sound.verdict == "passed")
        let text = String(decoding: signed.bytes, as: UTF8.self)
        let changed = try row(Array(text.replacing("3940<", with: "3941<").utf8), number: "10100464053940")
        #expect(try report(changed).verdict == "failed")
        // Anybody may put a signature element around nothing.
        let hollow = "<response><Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/></response>"
        #expect(try report(try row(Array(hollow.utf8), number: "10100464053940")).verdict == "failed")
    }
}
