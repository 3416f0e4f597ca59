public import KandasSign

/// Where an official decides: knows who signs and for which body, and gives out numbers and places.
///
/// Numbers are given out in a value: whoever plans decisions and gives them up throws that value away, and no number is
/// lost; whoever issues them saves it first, and no number is ever given out twice.
public struct DecisionDesk: Sendable {
    /// The certificate of whoever signs.
    public let certificate: Certificate
    /// The list of authorities.
    public let authorities: AuthorityList?
    /// The time of the decision.
    public let time: Timestamp
    /// The profile of numbers.
    public let profile: RuleContext.Profile
    /// Whether only drafts are made.
    public let isDraft: Bool
    /// The register of decisions, with what was given out.
    public var register: DecisionRegister?
    /// The register of the status list, with the places that were given out.
    public var places: StatusRegister?
    /// Decisions issued before, in which certificates are looked up that are to be extended.
    public let earlier: EarlierDecisions?

    /// Creates a desk.
    public init(
        certificate: Certificate,
        authorities: AuthorityList?,
        time: Timestamp,
        profile: RuleContext.Profile = .production,
        isDraft: Bool = false,
        register: DecisionRegister? = nil,
        places: StatusRegister? = nil,
        earlier: EarlierDecisions? = nil
    ) {
        self.certificate = certificate
        self.authorities = authorities
        self.time = time
        self.profile = profile
        self.isDraft = isDraft
        self.register = register
        self.places = places
        self.earlier = earlier
    }

    /// Plans the decisions about an application: everything but the signatures, with every rule kept.
    ///
    /// - Parameters:
    ///   - report: What intake said.
    ///   - sheet: Who decides and when.
    ///   - one: What was decided.
    ///   - receipt: The application's receipt, if there is one.
    ///   - generator: Where identifiers and places come from.
    /// - Returns: The decisions, the applicant's first.
    /// - Throws: ``DecisionError`` with every reason; nothing was given out then.
    public mutating func plan(
        _ report: IntakeReport,
        by sheet: OutcomeSheet,
        _ one: OutcomeSheet.Case,
        receipt: ReceiptBook.Entry?,
        using generator: inout some RandomNumberGenerator
    ) throws(DecisionError) -> [PlannedDecision] {
        guard report.verdict == .accept, let application = report.application else {
            throw DecisionError([DecisionBuilder.refusal(.notAccepted, ["verdict": report.verdict.rawValue])])
        }
        let today = CalendarDate(inKazakhstanAt: time)
        let date = sheet.date ?? today
        let office = sheet.office.completed(
            by: certificate,
            authorities,
            on: date,
            addressee: application.decidingBody,
            region: register?.region
        )
        var reasons = office.missing.map { DecisionBuilder.refusal(.officeIncomplete, ["field": $0]) }
        let entitlement = SigningEntitlement.reasons(
            against: certificate,
            for: office.body.bin,
            on: [date, today],
            authorities: authorities,
            at: time
        )
        reasons += entitlement.filter { $0.severity == .failure }
        reasons += receipt?.reasons ?? []
        let number = one.registrationNumber ?? receipt?.document.registrationNumber
        let received = one.received ?? receipt?.receivedAt.map { ReceiptTime($0) }
        if number == nil || received == nil { reasons.append(DecisionBuilder.refusal(.registrationMissing, [:])) }
        reasons += strangers(in: one, application)
        var given = self
        let found = given.lookUp(one, application, &reasons)
        let numbers = given.numbers(for: one, application, in: date.year, &reasons, using: &generator)
        guard let number, let received, reasons.isEmpty else { throw DecisionError(reasons) }
        var order = DecisionOrder(
            body: office.body,
            official: office.official,
            place: office.place ?? BilingualText(),
            date: date,
            registrationNumber: number,
            received: received,
            outcomes: Dictionary(one.people.map { ($0.person, $0.outcome) }) { first, _ in first }
        )
        order.profile = one.profile
        order.isLateOnPurpose = one.isLateOnPurpose
        order.isDraft = isDraft
        if let superior = office.superiorBody { order.superiorBody = superior }
        let built = try DecisionBuilder.build(
            report,
            order: order,
            in: RuleContext(judgedOn: max(today, date), mode: .intake, profile: profile)
        ) { person, _ in
            numbers[person.id ?? ""] ?? DecisionNumbers(id: "", document: "", decision: "")
        }
        self = given
        let remarks = entitlement.map(DecisionDesk.warning) + DecisionDesk.urgency(of: built.first?.decision, on: date)
        return built.map {
            PlannedDecision(person: $0.person, checked: $0.decision, remarks: remarks + (found[$0.person] ?? []))
        }
    }

