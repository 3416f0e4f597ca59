import KandasSign

/// Whether a decision was replaced or annulled, and whether the status is in force on a day.
struct StatusJudgement {
    private(set) var notReplaced = DecisionAnswer(question: .notReplacedOrAnnulled, value: .unknown, reasons: [])
    private(set) var inForce = DecisionAnswer(question: .inForce, value: .unknown, reasons: [])
    private(set) var remarks: [Reason] = []
    /// The last day, with extensions applied.
    private(set) var validUntil: CalendarDate?

    private let decision: Decision
    private let day: CalendarDate

    init(
        decision: Decision,
        list: JudgedStatusList?,
        prolongedUntil: CalendarDate?,
        isGenuine: Bool,
        day: CalendarDate
    ) {
        self.decision = decision
        self.day = day
        validUntil = decision.validUntil
        guard decision.kind != .refusal else {
            notReplaced = DecisionAnswer(question: .notReplacedOrAnnulled, value: .notApplicable, reasons: [])
            inForce = DecisionAnswer(question: .inForce, value: .notApplicable, reasons: [])
            return
        }
        guard isGenuine else {
            let reason = Reason(VerificationCode.needsSignature.rawValue, .indeterminate, actor: .operator)
            notReplaced = DecisionAnswer(question: .notReplacedOrAnnulled, value: .unknown, reasons: [reason])
            inForce = DecisionAnswer(question: .inForce, value: .unknown, reasons: [reason])
            return
        }
        if let prolongedUntil, let end = validUntil, prolongedUntil > end { extend(to: prolongedUntil) }
        let (statement, reasons) = statement(of: list)
        judge(statement, reasons)
    }

    /// What the list says about the certificate, or why it says nothing.
    private mutating func statement(of judged: JudgedStatusList?) -> (StatusList.Statement?, [Reason]) {
        guard let judged else { return (nil, [reason(.listMissing, .indeterminate)]) }
        let against = judged.reasons.filter { $0.severity != .note }
        remarks += judged.reasons.filter { $0.severity == .note }
        guard against.isEmpty else {
            // A list that is broken proves nothing about the certificate, for or against.
            return (
                nil,
                against.map { reason in
                    var reason = reason
                    reason.severity = .indeterminate
                    return reason
                }
            )
        }
        guard judged.list.authority.digits == decision.body?.bin else {
            let parameters = ["bin": decision.body?.bin ?? "–"]
            return (nil, [reason(.listOfAnother, .indeterminate, parameters)])
        }
        guard let entry = decision.status, entry.list == judged.list.id, let place = entry.index,
            let statement = judged.list.statement(at: place, on: day)
        else { return (nil, [reason(.notListed, .indeterminate)]) }
        return (statement, [])
    }

    private mutating func judge(_ statement: StatusList.Statement?, _ missing: [Reason]) {
        var against: Reason?
        var ended: Reason?
        switch statement {
        case .annulled(let date): against = reason(.annulled, .failure, dated(date))
        case .replaced(let date): against = reason(.replaced, .failure, dated(date))
        case .ended(let date): ended = reason(.ended, .failure, dated(date ?? validUntil))
        case .extended(let until): extend(to: until)
        case .nothing, nil: break
        }
        notReplaced = DecisionAnswer(
            question: .notReplacedOrAnnulled,
            value: against != nil ? .no : statement == nil ? .unknown : .yes,
            reasons: against.map { [$0] } ?? missing
        )
        if let reason = against ?? ended ?? outsideDates(isKnown: statement != nil) {
            let value: DecisionAnswer.Value = reason.severity == .failure ? .no : .unknown
            inForce = DecisionAnswer(question: .inForce, value: value, reasons: [reason])
        } else {
            let value: DecisionAnswer.Value = statement == nil ? .unknown : .yes
            inForce = DecisionAnswer(question: .inForce, value: value, reasons: missing)
        }
    }

    /// What speaks against the day by the dates alone.
    private func outsideDates(isKnown: Bool) -> Reason? {
        let start = decision.certificate?.statusDate ?? decision.decisionDate
        guard let start, let end = validUntil else { return reason(.notListed, .indeterminate) }
        if day < start { return reason(.notYet, .failure, dated(start)) }
        guard day > end else { return nil }
        // Without a list an extension might be known to others, but none reaches further than six months.
        let canBeExtended = decision.kind == .certificate && day <= StatusTerm.lastDay(ofExtensionAfter: end)
        return isKnown || !canBeExtended || end != decision.validUntil
            ? reason(.expired, .failure, dated(end)) : reason(.expiredUnlessExtended, .indeterminate, dated(end))
    }

    private mutating func extend(to day: CalendarDate) {
        guard let end = validUntil, day > end else { return }
        validUntil = day
        remarks = remarks.filter { $0.code != StatusCode.extended.rawValue }
        remarks.append(reason(.extended, .note, dated(day)))
    }

    private func dated(_ date: CalendarDate?) -> [String: String] { ["date": date.map(\.description) ?? "–"] }

    private func reason(
        _ code: StatusCode,
        _ severity: Reason.Severity,
        _ parameters: [String: String] = [:]
    ) -> Reason {
        let actor: Reason.Actor? = severity == .note ? nil : severity == .indeterminate ? .operator : .authority
        return Reason(code.rawValue, severity, actor: actor, parameters: parameters)
    }
}
