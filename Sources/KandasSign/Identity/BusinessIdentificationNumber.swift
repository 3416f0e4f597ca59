/// A business identification number (BIN, БСН, БИН): twelve digits that stand for a legal entity.
///
/// The digits are `YYMM` of registration, the kind of entity, the kind of division, a serial number of five, and a check
/// digit. Any twelve digits make a value; ``findings`` tells what is odd about them. A BIN is public and never masked.
public struct BusinessIdentificationNumber: Hashable, Sendable {
    private let number: TwelveDigits

    /// Creates a number from exactly twelve ASCII digits, whatever they are; `nil` for any other text.
    public init?(_ digits: some StringProtocol) {
        guard let number = TwelveDigits(digits) else { return nil }
        self.number = number
    }

    /// The twelve digits.
    public var digits: String { number.text }

    /// What is odd about the digits, hard findings first; empty for a well-formed number.
    public var findings: [IdentificationFinding] {
        if number.areAllEqual { return [.allDigitsEqual] }
        var findings: [IdentificationFinding] = []
        switch TwelveDigits.checkDigit(of: number.values) {
        case nil: findings.append(.cannotExist)
        case number.values[11]?: break
        case .some: findings.append(.checkDigitWrong)
        }
        if 0...3 ~= number.values[4] { return findings + [.isIndividualNumber] }
        if !(1...12 ~= number.pair(at: 2)) { findings.append(.dateNotInCalendar) }
        return findings
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

    /// The kind of entity by the fifth digit, or `nil` for a digit that has no meaning.
    public var kind: Kind? { Kind(rawValue: number.values[4]) }

    /// The kind of division by the sixth digit, or `nil` for a digit that has no meaning.
    public var division: Division? { Division(rawValue: number.values[5]) }

    /// The kind of a legal entity.
    public enum Kind: Int, Sendable {
        /// A legal entity that is resident in Kazakhstan.
        case resident = 4
        /// A legal entity that is not resident in Kazakhstan.
        case nonResident = 5
        /// A joint individual entrepreneurship.
        case jointEntrepreneurship = 6
    }

    /// The kind of a division.
    public enum Division: Int, Sendable {
        /// The entity itself.
        case head = 0
        /// A branch.
        case branch = 1
        /// A representation.
        case representation = 2
        /// A farm that works as a joint entrepreneurship.
        case farm = 3
    }
}

extension BusinessIdentificationNumber: CustomStringConvertible {
    /// The twelve digits.
    public var description: String { digits }
}
