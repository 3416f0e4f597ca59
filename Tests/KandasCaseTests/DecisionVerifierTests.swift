import KandasSign
import KandasTestPKI
import KandasText
import Support
import Testing

@testable import KandasCase

@Suite("A third party gets four answers about a decision, none of them yes without proof")
struct DecisionVerifierTests {
    private static let time = StatusListTests.time
    private static let list = StatusListTests.id
    private static let place = 4_711
    private let pki: TestPKI
    private let validator: CMSValidator
    private let certificate: Decision
    private let prolongation: Decision
    private let refusal: Decision

    init() throws {
        pki = try StatusListTests.pki.get()
        validator = try CMSValidator(trust: try StatusListTests.trust())
        var each = try DecisionFixtures.each()
        for kind in Decision.Kind.allCases { each[kind]?.body?.bin = TestPKI.Person.bodyNumber }
        var certificate = try #require(each[.certificate])
        certificate.status = Decision.StatusEntry(list: Self.list, index: Self.place)
        self.certificate = certificate
        var prolongation = try #require(each[.prolongation])
        prolongation.prolongation?.certificateNumber = certificate.documentNumber
        prolongation.prolongation?.previousValidUntil = certificate.validUntil
        prolongation.prolongation?.validUntil = CaseFixtures.date("2027-11-14")
        prolongation.holder?.iin = certificate.holder?.iin
        self.prolongation = prolongation
        refusal = try #require(each[.refusal])
    }

    /// What a real signature over the document comes to: CMS stands in for the XML signature, the report is the same.
    private func report(_ decision: Decision, by signer: TestIdentity, broken: Bool = false) throws -> ValidationReport
    {
        let sink = MemorySink()
        try DecisionDocument.write(decision, to: sink)
        var message = try SignedStatement.sign(sink.bytes, by: try signer.signer(), at: Self.time)
        if broken { message[message.count - 1] ^= 1 }
        return try validator.validate(
            try SignedStatement(MemoryBytes(message).source(), limit: 1 << 20).facts,
            at: Self.time
        )
    }

    private func authorities(
        from: String = "2020-01-01",
        until: String? = nil,
        nextUpdate: Timestamp = Self.time.adding(days: 3_000)
    ) throws -> AuthorityList {
        let authority = AuthorityList.Authority(
            bin: try StatusListTests.authority(),
            name: BilingualText(kazakh: "Басқарма", russian: "Управление"),
            from: CaseFixtures.date(from),
            until: until.map(CaseFixtures.date)
        )
        return AuthorityList(
            issuedAt: Self.time.adding(days: -10),
            nextUpdate: nextUpdate,
            authorities: [authority]
        )
    }

    private func statusList(
        _ events: [StatusEvent] = [],
        by signer: TestIdentity? = nil,
        days: Int64 = 300,
        at time: Timestamp = Self.time
    ) throws -> JudgedStatusList {
        var register = try StatusRegister(list: Self.list, authority: try StatusListTests.authority(), places: 131_072)
        register.assigned.insert(Self.place)
        for event in events { try register.record(event, at: Self.place) }
        let list = try register.publish(at: Self.time, nextUpdate: Self.time.adding(days: days))
        let message = try SignedStatement.sign(try list.der(), by: try (signer ?? pki.head).signer(), at: Self.time)
        return try SignedStatusList(reading: MemoryBytes(message).source()).judge(by: validator, at: time)
    }

    /// Facts in which everything is in order.
    private func everything(
        _ decision: Decision? = nil,
        by signer: TestIdentity? = nil,
        at time: Timestamp = Self.time
    ) throws -> DecisionFacts {
        let decision = decision ?? certificate
        return DecisionFacts(
            document: DecisionDocument.Reading(decision: decision, findings: [], hasSignature: true),
            signature: try report(decision, by: signer ?? pki.head),
            coversWholeDocument: true,
            trustedTime: Self.time,
            authorities: try authorities(),
            statusList: try statusList(at: time),
            judgedAt: time
        )
    }

    private func answers(_ facts: DecisionFacts) -> String {
        DecisionVerifier.verify(facts).answers.map { String($0.value.rawValue.prefix(1)) }.joined()
    }

    private func codes(_ facts: DecisionFacts) -> [String] {
        DecisionVerifier.verify(facts).answers.flatMap(\.reasons).map(\.code)
    }

    @Test("All four are yes for a sound certificate, by proofs only")
    func sound() throws {
        let facts = try everything()
        let report = DecisionVerifier.verify(facts)
        #expect(answers(facts) == "YYYY")
        #expect(report.outcome == .genuine && report.outcome.verdict == "passed")
        #expect(report.validUntil == CaseFixtures.date("2027-05-14"))
        #expect(codes(facts) == [])
    }

