import KandasSign
import Testing

@testable import KandasCase

@Suite("Decisions are made for an accepted application, one for each person")
struct DecisionBuilderTests {
    private func codes(_ error: DecisionError?) -> [String] { error?.reasons.map(\.code) ?? [] }

    @Test("A family with a mixed outcome gets a paper for each of its people")
    func mixed() throws {
        let application = DecisionFixtures.application()
        let refused = try #require(application.members[2].id)
        let documents = try DecisionFixtures.build(
            application,
            DecisionFixtures.order(DecisionFixtures.outcomes(application, refused: refused))
        )
        #expect(documents.map(\.person) == application.people.map { $0.person.id ?? "" })
        let kinds = documents.map(\.decision.decision.kind)
        #expect(kinds == [.certificate, .certificate, .certificate, .refusal, .certificate, .certificate])
        let first = documents[0].decision.decision
        #expect(first.certificate?.validUntil == CaseFixtures.date("2027-05-14"))
        #expect(first.certificate?.familyOf == nil)
        #expect(documents[1].decision.decision.certificate?.familyOf == first.documentNumber)
        #expect(first.application?.due == CaseFixtures.date("2026-05-18"))
        #expect(first.application?.profile == "R2025")
        #expect(first.holder?.iin == application.applicant.iin)
        #expect(Set(documents.compactMap(\.decision.decision.status?.index)).count == 5)
        // A refusal has no status that could be looked up.
        #expect(documents[3].decision.decision.status == nil)
        #expect(documents[3].decision.remarks.map(\.code) == ["KND-DC-04"])
        for document in documents {
            #expect(document.decision.decision.appeal?.months == 3)
            let reading = try DecisionDocument.read(MemoryBytes(document.decision.document).source())
            #expect(reading.decision == document.decision.decision)
        }
    }

    @Test("An extension runs from the certificate's last day, for six months or less")
    func extended() throws {
        let application = DecisionFixtures.application(.extend, members: 0)
        let before = try #require(application.previousCertificate?.validUntil)
        let decision = try #require(
            try DecisionFixtures.build(application, DecisionFixtures.order(DecisionFixtures.outcomes(application)))
                .first
        )
        .decision.decision
        #expect(decision.validUntil == StatusTerm.lastDay(ofExtensionAfter: before))
        #expect(decision.prolongation?.certificateNumber == application.previousCertificate?.number)
        var order = DecisionFixtures.order([:])
        order.outcomes = [
            application.applicant.id ?? "": .prolongation(
                .init(validUntil: before.adding(days: 30), isFirst: true, residesPermanently: true)
            )
        ]
        #expect(
            try DecisionFixtures.build(application, order).first?.decision.decision.validUntil
                == before.adding(days: 30)
        )
    }

    @Test("Each of a family gets an extension of their own certificate")
    func familyExtended() throws {
        let application = DecisionFixtures.application(.extend, members: 2)
        let documents = try DecisionFixtures.build(
            application,
            DecisionFixtures.order(DecisionFixtures.outcomes(application))
        )
        let extended = documents.map(\.decision.decision.prolongation?.certificateNumber)
        #expect(extended == ["10100000000001", "10100000000002", "10100000000003"])
    }

    @Test(
        "Nothing is decided about an application that intake did not accept",
        arguments: [.returned, .wait] as [IntakeReport.Verdict]
    )
    func notAccepted(verdict: IntakeReport.Verdict) {
        let application = DecisionFixtures.application()
        let error = #expect(throws: DecisionError.self) {
            try DecisionBuilder.build(
                DecisionFixtures.accepted(application, verdict),
                order: DecisionFixtures.order(DecisionFixtures.outcomes(application)),
                in: DecisionFixtures.context,
                numbers: DecisionFixtures.numbers()
            )
        }
        #expect(codes(error) == ["DECISION_NOT_ACCEPTED"])
    }

    @Test("Every person who asked gets an outcome, and nobody else")
    func people() throws {
        let application = DecisionFixtures.application()
        var order = DecisionFixtures.order(DecisionFixtures.outcomes(application))
        order.outcomes["applicant"] = nil
        order.outcomes["stranger"] = .certificate()
        let error = #expect(throws: DecisionError.self) { try DecisionFixtures.build(application, order) }
        #expect(codes(error) == ["DECISION_OUTCOME_MISSING", "DECISION_OUTCOME_UNEXPECTED"])
        order.outcomes["stranger"] = nil
        order.outcomes["applicant"] = .prolongation(.init(isFirst: true, residesPermanently: true))
        let other = #expect(throws: DecisionError.self) { try DecisionFixtures.build(application, order) }
        #expect(codes(other) == ["DECISION_OUTCOME_DIFFERS"])
    }

    @Test("After the term a decision is made only on purpose (APPC 91(2))")
    func late() throws {
        let application = DecisionFixtures.application()
        var order = DecisionFixtures.order(DecisionFixtures.outcomes(application))
        order.received = ReceiptTime(CaseFixtures.date("2026-05-06"))
        let error = #expect(throws: DecisionError.self) { try DecisionFixtures.build(application, order) }
        #expect(codes(error) == ["KND-TM-02"])
        order.isLateOnPurpose = true
        #expect(try DecisionFixtures.build(application, order).count == 6)
    }

    @Test("Without a term nothing is decided, and no number stands on two papers")
    func numbers() throws {
        let application = DecisionFixtures.application(members: 1)
        var order = DecisionFixtures.order(DecisionFixtures.outcomes(application))
        order.received = ReceiptTime(CaseFixtures.date("2010-05-06"))
        let error = #expect(throws: DecisionError.self) { try DecisionFixtures.build(application, order) }
        #expect(codes(error).contains("TERM_PROFILE_UNKNOWN"))
        order.received = ReceiptTime(CaseFixtures.date("2026-05-13"))
        let twice = #expect(throws: DecisionError.self) {
            try DecisionBuilder.build(
                DecisionFixtures.accepted(application),
                order: order,
                in: DecisionFixtures.context,
                numbers: { _, _ in DecisionNumbers(id: CaseFixtures.id, document: "10000000000001", decision: "1") }
            )
        }
        #expect(codes(twice) == ["DECISION_NUMBER_USED_TWICE"])
    }

    @Test("What comes back from a signer is this decision with a signature, or nothing")
    func signing() throws {
        let application = DecisionFixtures.application(members: 0)
        let decision = try #require(
            try DecisionFixtures.build(application, DecisionFixtures.order(DecisionFixtures.outcomes(application)))
                .first
        )
        .decision
        let signature = "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><x/></Signature></decision>"
        let placed = Splice(old: "</decision>", new: signature)
        #expect(try decision.signed(by: placed).count > decision.document.count)
        for other in [Splice(old: "", new: ""), Splice(old: "<index>7<", new: "<index>8<")] {
            let error = #expect(throws: SigningError.self) { try decision.signed(by: other) }
            #expect(error?.code == .returnedContentDiffers)
        }
    }

    /// A signer that changes text; whether a signature holds is not judged here.
    private struct Splice: DecisionSigning {
        let old: String
        let new: String

        func sign(_ document: [UInt8]) throws(SigningError) -> [UInt8] {
            let text = String(decoding: document, as: UTF8.self)
            return Array((old.isEmpty ? text : text.replacing(old, with: new)).utf8)
        }
    }
}
