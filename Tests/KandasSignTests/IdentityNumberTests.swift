import Testing

@testable import KandasSign

@Suite("IIN and BIN are judged by their check digit, and only remarked on otherwise")
struct IdentityNumberTests {
    // Synthetic numbers: births in 1860-1899, so nobody living has one.
    @Test(
        "A well-formed IIN has no findings and states a birth date and a sex",
        arguments: [
            ("900517100016", "1890-05-17", .male), ("751231100011", "1875-12-31", .male),
            ("840229100017", "1884-02-29", .male), ("990101100010", "1899-01-01", .male),
            ("600706100010", "1860-07-06", .male), ("900517200012", "1890-05-17", .female),
            ("751231200018", "1875-12-31", .female), ("840229200013", "1884-02-29", .female),
            ("990101200017", "1899-01-01", .female), ("600706200017", "1860-07-06", .female),
            // These need the second round.
            ("840229100801", "1884-02-29", .male), ("840229200406", "1884-02-29", .female),
            ("900517100704", "1890-05-17", .male), ("900517200309", "1890-05-17", .female),
            ("751231100211", "1875-12-31", .male), ("751231200904", "1875-12-31", .female),
        ] as [(String, String, Sex)]
    )
    func wellFormed(digits: String, birthDate: String, sex: Sex) throws {
        let number = try #require(IndividualIdentificationNumber(digits))
        #expect(number.findings.isEmpty)
        #expect(number.birthDate == CalendarDate(birthDate))
        #expect(number.sex == sex)
        #expect(number.digits == digits)
        #expect(IndividualIdentificationNumber(completing: digits.dropLast()) == number)
    }

    @Test(
        "Where both rounds give 10, no last digit makes a number, not even by a third round",
        arguments: ["84022910160", "84022910241", "84022920042"]
    )
    func cannotExist(prefix: String) throws {
        for last in 0...9 {
            let number = try #require(IndividualIdentificationNumber("\(prefix)\(last)"))
            #expect(number.findings.contains(.cannotExist))
            #expect(!number.findings.contains(.checkDigitWrong))
        }
        #expect(IndividualIdentificationNumber(completing: prefix) == nil)
    }

    @Test("One last digit of ten is right", arguments: 0...9)
    func lastDigit(last: Int) throws {
        let number = try #require(IndividualIdentificationNumber("90051710001\(last)"))
        #expect(number.findings == (last == 6 ? [] : [.checkDigitWrong]))
    }

    @Test(
        "Numbers with something odd are held, and say what",
        arguments: [
            ("900517100017", [.checkDigitWrong]), ("000000000000", [.allDigitsEqual]),
            ("111111111111", [.allDigitsEqual]),
            // What the national test kit's certificates carry.
            ("123456789011", [.checkDigitWrong, .isBusinessNumber]),
            ("123412341234", [.checkDigitWrong, .dateNotInCalendar]),
        ] as [(String, [IdentificationFinding])]
    )
    func odd(digits: String, findings: [IdentificationFinding]) throws {
        let number = try #require(IndividualIdentificationNumber(digits))
        #expect(number.findings == findings)
    }

    @Test(
        "A date that the calendar lacks and a century digit of 0 or 7 to 9 are soft findings",
        arguments: [
            ("90131710001", .dateNotInCalendar), ("90053210001", .dateNotInCalendar),
            ("90022910001", .dateNotInCalendar),
            ("90051700001", .centuryDigitUnusual), ("90051770001", .centuryDigitUnusual),
            ("90051790001", .centuryDigitUnusual),
        ] as [(String, IdentificationFinding)]
    )
    func soft(prefix: String, finding: IdentificationFinding) throws {
        let number = try #require(IndividualIdentificationNumber(completing: prefix))
        #expect(number.findings == [finding])
        #expect(!finding.isHard)
    }