    @Test("Without anything but the document, nothing is yes")
    func bare() throws {
        let bare = DecisionFacts(
            document: DecisionDocument.Reading(decision: certificate, findings: [], hasSignature: false),
            judgedAt: Self.time
        )
        #expect(answers(bare) == "NUUU")
        #expect(codes(bare).first == "DECISION_NOT_SIGNED")
        #expect(DecisionVerifier.verify(bare).outcome == .notGenuine)
        var unread = bare
        unread.document = DecisionDocument.Reading(decision: certificate, findings: [], hasSignature: true)
        #expect(answers(unread) == "UUUU")
        #expect(DecisionVerifier.verify(unread).outcome == .notProven)
    }

    @Test("Offline it is authentic, its status unknown, and the verdict indeterminate")
    func offline() throws {
        var facts = try everything()
        facts.statusList = nil
        #expect(answers(facts) == "YYUU")
        let report = DecisionVerifier.verify(facts)
        #expect(report.outcome == .genuineStatusUnknown && report.outcome.verdict == "indeterminate")
        #expect(codes(facts) == ["STATUS_LIST_MISSING", "STATUS_LIST_MISSING"])
    }

    @Test("A signature that is broken, covers too little or has no trusted time makes the document not genuine")
    func signature() throws {
        var broken = try everything()
        broken.signature = try report(certificate, by: pki.head, broken: true)
        #expect(answers(broken) == "NUUU" && codes(broken).contains("DECISION_SIGNATURE_INVALID"))
        var wrapped = try everything()
        wrapped.coversWholeDocument = false
        #expect(answers(wrapped) == "NUUU" && codes(wrapped).contains("KND-SG-05"))
        var timeless = try everything()
        timeless.trustedTime = nil
        #expect(answers(timeless) == "NUUU" && codes(timeless).contains("KND-SG-03"))
        var unfit = try everything()
        unfit.document = DecisionDocument.Reading(
            decision: certificate,
            findings: [.init(line: 1, element: "extra")],
            hasSignature: true
        )
        #expect(answers(unfit) == "NUUU" && codes(unfit).contains("DECISION_UNFIT"))
        let revoked = try everything(by: pki.revoked)
        #expect(answers(revoked).first != "Y")
    }

    @Test(
        "A signer who is not of the body, has no right to sign, or whose body is not listed is not entitled (KND-SG-02)"
    )
    func signer() throws {
        let stranger = try everything(by: pki.stranger)
        #expect(answers(stranger) == "YNUU")
        #expect(codes(stranger).contains("DECISION_SIGNER_ROLE") && codes(stranger).contains("DECISION_SIGNER_BODY"))
        var other = certificate
        other.body?.bin = DecisionFixtures.bin
        #expect(answers(try everything(other)) == "YNUU")
        var early = try everything()
        early.authorities = try authorities(from: "2026-05-16")
        #expect(answers(early) == "YNUU" && codes(early).contains("DECISION_BODY_NOT_LISTED"))
        // Listed on the day the paper names, but no longer when it was really signed.
        var backdated = try everything()
        backdated.authorities = try authorities(until: "2026-06-30")
        #expect(answers(backdated) == "YNUU")
        var missing = try everything()
        missing.authorities = nil
        #expect(answers(missing) == "YUUU")
        #expect(DecisionVerifier.verify(missing).outcome == .notProven)
        var stale = try everything()
        stale.authorities = try authorities(nextUpdate: Self.time.adding(days: -1))
        #expect(answers(stale) == "YUUU" && codes(stale).contains("DECISION_AUTHORITIES_STALE"))
    }

    @Test("Annulled, replaced and ended certificates are authentic and not in force, from their day on")
    func events() throws {
        func answers(_ kind: StatusEvent.Kind, _ date: String) throws -> String {
            var facts = try everything()
            facts.statusList = try statusList([StatusEvent(kind, CaseFixtures.date(date))])
            return self.answers(facts)
        }
        #expect(try answers(.annulled, "2026-11-22") == "YYNN")
        #expect(try answers(.replaced, "2026-11-22") == "YYNN")
        #expect(try answers(.ended, "2026-11-22") == "YYYN")
        for kind in [StatusEvent.Kind.annulled, .replaced, .ended] {
            #expect(try answers(kind, "2026-11-23") == "YYYY", "\(kind)")
        }
        var facts = try everything()
        facts.statusList = try statusList([StatusEvent(.annulled, CaseFixtures.date("2026-06-01"))])
        #expect(DecisionVerifier.verify(facts).outcome == .genuineNotInForce)
        #expect(DecisionVerifier.verify(facts).outcome.verdict == "failed")
    }

