/// What is noticed about the digits of an IIN or BIN.
///
/// A form may refuse a number with a hard finding. A verifier only ever reports: real certificates of the national test
/// authority carry numbers that fail the check digit, and since 2013 the digits need not agree with a person's data.
public enum IdentificationFinding: String, Sendable, CaseIterable {
    /// All twelve digits are equal.
    case allDigitsEqual
    /// The last digit is not the check digit of the others.
    case checkDigitWrong
    /// Both rounds of the check digit give 10, so no number with these digits is ever issued.
    case cannotExist
    /// The first digits are not a date of the calendar (IIN), or not a year and month (BIN).
    case dateNotInCalendar
    /// The date in the IIN is not the person's birth date. This is legal.
    case birthDateDiffers
    /// The seventh digit is odd for a woman or even for a man. This is legal.
    case sexDiffers
    /// The seventh digit of an IIN is 0 or 7 to 9; real numbers with 0 exist.
    case centuryDigitUnusual
    /// The fifth digit says that this is a BIN, not an IIN.
    case isBusinessNumber
    /// The fifth digit says that this is an IIN, not a BIN.
    case isIndividualNumber

    /// Whether a form may refuse the number for it.
    public var isHard: Bool {
        switch self {
        case .allDigitsEqual, .checkDigitWrong, .cannotExist, .isBusinessNumber, .isIndividualNumber: true
        case .dateNotInCalendar, .birthDateDiffers, .sexDiffers, .centuryDigitUnusual: false
        }
    }
}
