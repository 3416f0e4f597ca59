import KandasSign
import KandasText
import Support
import Testing

@testable import KandasCase

@Suite("The working calendar")
struct WorkingCalendarTests {
    private let calendar = WorkingCalendar.shared

    @Test("can be read, and so can the acts and profiles, all of whose references lead somewhere")
    func readable() throws {
        let data = try BuiltInData.decode(WorkingCalendarData.self, PackageResources.working_calendar_json)
        #expect(data.years.map(\.year) == Array(2013...2027))
        #expect(LegalAct.all.count > 20)
        #expect(Set(LegalAct.all.map(\.id)).count == LegalAct.all.count)
        #expect(RegulationProfile.all.map(\.id).contains("R2025"))
        #expect(calendar.version == data.version)
    }

    // The table of the domain reference, section 3.3; 2013 to 2023 by the package `holidays`.
    @Test("has the working days of each year", arguments: [(2024, 249), (2025, 246), (2026, 247), (2027, 247)])
    func counts(year: Int, days: Int) {
        #expect(calendar.workingDays(in: year) == days)
    }

    @Test(
        "agrees with the Python package holidays on every day from 2013 to 2027",
        .enabled(if: Python.has("holidays"), "\(Python.absenceNote)")
    )
    func peer() throws {
        let theirs = Set(
            String(decoding: try Python.run("working_days.py", ["2013", "2027"]), as: UTF8.self)
                .split(separator: "\n").map(String.init)
        )
        var ours: Set<String> = []
        var date = CaseFixtures.date("2013-01-01")
        while date.year < 2028 {
            let day = try #require(calendar.day(date))
            if day.isWorking != (date.weekday <= 5) { ours.insert("\(date) \(day.isWorking ? "work" : "off")") }
            date = date.adding(days: 1)
        }
        // Nothing to argue about so far: a difference is an error on one side, and is to be explained here.
        #expect(ours.subtracting(theirs).sorted() == [])
        #expect(theirs.subtracting(ours).sorted() == [])
        #expect(ours.count > 200)
    }

    @Test("says why a day is off or not, with the act behind it")
    func reasons() throws {
        func text(_ date: String) throws -> String {
            let day = try #require(calendar.day(CaseFixtures.date(date)))
            return "\(day.isWorking ? "+" : "-") \(day.text(in: .english)) [\(day.reason.basis?.code ?? "")]"
        }
        #expect(try text("2026-05-13") == "+ working day []")
        #expect(try text("2026-05-16") == "- weekend []")
        #expect(try text("2024-12-16") == "- Independence Day [holidays-law]")
        #expect(try text("2026-05-11") == "- day off for the holiday of 2026-05-09 (Victory Day) [holidays-law]")
        #expect(try text("2024-05-08") == "- day off moved here from 2024-05-04 [g24g0000109]")
        #expect(try text("2024-05-04") == "+ working day, its day off moved to 2024-05-08 [g24g0000109]")
        #expect(try text("2027-05-16") == "- First day of Kurban Ait (estimated date) [labour-code]")
        // Since 2026 it is no holiday any more; from 2027 the 15th of March is one.
        #expect(try text("2026-08-31") == "+ working day []")
        #expect(try text("2027-03-15") == "- Constitution Day [referendum-2026]")
        // Christmas and Kurban Ait do not move from a weekend.
        #expect(try text("2023-01-09") == "+ working day []")
        #expect(try text("2024-06-17") == "+ working day []")
    }

    @Test("knows nothing about years it has no data for")
    func unknownYears() {
        for date in ["2012-12-31", "2028-01-01", "9999-12-31", "0001-01-01"] {
            #expect(calendar.day(CaseFixtures.date(date)) == nil)
        }
        #expect(calendar.days(after: CaseFixtures.date("2027-12-30"), toWorkingDay: 2) == nil)
        #expect(calendar.days(after: CaseFixtures.date("9999-12-31"), toWorkingDay: 2) == nil)
        #expect(calendar.workingDays(in: 2028) == nil)
        #expect(calendar.years[2026] == true && calendar.years[2027] == false)
    }

    @Test("refers to acts by article, paragraph and subparagraph, in three languages")
    func references() throws {
        let reference = try #require(LegalReference("appc 73(2)(3)"))
        #expect(reference.code == "appc 73(2)(3)")
        #expect(reference.text(in: .russian).hasSuffix("№ 350-VI, статья 73, пункт 2, подпункт 3)"))
        #expect(reference.text(in: .kazakh).hasSuffix("кодекс, 73-бап, 2-тармақ, 3) тармақша"))
        #expect(reference.text(in: .english).hasSuffix("No. 350-VI, art. 73, para. 2, subpara. 3)"))
        for wrong in ["", "appc 1 2", "nothing 3", "appc (", "appc 1(2)(3)(4)"] {
            #expect(LegalReference(wrong) == nil, "\(wrong)")
        }
    }
}