    @Test("A list that is stale, broken, of another authority or another list proves nothing")
    func lists() throws {
        func answers(_ list: JudgedStatusList) throws -> String {
            var facts = try everything()
            facts.statusList = list
            return self.answers(facts)
        }
        #expect(try answers(try statusList(days: 1, at: Self.time.adding(days: 2))) == "YYUU")
        let annulled = [StatusEvent(.annulled, CaseFixtures.date("2026-06-01"))]
        #expect(try answers(try statusList(annulled, by: pki.stranger)) == "YYUU")
        var facts = try everything()
        facts.document = DecisionDocument.Reading(
            decision: {
                var decision = certificate
                decision.status?.list = CaseFixtures.id
                return decision
            }(),
            findings: [],
            hasSignature: true
        )
        #expect(self.answers(facts) == "YYUU" && codes(facts).contains("STATUS_NOT_LISTED"))
    }

    @Test("The status begins and ends on its days, and an extension moves the end")
    func dates() throws {
        func answers(_ day: String, list: Bool = true, events: [StatusEvent] = [], found: Bool = false) throws -> String
        {
            let time = try #require(Timestamp("\(day)T07:00:00Z"))
            var facts = try everything(at: time)
            facts.statusList = list ? try statusList(events, at: time) : nil
            if found { facts.prolongations = [try everything(prolongation, at: time)] }
            return self.answers(facts)
        }
        #expect(try answers("2026-05-14") == "YYYN")
        #expect(try answers("2026-05-15") == "YYYY")
        #expect(try answers("2027-05-14") == "YYYY")
        #expect(try answers("2027-05-15") == "YYYN")
        let extended = [StatusEvent(.extended, CaseFixtures.date("2027-11-14"))]
        #expect(try answers("2027-05-15", events: extended) == "YYYY")
        #expect(try answers("2027-05-15", found: true) == "YYYY")
        // Without a list nobody knows, until no extension could reach that day.
        #expect(try answers("2027-05-15", list: false) == "YYUU")
        #expect(try answers("2027-11-15", list: false) == "YYUN")
        #expect(try answers("2027-05-15", list: false, found: true) == "YYUU")
    }

    @Test("An extension that is forged, another's or unlawful is left aside")
    func prolongations() throws {
        let time = try #require(Timestamp("2027-05-20T07:00:00Z"))
        func remarks(_ found: DecisionFacts) throws -> [String] {
            var facts = try everything(at: time)
            facts.prolongations = [found]
            #expect(answers(facts) == "YYYN")
            return DecisionVerifier.verify(facts).remarks.map(\.code)
        }
        #expect(
            try remarks(try everything(prolongation, by: pki.stranger, at: time)) == ["DECISION_EXTENSION_LEFT_ASIDE"]
        )
        for change: (inout Decision) -> Void in [
            { $0.prolongation?.certificateNumber = "99999999999999" }, { $0.holder?.iin = "900517200012" },
            { $0.holder?.iin = nil }, { $0.prolongation?.validUntil = CaseFixtures.date("2029-11-14") },
            { $0.prolongation?.isFirst = false }, { $0.appeal = nil },
        ] {
            var other = prolongation
            change(&other)
            #expect(try remarks(try everything(other, at: time)) == ["DECISION_EXTENSION_LEFT_ASIDE"])
        }
    }

    @Test("A refusal has no status: the last two questions do not arise")
    func refusals() throws {
        var facts = try everything(refusal)
        facts.statusList = nil
        #expect(answers(facts) == "YYNN")
        #expect(DecisionVerifier.verify(facts).answers.last?.value == .notApplicable)
        #expect(DecisionVerifier.verify(facts).outcome == .genuine)
    }

    @Test("Every answer has words in every language, with all values filled in")
    func words() throws {
        var offline = try everything()
        offline.statusList = nil
        var late = try everything(at: try #require(Timestamp("2027-05-20T07:00:00Z")))
        late.prolongations = [try everything(prolongation, by: pki.stranger)]
        for facts in [try everything(), offline, late, try everything(refusal), try everything(by: pki.stranger)] {
            for language in Language.allCases {
                let document = DecisionReportDocument(
                    DecisionVerifier.verify(facts),
                    file: "x",
                    catalogue: Catalogue.signatures.merging(CaseCatalogue.shared),
                    language: language
                )
                let texts =
                    document.answers.flatMap { [$0.questionText, $0.valueText] + $0.reasons.map(\.text) }
                    + document.remarks.map(\.text) + [document.outcomeText]
                for text in texts { #expect(!text.contains("{") && !text.contains("_"), "\(text)") }
                #expect(document.holderIIN?.hasPrefix("********") == true)
            }
        }
    }
}