    /// Looks the certificates up that are to be extended, and notes the extensions in the register of the status list.
    ///
    /// - Returns: What the official should know, by person.
    private mutating func lookUp(
        _ one: OutcomeSheet.Case,
        _ application: Application,
        _ reasons: inout [Reason]
    ) -> [String: [Reason]] {
        let outcomes = Dictionary(one.people.map { ($0.person, $0.outcome) }) { first, _ in first }
        let lookup = CertificateLookup(earlier: earlier, register: register, places: places)
        var remarks: [String: [Reason]] = [:]
        for (_, person) in application.people {
            guard let id = person.id, case .prolongation(let given)? = outcomes[id] else { continue }
            let stated = application.previousCertificate(of: person)
            let finding = lookup.find(stated, of: person)
            reasons += finding.reasons
            remarks[id] = finding.remarks
            guard !isDraft, finding.reasons.isEmpty, let place = finding.place,
                let until = given.validUntil ?? stated?.validUntil.map({ StatusTerm.lastDay(ofExtensionAfter: $0) })
            else { continue }
            // What the register refuses here was found above.
            try? places?.record(StatusEvent(.extended, until), at: place)
        }
        return remarks
    }

    /// Who is called otherwise in the application, so that nobody gets what was meant for another.
    private func strangers(in one: OutcomeSheet.Case, _ application: Application) -> [Reason] {
        let names = Dictionary(application.people.map { ($0.person.id ?? "", $0.person.displayName) }) { $1 }
        return one.people.compactMap { outcome -> Reason? in
            guard let meant = outcome.name, let name = names[outcome.person], meant != name else { return nil }
            return DecisionBuilder.refusal(.nameDiffers, ["person": outcome.person, "name": name])
        }
    }

    /// The numbers of all documents, by person.
    private mutating func numbers(
        for one: OutcomeSheet.Case,
        _ application: Application,
        in year: Int,
        _ reasons: inout [Reason],
        using generator: inout some RandomNumberGenerator
    ) -> [String: DecisionNumbers] {
        let outcomes = Dictionary(one.people.map { ($0.person, $0) }) { first, _ in first }
        var numbers: [String: DecisionNumbers] = [:]
        for (_, person) in application.people {
            guard let outcome = outcomes[person.id ?? ""] else { continue }
            func refuse(_ code: DecisionError.Code, _ parameters: [String: String] = [:]) {
                reasons.append(
                    DecisionBuilder.refusal(code, parameters.merging(["person": person.displayName]) { own, _ in own })
                )
            }
            if !isDraft, outcome.number == nil,
                let earlier = register?.number(ofApplication: application.id ?? "", person: outcome.person)
            {
                refuse(.alreadyDecided, ["number": earlier])
                continue
            }
            if let number = outcome.number, register?.isTaken(number) == true {
                refuse(.numberUsedTwice, ["number": number])
                continue
            }
            let isByHand = outcome.number != nil && outcome.decisionNumber != nil
            let next = isByHand ? nil : register?.next(in: year)
            if !isByHand, register != nil, next == nil { refuse(.numbersExhausted, ["register": "\(year)"]) }
            guard let document = outcome.number ?? next?.document,
                let decision = outcome.decisionNumber ?? next?.decision
            else {
                if register == nil { refuse(.numberMissing) }
                continue
            }
            var entry: Decision.StatusEntry?
            if outcome.outcome.kind != .refusal, !isDraft, places != nil {
                entry = try? places?.assign(using: &generator)
                if entry == nil { refuse(.numbersExhausted, ["register": places?.list ?? ""]) }
            }
            numbers[outcome.person] = DecisionNumbers(
                id: ApplicationIdentifier.make(at: time, using: &generator),
                document: document,
                decision: decision,
                status: entry
            )
        }
        return numbers
    }

    /// What keeps nobody from deciding, and should be known all the same.
    private static func warning(_ reason: Reason) -> Reason {
        var reason = reason
        reason.severity = .warning
        return reason
    }

    /// That the term ends soon.
    private static func urgency(of checked: CheckedDecision?, on date: CalendarDate) -> [Reason] {
        guard let due = checked?.decision.application?.due, date <= due,
            let ahead = WorkingCalendar.shared.days(after: date, toWorkingDay: 1)?.last?.date, ahead >= due
        else { return [] }
        return DecisionRule.findings(of: .dueSoon, due: due)
    }
}
