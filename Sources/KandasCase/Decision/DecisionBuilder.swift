import KandasSign

/// Makes the documents of a decision from an application that intake accepted: one for each person who asked for
/// something, whose outcomes may differ.
public struct DecisionBuilder {
    private let application: Application
    private let order: DecisionOrder
    private let context: RuleContext
    private let term: TermComputation
    /// Gives out the numbers of a document.
    private let numbers: (Person, Decision.Kind) -> DecisionNumbers

    /// Builds all documents.
    ///
    /// - Parameters:
    ///   - report: What intake said; only an accepted application is decided on.
    ///   - order: What is decided.
    ///   - context: The day it is judged on and the profile of numbers.
    ///   - numbers: Gives out the numbers of a document; asked once for each, the applicant's first.
    /// - Returns: The checked documents, the applicant's first if there is one, each with its person's ``Person/id``.
    /// - Throws: ``DecisionError`` with every reason.
    public static func build(
        _ report: IntakeReport,
        order: DecisionOrder,
        in context: RuleContext,
        numbers: @escaping (Person, Decision.Kind) -> DecisionNumbers
    ) throws(DecisionError) -> [(person: String, decision: CheckedDecision)] {
        guard report.verdict == .accept, let application = report.application else {
            throw DecisionError([
                refusal(.notAccepted, ["verdict": report.verdict.rawValue])
            ])
        }
        let request = TermRequest(
            received: order.received,
            service: application.service ?? .assign,
            hasIIN: application.applicant.iin != nil,
            profile: order.profile
        )
        let builder = DecisionBuilder(
            application: application,
            order: order,
            context: context,
            term: TermCalculator().compute(request),
            numbers: numbers
        )
        return try builder.build()
    }

    private func build() throws(DecisionError) -> [(person: String, decision: CheckedDecision)] {
        var reasons = term.reasons.filter { $0.severity == .indeterminate }.map(DecisionBuilder.failure)
        if term.state(on: order.date) == .overdue, !order.isLateOnPurpose {
            reasons += DecisionRule.findings(of: .overdue, due: term.due)
        }
        var drafts: [(person: String, decision: Decision)] = []
        var missing = Set(order.outcomes.keys)
        var familyOf: String?
        for (path, person) in application.people {
            let id = person.id ?? ""
            guard person.wantsStatus else { continue }
            guard let outcome = order.outcomes[id] else {
                reasons.append(DecisionBuilder.refusal(.outcomeMissing, ["person": person.displayName], path))
                continue
            }
            missing.remove(id)
            if case .certificate(let iin?) = outcome, let own = person.iin, own != iin {
                reasons.append(DecisionBuilder.refusal(.iinDiffers, ["person": person.displayName], path))
            }
            if case .certificate(let iin?) = outcome, isOfAnother(iin, than: id) {
                reasons.append(DecisionBuilder.refusal(.iinTwice, ["person": person.displayName], path))
            }
            guard outcome.fits(person.requested) else {
                reasons.append(DecisionBuilder.refusal(.outcomeDiffers, ["person": person.displayName], path))
                continue
            }
            let draft = decision(for: person, outcome, familyOf: familyOf)
            if person.relation == .applicant { familyOf = draft.documentNumber }
            drafts.append((id, draft))
        }
        reasons += missing.sorted().map { DecisionBuilder.refusal(.outcomeUnexpected, ["person": $0]) }
        var seen: Set<String> = []
        for number in drafts.compactMap(\.decision.documentNumber) where !seen.insert(number).inserted {
            reasons.append(DecisionBuilder.refusal(.numberUsedTwice, ["number": number]))
        }
        var checked: [(person: String, decision: CheckedDecision)] = []
        for (person, draft) in drafts {
            do throws(DecisionError) {
                checked.append((person, try CheckedDecision(draft, in: context)))
            } catch {
                reasons += error.reasons.map { DecisionBuilder.reason($0, of: person) }
            }
        }
        guard reasons.isEmpty else { throw DecisionError(reasons) }
        return checked
    }

    /// Whether an IIN is that of somebody else in the application, as stated there or as given with the outcomes.
    private func isOfAnother(_ iin: String, than id: String) -> Bool {
        application.people.contains { _, other in
            guard other.id != id else { return false }
            if case .certificate(iin)? = order.outcomes[other.id ?? ""] { return true }
            return other.iin == iin
        }
    }

    private func decision(for person: Person, _ outcome: DecisionOrder.Outcome, familyOf: String?) -> Decision {
        let numbers = numbers(person, outcome.kind)
        var decision = Decision()
        decision.id = numbers.id
        decision.kind = outcome.kind
        decision.isDraft = order.isDraft ? true : nil
        decision.documentNumber = numbers.document
        decision.decisionNumber = numbers.decision
        decision.decisionDate = order.date
        decision.place = order.place
        decision.body = order.body
        decision.official = order.official
        var reference = Decision.ApplicationReference()
        reference.id = application.id
        reference.registrationNumber = order.registrationNumber
        reference.registeredOn = term.registeredOn
        reference.due = term.due
        reference.profile = term.profile?.id
        decision.application = reference
        var holder = Decision.Holder(person)
        if case .certificate(let iin?) = outcome { holder.iin = iin }
        decision.holder = holder
        var appeal = Decision.Appeal()
        appeal.body = order.body.name
        appeal.superiorBody = order.superiorBody
        appeal.months = 3
        appeal.order = BilingualText(code: "DECISION_APPEAL_ORDER")
        decision.appeal = appeal
        decision.fill(outcome, for: person, of: application, order, familyOf: familyOf)
        if outcome.kind != .refusal { decision.status = numbers.status }
        return decision
    }

    static func refusal(
        _ code: DecisionError.Code,
        _ parameters: [String: String],
        _ path: String? = nil
    ) -> Reason {
        let location = path.map { Reason.Location(path: $0) }
        return Reason(code.rawValue, .failure, location: location, actor: .authority, parameters: parameters)
    }

    /// A reason about one of several documents, with whose it is.
    private static func reason(_ reason: Reason, of person: String) -> Reason {
        var reason = reason
        reason.location = Reason.Location(path: "\(person): \(reason.location?.path ?? "–")")
        return reason
    }

    /// What keeps a term from being said keeps a decision from being made.
    private static func failure(_ reason: Reason) -> Reason {
        var reason = reason
        reason.severity = .failure
        return reason
    }
}