    @Test("A birth date or sex other than the digits say is a soft finding; the century is not compared")
    func person() throws {
        let number = try #require(IndividualIdentificationNumber("900517100016"))
        #expect(number.findings(birthDate: CalendarDate("1990-05-17"), sex: .male).isEmpty)
        #expect(number.findings(birthDate: nil, sex: nil).isEmpty)
        #expect(
            number.findings(birthDate: CalendarDate("1990-05-18"), sex: .female) == [.birthDateDiffers, .sexDiffers]
        )
        #expect(!IdentificationFinding.birthDateDiffers.isHard)
    }

    @Test(
        "Only twelve ASCII digits make a number",
        arguments: [
            "", "1", "90051710001", "9005171000160", "90051710001x", "９00517100016", "900517 10001", "-90051710001",
        ]
    )
    func notNumbers(text: String) {
        #expect(IndividualIdentificationNumber(text) == nil)
        #expect(BusinessIdentificationNumber(text) == nil)
    }

    @Test("A printed IIN shows its last four digits only")
    func masked() throws {
        let number = try #require(IndividualIdentificationNumber("900517100016"))
        #expect("\(number)" == "********0016")
        #expect(String(reflecting: number) == "********0016")
        #expect(number.masked == "********0016")
    }

    @Test("A BIN states its kind and division, and an IIN is not one")
    func business() throws {
        let number = try #require(BusinessIdentificationNumber("901140000013"))
        #expect(number.findings == [.checkDigitWrong] || number.findings.isEmpty)
        #expect(number.kind == .resident)
        #expect(number.division == .head)
        let individual = try #require(BusinessIdentificationNumber("900517100016"))
        #expect(individual.findings == [.isIndividualNumber])
        let wrong = try #require(BusinessIdentificationNumber("123456789021"))
        #expect(wrong.findings.contains(.checkDigitWrong))
    }
}

@Suite("Days are counted by the calendar, in Kazakhstan's time")
struct CalendarDateTests {
    @Test(
        "Text is read as ISO 8601 and written back",
        arguments: ["2026-05-13", "2024-02-29", "0001-01-01", "9999-12-31"]
    )
    func roundTrip(text: String) {
        #expect(CalendarDate(text)?.description == text)
    }

    @Test(
        "What is no date is refused",
        arguments: [
            "", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "13.05.2026", "2026-05-13Z", "0000-01-01",
            "-026-01-01",
        ]
    )
    func notDates(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test(
        "Ages are full years",
        arguments: [
            ("1990-05-17", "2026-05-16", 35), ("1990-05-17", "2026-05-17", 36), ("2004-02-29", "2026-02-28", 21),
            ("2004-02-29", "2026-03-01", 22), ("2026-05-17", "2025-05-17", -1),
        ]
    )
    func ages(birth: String, day: String, years: Int) throws {
        #expect(try #require(CalendarDate(birth)).years(until: #require(CalendarDate(day))) == years)
    }

    @Test(
        "A time falls on the day it is in Almaty, before and after the change of 1 March 2024",
        arguments: [
            ("2026-05-13T18:59:59Z", "2026-05-13"), ("2026-05-13T19:00:00Z", "2026-05-14"),
            ("2023-05-13T17:59:59Z", "2023-05-13"), ("2023-05-13T18:00:00Z", "2023-05-14"),
            ("2024-02-29T17:59:59Z", "2024-02-29"), ("2024-02-29T18:59:59Z", "2024-02-29"),
        ]
    )
    func kazakhstan(time: String, day: String) throws {
        #expect(CalendarDate(inKazakhstanAt: try #require(Timestamp(time))).description == day)
    }

    @Test("Days are added over months and years, and the ends hold")
    func adding() throws {
        let day = try #require(CalendarDate("2024-02-28"))
        #expect(day.adding(days: 1).description == "2024-02-29")
        #expect(day.adding(days: 366).description == "2025-02-28")
        #expect(day.adding(days: -59).description == "2023-12-31")
        #expect(day.adding(days: .max).description == "9999-12-31")
        #expect(day.adding(days: .min).description == "0001-01-01")
        #expect(CalendarDate(inKazakhstanAt: Timestamp(seconds: .max)).year == 9_999)
        #expect(CalendarDate(inKazakhstanAt: Timestamp(seconds: .min)).year == 1)
    }
}
