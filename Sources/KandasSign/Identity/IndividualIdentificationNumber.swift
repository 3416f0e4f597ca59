/// An individual identification number (IIN, ЖСН, ИИН): twelve digits that stand for a natural person.
///
/// The digits are `YYMMDD`, a digit for century and sex, a serial number of four, and a check digit. Any twelve digits
/// make a value, since a verifier must be able to hold and show what a certificate says; ``findings`` tells what is odd
/// about them. The description is masked: print ``digits`` only where the whole number is meant to be seen.
public struct IndividualIdentificationNumber: Hashable, Sendable {
    private let number: TwelveDigits

    /// Creates a number from exactly twelve ASCII digits, whatever they are; `nil` for any other text.
    public init?(_ digits: some StringProtocol) {
        guard let number = TwelveDigits(digits) else { return nil }
        self.number = number
    }

    /// The twelve digits.
    public var digits: String { number.text }

    /// The last four digits behind eight asterisks: `********0016`.
    ///
    /// The first digits would tell a birth date and sex; the last four tell the members of a family apart.
    public var masked: String { number.masked }

    /// What is odd about the digits by themselves, hard findings first; empty for a well-formed number.
    public var findings: [IdentificationFinding] {
        if number.areAllEqual { return [.allDigitsEqual] }
        var findings: [IdentificationFinding] = []
        switch TwelveDigits.checkDigit(of: number.values) {
        case nil: findings.append(.cannotExist)
        case number.values[11]?: break
        case .some: findings.append(.checkDigitWrong)
        }
        if 4...6 ~= number.values[4] {
            // The other digits then mean something else.
            return findings + [.isBusinessNumber]
        }
        if !hasCalendarDate { findings.append(.dateNotInCalendar) }
        if !(1...6 ~= number.values[6]) { findings.append(.centuryDigitUnusual) }
        return findings
    }

    /// What is odd about the digits for a certain person.
    ///
    /// All of it is legal (resolution No. 853 of 26.08.2013). Only day, month and the year within its century are compared: the century stands in the seventh digit, which need
    /// not say one.
    public func findings(birthDate: CalendarDate?, sex: Sex?) -> [IdentificationFinding] {
        guard !(4...6 ~= number.values[4]) else { return [] }
        var findings: [IdentificationFinding] = []
        if let birthDate, hasCalendarDate,
            (number.pair(at: 0), number.pair(at: 2), number.pair(at: 4))
                != (birthDate.year % 100, birthDate.month, birthDate.day)
        {
            findings.append(.birthDateDiffers)
        }
        if let sex, let stated = self.sex, stated != sex { findings.append(.sexDiffers) }
        return findings
    }

    /// The birth date that the digits state, or `nil` where the century digit or the calendar has none.
    ///
    /// It need not be the person's birth date.
    public var birthDate: CalendarDate? {
        guard let century else { return nil }
        return CalendarDate(year: century + number.pair(at: 0), month: number.pair(at: 2), day: number.pair(at: 4))
    }

    /// The sex that the seventh digit states, or `nil` where it states none.
    ///
    /// It need not be the person's.
    public var sex: Sex? {
        guard 1...6 ~= number.values[6] else { return nil }
        return number.values[6] % 2 == 1 ? .male : .female
    }

    private var century: Int? {
        switch number.values[6] {
        case 1, 2: 1_800
        case 3, 4: 1_900
        case 5, 6: 2_000
        default: nil
        }
    }

    private var hasCalendarDate: Bool {
        if century != nil { return birthDate != nil }
        // Without a century, 29 February is taken as right if any of the three had it.
        return [1_800, 1_900, 2_000]
            .contains {
                CalendarDate(year: $0 + number.pair(at: 0), month: number.pair(at: 2), day: number.pair(at: 4)) != nil
            }
    }

    /// A number with the check digit that its first eleven digits need.
    ///
    /// - Returns: `nil` if `prefix` is not eleven ASCII digits or no check digit exists.
    package init?(completing prefix: some StringProtocol) {
        guard let partial = TwelveDigits("\(prefix)0"), let check = TwelveDigits.checkDigit(of: partial.values) else {
            return nil
        }
        self.init("\(prefix)\(check)")
    }
}

extension IndividualIdentificationNumber: CustomStringConvertible, CustomDebugStringConvertible {
    /// The masked number, so that a log never shows the whole.
    public var description: String { masked }
    /// The masked number.
    public var debugDescription: String { masked }
}
