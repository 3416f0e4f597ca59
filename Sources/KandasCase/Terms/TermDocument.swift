public import KandasSign
public import KandasText

/// The computation of a term as JSON, with its words.
public struct TermDocument: Encodable, Sendable {
    /// When the application came in, by the clock of Kazakhstan.
    public let received: String
    /// The day of registration.
    public let registeredOn: CalendarDate?
    /// Whether it came after closing time on a working day.
    public let cameAfterHours: Bool
    /// The days passed over from receipt to registration.
    public let delay: [Day]
    /// The profile.
    public let profile: Profile?
    /// What is asked for.
    public let service: Application.Service
    /// Whether the applicant has an IIN.
    public let hasIIN: Bool
    /// The terms, the one that decides first.
    public let deadlines: [Term]
    /// The last day by the term that decides.
    public let due: CalendarDate?
    /// How the term stands on the day judged at.
    public let state: TermComputation.State
    /// The same in words.
    public let stateText: String
    /// `passed` while the term runs, `failed` once it has passed, else `indeterminate`.
    public let verdict: String
    /// Every reason.
    public let reasons: [ReasonDocument]
    /// The time that was judged at, RFC 3339.
    public let judgedAt: String
    /// The versions of the data.
    public let data: Versions

    /// A day on the way.
    public struct Day: Encodable, Sendable {
        /// The day.
        public let date: CalendarDate
        /// The day of the week.
        public let weekday: String
        /// Whether it counts.
        public let counts: Bool
        /// Why.
        public let text: String
        /// The act behind it.
        public let basis: String?
    }

    /// A profile.
    public struct Profile: Encodable, Sendable {
        /// Its code.
        public let id: String
        /// Its name.
        public let name: String
        /// The first day it is in force.
        public let from: CalendarDate?
        /// What to know about it.
        public let note: String?
    }

    /// A term.
    public struct Term: Encodable, Sendable {
        /// By whose word it is.
        public let kind: RegulationProfile.Term.Kind
        /// The same in words.
        public let kindText: String
        /// Its length.
        public let workingDays: Int
        /// Its last day.
        public let due: CalendarDate
        /// Whether it decides if a decision is late.
        public let decides: Bool
        /// The act that sets it.
        public let basis: String
        /// The days from the one after registration to the last.
        public let days: [Day]
    }

    /// Versions of the data.
    public struct Versions: Encodable, Sendable {
        /// Of the working calendar.
        public let calendar: String
        /// Of the regulation profiles.
        public let profiles: String
    }

    /// Describes a computation as of a time.
    public init(_ term: TermComputation, at time: Timestamp, catalogue: Catalogue, language: Language) {
        func word(_ code: String) -> String { CaseCatalogue.shared.message(for: code, in: language).text }
        func day(_ day: WorkingDay) -> Day {
            Day(
                date: day.date,
                weekday: day.weekday(in: language),
                counts: day.isWorking,
                text: day.text(in: language),
                basis: day.reason.basis?.text(in: language)
            )
        }
        received = "\(term.request.received)"
        registeredOn = term.registeredOn
        cameAfterHours = term.cameAfterHours
        delay = term.delay.map(day)
        profile = term.profile.map {
            Profile(id: $0.id, name: $0.name[language], from: $0.from, note: $0.note?[language])
        }
        service = term.request.service
        hasIIN = term.request.hasIIN
        deadlines = term.deadlines.enumerated()
            .map { index, deadline in
                Term(
                    kind: deadline.term.kind,
                    kindText: word("TERM_KIND_\(deadline.term.kind.rawValue)"),
                    workingDays: deadline.term.workingDays,
                    due: deadline.due,
                    decides: index == 0,
                    basis: deadline.term.basis.text(in: language),
                    days: deadline.days.map(day)
                )
            }
        due = term.due
        state = term.state(on: CalendarDate(inKazakhstanAt: time))
        stateText = word("TERM_STATE_\(state.rawValue)")
        verdict =
            switch state {
            case .running, .dueSoon: "passed"
            case .overdue: "failed"
            case .unknown: "indeterminate"
            }
        reasons = (term.reasons + DecisionRule.findings(of: state, due: term.due))
            .map { ReasonDocument($0, catalogue: catalogue, language: language) }
        judgedAt = time.description
        data = Versions(calendar: term.calendarVersion, profiles: RegulationProfile.version)
    }
}
