import KandasSign
import KandasTestPKI
import Support
import Testing

@testable import KandasCase

@Suite("A decision's file is verified with what trust folder and status lists tell")
struct DecisionFileVerifierTests {
    private let fixtures: SignedDecisionFixtures

    init() throws { fixtures = try SignedDecisionFixtures() }

    private func time(_ day: String) throws -> Timestamp { try #require(Timestamp("\(day)T07:00:00Z")) }

    @Test("Offline, annulled, expired, on another day")
    func days() throws {
        let document = try fixtures.signed()
        var alone = DecisionKnowledge()
        #expect(try fixtures.answers(document, try fixtures.verifier(alone)).answers == "YUUU")
        alone.authorities = try fixtures.knowledge().authorities
        #expect(try fixtures.answers(document, try fixtures.verifier(alone)).answers == "YYUU")
        let annulled = try fixtures.knowledge([StatusEvent(.annulled, CaseFixtures.date("2026-06-01"))])
        #expect(try fixtures.answers(document, try fixtures.verifier(annulled)).answers == "YYNN")
        let later = try time("2027-05-15")
        let expired = try fixtures.verifier(try fixtures.knowledge(at: later))
        #expect(try fixtures.answers(document, expired, at: later).answers == "YYYN")
    }

    @Test("An extension that is found moves the last day, a forged one is left aside, however many there are")
    func prolongations() throws {
        let document = try fixtures.signed()
        let later = try time("2027-05-15")
        let verifier = try fixtures.verifier()
        let genuine = try verifier.facts(of: MemoryBytes(try fixtures.signed(.prolongation)), at: later)
        let forged = try verifier.facts(
            of: MemoryBytes(try fixtures.signed(.prolongation, by: fixtures.pki.stranger)),
            at: later
        )
        func answers(_ found: [DecisionFacts]) throws -> String {
            var knowledge = try fixtures.knowledge(at: later)
            for one in found { knowledge.add(one) }
            return try fixtures.answers(document, verifier.knowing(knowledge), at: later).answers
        }
        #expect(try answers([genuine]) == "YYYY")
        #expect(try answers([forged]) == "YYYN")
        // Nobody hides the genuine one behind many.
        #expect(try answers(Array(repeating: forged, count: 40) + [genuine]) == "YYYY")
        // Another document says nothing about it.
        #expect(try answers([try verifier.facts(of: MemoryBytes(document), at: later)]) == "YYYN")
    }

    @Test("Of several editions of a status list the newest that can be relied on counts")
    func editions() throws {
        let validator = try CMSValidator(trust: try StatusListTests.trust())
        var register = try StatusRegister(
            list: SignedDecisionFixtures.list,
            authority: try StatusListTests.authority(),
            places: 131_072
        )
        register.assigned.insert(SignedDecisionFixtures.place)
        func edition(_ signer: TestIdentity, days: Int64) throws -> JudgedStatusList {
            let list = try register.publish(
                at: SignedDecisionFixtures.time,
                nextUpdate: SignedDecisionFixtures.time.adding(days: days)
            )
            let message = try SignedStatement.sign(
                try list.der(),
                by: try signer.signer(),
                at: SignedDecisionFixtures.time
            )
            return try SignedStatusList(reading: MemoryBytes(message).source())
                .judge(by: validator, at: SignedDecisionFixtures.time)
        }
        let first = try edition(fixtures.pki.head, days: 30)
        try register.record(
            StatusEvent(.annulled, CaseFixtures.date("2026-06-01")),
            at: SignedDecisionFixtures.place
        )
        let second = try edition(fixtures.pki.head, days: 30)
        let strangers = try edition(fixtures.pki.stranger, days: 30)
        let document = try fixtures.signed()
        for order in [[first, second, strangers], [strangers, second, first], [second, strangers, first]] {
            var knowledge = DecisionKnowledge(authorities: try fixtures.knowledge().authorities)
            for list in order { knowledge.add(list) }
            #expect(try fixtures.answers(document, try fixtures.verifier(knowledge)).answers == "YYNN")
        }
    }

    @Test("A PDF may hold a decision: one that is genuine at intake, one that is whole for whoever applies")
    func embedded() throws {
        let verifier = try fixtures.verifier()
        let genuine = EmbeddedDecisions(verifier, at: SignedDecisionFixtures.time)
        let document = try fixtures.signed()
        let strangers = try fixtures.signed(by: fixtures.pki.stranger)
        #expect(genuine.vouches(for: document) && EmbeddedDecisions.sound.vouches(for: document))
        #expect(!genuine.vouches(for: strangers) && EmbeddedDecisions.sound.vouches(for: strangers))
        var changed = document
        changed[document.count / 3] ^= 1
        for bytes in [try fixtures.document(), changed, [], Array("<a/>".utf8)] {
            #expect(!genuine.vouches(for: bytes) && !EmbeddedDecisions.sound.vouches(for: bytes))
        }
    }
}
