import KandasSign
import KandasText
import Testing

@testable import KandasCase

@Suite("The term for a decision")
struct TermTests {
    private func compute(
        _ received: String,
        _ service: Application.Service = .assign,
        hasIIN: Bool = true,
        profile: String? = nil
    ) throws -> TermComputation {
        let time = try #require(ReceiptTime(received))
        let profile = try profile.map { try #require(RegulationProfile.named($0)) }
        return TermCalculator()
            .compute(TermRequest(received: time, service: service, hasIIN: hasIIN, profile: profile))
    }

    private func day(_ text: String) -> CalendarDate { CaseFixtures.date(text) }

    // Section 3.4 of the domain reference: registration, three working days, four working days.
    @Test(
        "ends on the day of the golden cases",
        arguments: [
            ("2024-05-03", "2024-05-10", "2024-05-13"), ("2024-12-27", "2025-01-05", "2025-01-06"),
            ("2025-01-02", "2025-01-08", "2025-01-09"), ("2025-06-03", "2025-06-09", "2025-06-10"),
            ("2025-08-28", "2025-09-03", "2025-09-04"), ("2026-03-19", "2026-03-27", "2026-03-30"),
            ("2026-05-06", "2026-05-13", "2026-05-14"), ("2026-08-27", "2026-09-01", "2026-09-02"),
            ("2026-12-30", "2027-01-06", "2027-01-08"), ("2027-03-12", "2027-03-18", "2027-03-19"),
            ("2023-06-29", "2023-07-03", "2023-07-04"),
        ]
    )
    func golden(registered: String, three: String, four: String) throws {
        let calendar = WorkingCalendar.shared
        #expect(calendar.days(after: day(registered), toWorkingDay: 3)?.last?.date == day(three))
        #expect(calendar.days(after: day(registered), toWorkingDay: 4)?.last?.date == day(four))
        guard registered != "2025-01-02" else { return }
        // The second of January is a holiday: nothing is registered then, the cases only count from it.
        let term = try compute(registered, profile: "R2022")
        #expect(term.registeredOn == day(registered))
        #expect(term.deadlines.map(\.term.kind) == [.statutory, .service])
        #expect(term.deadlines.map(\.due) == [day(three), day(four)])
        #expect(term.due == day(three))
        #expect(term.deadlines.map(\.isProvisional) == Array(repeating: three.hasPrefix("2027"), count: 2))
    }

    @Test("of R2022 is three days by law with an IIN and four without, four by the service in both cases")
    func bothTerms() throws {
        let with = try compute("2022-06-06")
        #expect(with.profile?.id == "R2022")
        #expect(with.deadlines.map(\.term.workingDays) == [3, 4])
        #expect(with.deadlines.map(\.term.basis.code) == ["migration-law 21(2)", "announcement-2022"])
        #expect(try compute("2022-06-06", hasIIN: false).deadlines.map(\.term.workingDays) == [4, 4])
        // An extension has the same terms there, and its own since October 2025.
        #expect(try compute("2022-06-06", .extend).deadlines.map(\.term.workingDays) == [3, 4])
        #expect(try compute("2025-11-03", .extend).deadlines.map(\.term.workingDays) == [2])
        #expect(try compute("2025-11-03").deadlines.map(\.term.workingDays) == [3])
    }

    @Test(
        "is of the profile in force on the day of receipt, never of a disputed one",
        arguments: [
            ("2020-05-09", nil), ("2020-05-10", "R2020"), ("2022-05-12", "R2020"), ("2022-05-13", "R2022"),
            ("2025-08-12", "R2022"), ("2025-10-25", "R2022"), ("2025-10-26", "R2025"), ("2026-02-10", "R2025"),
        ]
    )
    func profiles(received: String, profile: String?) throws {
        let term = try compute(received)
        #expect(term.profile?.id == profile)
        if profile == nil {
            #expect(term.due == nil)
            #expect(term.reasons.map(\.code) == ["TERM_PROFILE_UNKNOWN"])
            #expect(term.state(on: day(received)) == .unknown)
        }
    }

    @Test("of a disputed profile is computed when it is asked for by name, and says so")
    func disputed() throws {
        #expect(RegulationProfile.all.filter(\.isDefault).map(\.id) == ["R2020", "R2022", "R2025"])
        let term = try compute("2025-09-01T09:00", profile: "notice-2025")
        #expect(term.deadlines.map(\.term.workingDays) == [30])
        #expect(term.reasons.map(\.code) == ["TERM_PROFILE_CHOSEN"])
        #expect(try compute("2025-11-03", .extend, profile: "NOTICE-2025").reasons.map(\.code).contains("TERM_NOT_SET"))
        #expect(try compute("2026-02-03", profile: "PILOT-2026").due == nil)
    }

    @Test(
        "begins with the registration: on the day, or the next working day after hours and on days off (APPC 64(3))",
        arguments: [
            ("2026-05-13", "2026-05-13", 0, false), ("2026-05-13T18:29", "2026-05-13", 0, false),
            ("2026-05-13T18:30", "2026-05-14", 1, true), ("2026-05-15T23:59", "2026-05-18", 3, true),
            ("2026-05-16", "2026-05-18", 2, false), ("2026-05-16T23:00", "2026-05-18", 2, false),
            // The weekend that works, and the one that does not.
            ("2024-05-04T10:00", "2024-05-04", 0, false), ("2024-12-31T18:45", "2025-01-05", 5, true),
            // The clock was at UTC+6 until the last day of February 2024.
            ("2024-02-29T12:29:00Z", "2024-02-29", 0, false), ("2024-02-29T12:30:00Z", "2024-03-01", 1, true),
            ("2024-03-01T13:29:00Z", "2024-03-01", 0, false), ("2024-03-01T13:30:00Z", "2024-03-04", 3, true),
            ("2024-02-29T18:45:00+06:00", "2024-03-01", 1, true),
        ]
    )
    func registration(received: String, registered: String, delay: Int, isLate: Bool) throws {
        let term = try compute(received)
        #expect(term.registeredOn == day(registered))
        #expect(term.delay.count == delay)
        #expect(term.cameAfterHours == isLate)
        if delay > 0 { #expect(term.delay.first?.date == term.request.received.date) }
    }

    @Test("is explained day by day: every day from registration to the last stands there once, with its reason")
    func explained() throws {
        let term = try compute("2024-05-03")
        let deadline = try #require(term.deadlines.first)
        let texts = deadline.days.map { "\($0.date.day) \($0.isWorking ? "+" : "-")" }
        #expect(texts == ["4 +", "5 -", "6 +", "7 -", "8 -", "9 -", "10 +"])
    }

    @Test("stands: running, about to end, passed")
    func states() throws {
        let term = try compute("2026-05-06", profile: "R2022")
        let states = ["06", "07", "08", "10", "12", "13", "14"].map { term.state(on: day("2026-05-\($0)")) }
        #expect(states == [.running, .running, .running, .running, .dueSoon, .dueSoon, .overdue])
    }

    @Test("is not said where the calendar ends", arguments: ["2012-06-01", "2027-12-29", "2028-03-01", "9999-12-31"])
    func noData(received: String) throws {
        let term = try compute(received, profile: "R2022")
        #expect(term.due == nil)
        #expect(term.reasons.map(\.code).contains("KND-TM-03"))
        #expect(term.reasons.allSatisfy { $0.severity != .failure })
    }

    @Test(
        "takes no time that is none",
        arguments: [
            "", "2026-13-01", "2026-05-13T", "2026-05-13T25:00", "2026-05-13T18", "2026-05-13T18:4x", "yesterday",
        ]
    )
    func noTime(text: String) {
        #expect(ReceiptTime(text) == nil)
    }

    @Test("has words in every language, with all values filled in")
    func words() throws {
        for received in ["2024-05-03T19:00", "2026-12-30", "2028-01-01", "2019-01-01", "2026-05-06"] {
            for language in Language.allCases {
                let document = TermDocument(
                    try compute(received),
                    at: Timestamp(seconds: 1_780_000_000),
                    catalogue: CaseCatalogue.shared,
                    language: language
                )
                let texts =
                    document.reasons.map(\.text) + document.deadlines.flatMap(\.days).map(\.text) + [document.stateText]
                for text in texts { #expect(!text.contains("{") && !text.contains("_"), "\(text)") }
            }
        }
    }
}
