import KandasSign
import Support
import Testing

@testable import KandasCase

@Suite("A certificate is looked up before it is extended")
struct CertificateLookupTests {
    private let fixtures: SignedDecisionFixtures
    private let certificate: Decision

    init() throws {
        fixtures = try SignedDecisionFixtures()
        certificate = try #require(fixtures.decisions[.certificate])
    }

    /// The holder, as an application would describe them.
    private var holder: Person {
        var person = Person()
        person.id = "applicant"
        person.relation = .applicant
        person.iin = certificate.holder?.iin
        person.surname = certificate.holder?.surname
        person.name = certificate.holder?.name
        person.birthDate = certificate.holder?.birthDate
        return person
    }

    private var stated: Application.PreviousCertificate {
        var stated = Application.PreviousCertificate()
        stated.number = certificate.documentNumber
        stated.issueDate = certificate.decisionDate
        stated.validUntil = certificate.validUntil
        return stated
    }

    private func earlier(
        _ documents: [[UInt8]],
        _ events: [StatusEvent] = []
    ) throws -> EarlierDecisions {
        let earlier = EarlierDecisions(
            try fixtures.verifier(fixtures.knowledge(events)),
            at: SignedDecisionFixtures.time
        )
        for document in documents { _ = earlier.vouches(for: document) }
        return earlier
    }

    private func find(
        _ earlier: EarlierDecisions?,
        register: DecisionRegister? = nil,
        places: StatusRegister? = nil,
        _ stated: Application.PreviousCertificate? = nil,
        of person: Person? = nil
    ) -> CertificateLookup.Finding {
        CertificateLookup(earlier: earlier, register: register, places: places)
            .find(stated ?? self.stated, of: person ?? holder)
    }

    @Test("One that is genuine, in force and the person's own is extended without a word")
    func found() throws {
        let finding = find(try earlier([fixtures.signed()]))
        #expect(finding.reasons.isEmpty && finding.remarks.isEmpty)
    }

    @Test("One that is nowhere at hand is told to the official")
    func notFound() throws {
        let forged = try fixtures.document()
        for earlier in [nil, try earlier([]), try earlier([forged])] {
            let finding = find(earlier)
            #expect(finding.reasons.isEmpty)
            #expect(finding.remarks.map(\.code) == ["DECISION_CERTIFICATE_NOT_FOUND"])
            #expect(finding.remarks.map(\.severity) == [.warning])
        }
    }

    @Test(
        "One that is out of force is not extended",
        arguments: [StatusEvent.Kind.annulled, .replaced, .ended, .extended]
    )
    func outOfForce(kind: StatusEvent.Kind) throws {
        let date = CaseFixtures.date(kind == .extended ? "2027-11-14" : "2026-05-16")
        let code = kind == .extended ? "DECISION_EXTENDED_BEFORE" : "DECISION_CERTIFICATE_OUT_OF_FORCE"
        let event = StatusEvent(kind, date)
        #expect(find(try earlier([fixtures.signed()], [event])).reasons.map(\.code) == [code])
        // The body's own register is ahead of the list that was published last.
        var places = try StatusRegister(
            list: SignedDecisionFixtures.list,
            authority: try StatusListTests.authority(),
            places: 131_072
        )
        places.assigned.insert(SignedDecisionFixtures.place)
        #expect(find(try earlier([fixtures.signed()]), places: places).reasons.isEmpty)
        #expect(find(try earlier([fixtures.signed()]), places: places).place == SignedDecisionFixtures.place)
        try places.record(event, at: SignedDecisionFixtures.place)
        #expect(find(try earlier([fixtures.signed()]), places: places).reasons.map(\.code) == [code])
    }

    @Test("One that is another person's, or ends on another day than stated, is not extended")
    func another() throws {
        let earlier = try earlier([fixtures.signed()])
        var other = holder
        other.iin = "900517200012"
        #expect(find(earlier, of: other).reasons.map(\.code) == ["DECISION_CERTIFICATE_OF_ANOTHER"])
        other.iin = nil
        #expect(find(earlier, of: other).reasons.isEmpty)
        other.birthDate = CaseFixtures.date("1999-01-01")
        #expect(find(earlier, of: other).reasons.map(\.code) == ["DECISION_CERTIFICATE_OF_ANOTHER"])
        var later = stated
        later.validUntil = CaseFixtures.date("2027-06-14")
        #expect(find(earlier, later).reasons.map(\.code) == ["DECISION_CERTIFICATE_DIFFERS"])
    }

    @Test("One that was extended before is not extended again, whoever knows of it")
    func extendedBefore() throws {
        let extended = try earlier([fixtures.signed(), fixtures.signed(.prolongation)])
        #expect(find(extended).reasons.map(\.code) == ["DECISION_EXTENDED_BEFORE"])
        let alone = find(try earlier([fixtures.signed(.prolongation)]))
        #expect(alone.reasons.map(\.code) == ["DECISION_EXTENDED_BEFORE"])
        var register = try DecisionRegister(authority: try StatusListTests.authority(), region: "75")
        try register.record(
            DecisionRegister.Entry(
                number: "20267500000009",
                decision: "75/2026/9",
                kind: .prolongation,
                date: CaseFixtures.date("2026-05-15"),
                application: CaseFixtures.id,
                person: "applicant",
                sha256: String(repeating: "0", count: 64),
                extends: certificate.documentNumber
            )
        )
        let reread = try DecisionRegister(json: register.json())
        let finding = find(try earlier([fixtures.signed()]), register: reread)
        #expect(finding.reasons.map(\.code) == ["DECISION_EXTENDED_BEFORE"])
        #expect(finding.reasons.first?.parameters["document"] == "20267500000009")
    }

    @Test("Files are judged once somebody asks for their certificate, and what is no decision is passed over")
    func files() throws {
        let folder = try TemporaryFolder()
        try folder.write(try fixtures.signed(), as: "certificate.xml")
        try folder.write(Array("<a/>".utf8), as: "other.xml")
        try folder.write([0xff, 0xd8], as: "picture.jpg")
        let earlier = EarlierDecisions(try fixtures.verifier(), at: SignedDecisionFixtures.time)
        for name in ["certificate.xml", "other.xml", "picture.jpg", "absent.xml"] { earlier.note(file: folder(name)) }
        let finding = find(earlier)
        #expect(finding.reasons.isEmpty && finding.remarks.isEmpty)
        #expect(earlier.certificate("99999999999999") == nil)
    }
}
