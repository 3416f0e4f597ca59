import KandasSign

/// Computes when an application counts as registered and by when it must be decided.
///
/// The day of receipt counts as the day of registration, unless it is not a working day or the application came after
/// closing time: then it is the next working day (APPC article 64(3)). The term starts the day after (article 76(2)), and
/// every day on the way is given with the reason why it counts or not. What the data do not tell is never guessed.
public struct TermCalculator: Sendable {
    private let calendar: WorkingCalendar

    /// Creates a calculator.
    public init(calendar: WorkingCalendar = .shared) { self.calendar = calendar }

    /// Computes a term.
    public func compute(_ request: TermRequest) -> TermComputation {
        let usual = RegulationProfile.inForce(on: request.received.date)
        let profile = request.profile ?? usual
        var reasons: [Reason] = []
        var deadlines: [Deadline] = []
        let receipt = registration(of: request)
        if let profile {
            if let chosen = request.profile, chosen != usual {
                let parameters = ["profile": chosen.id, "usual": usual?.id ?? "–"]
                reasons.append(Reason(TermCode.profileChosen.rawValue, .note, parameters: parameters))
            }
            let terms = profile.terms(for: request.service, hasIIN: request.hasIIN)
            if terms.isEmpty {
                reasons.append(indeterminate(TermCode.notSet.rawValue, ["profile": profile.id]))
            }
            deadlines = terms.compactMap { term in receipt.date.flatMap { deadline(of: term, from: $0) } }
            if deadlines.count < terms.count {
                let lastYear = calendar.years.keys.max().map(String.init) ?? "–"
                let parameters = ["date": "\(request.received.date)", "year": lastYear]
                reasons.append(indeterminate("KND-TM-03", parameters, rule: "KND-TM-03"))
                deadlines = []
            }
        } else {
            reasons.append(indeterminate(TermCode.profileUnknown.rawValue, ["date": "\(request.received.date)"]))
        }
        if let year = deadlines.first(where: \.isProvisional)?.due.year {
            let parameters = ["year": "\(year)"]
            reasons.append(
                Reason(TermCode.calendarProvisional.rawValue, .warning, actor: .authority, parameters: parameters)
            )
        }
        return TermComputation(
            request: request,
            profile: profile,
            registeredOn: receipt.date,
            delay: receipt.delay,
            cameAfterHours: receipt.isLate,
            deadlines: deadlines,
            reasons: reasons,
            calendarVersion: calendar.version
        )
    }

    private func registration(
        of request: TermRequest
    ) -> (date: CalendarDate?, delay: [WorkingDay], isLate: Bool) {
        guard let first = calendar.day(request.received.date) else { return (nil, [], false) }
        let isLate = first.isWorking && request.received.minute.map { $0 >= request.closingMinute } == true
        guard isLate || !first.isWorking else { return (first.date, [], false) }
        guard let days = calendar.days(after: first.date, toWorkingDay: 1) else { return (nil, [first], isLate) }
        return (days.last?.date, [first] + days.dropLast(), isLate)
    }

    private func deadline(of term: RegulationProfile.Term, from registration: CalendarDate) -> Deadline? {
        guard let days = calendar.days(after: registration, toWorkingDay: term.workingDays), let last = days.last else {
            return nil
        }
        let isProvisional = days.contains { calendar.years[$0.date.year] == false }
        return Deadline(term: term, due: last.date, days: days, isProvisional: isProvisional)
    }

    private func indeterminate(_ code: String, _ parameters: [String: String], rule: String? = nil) -> Reason {
        Reason(code, .indeterminate, rule: rule, actor: .authority, parameters: parameters)
    }
}
