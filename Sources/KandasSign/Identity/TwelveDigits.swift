/// Twelve ASCII digits of which the last checks the others, as IIN and BIN have them.
///
/// The check digit is the sum of the first eleven digits, weighted 1 to 11, modulo 11; if that is 10, the sum weighted
/// 3 to 11, 1, 2. If that is 10 too, no such number is ever issued. A third round, which some published code has, would
/// accept numbers that do not exist.
struct TwelveDigits: Hashable, Sendable {
    /// The values of the digits.
    let values: [Int]

    init?(_ text: some StringProtocol) {
        var values: [Int] = []
        for octet in text.utf8 {
            guard 48...57 ~= octet, values.count < 12 else { return nil }
            values.append(Int(octet - 48))
        }
        guard values.count == 12 else { return nil }
        self.values = values
    }

    var text: String { String(decoding: values.map { UInt8(48 + $0) }, as: UTF8.self) }

    var masked: String { "********" + text.suffix(4) }

    var areAllEqual: Bool { values.allSatisfy { $0 == values[0] } }

    /// The number of two digits at `index`.
    func pair(at index: Int) -> Int { values[index] * 10 + values[index + 1] }

    /// The check digit that eleven digits need, or `nil` if there is none.
    static func checkDigit(of digits: some Collection<Int>) -> Int? {
        var first = 0
        var second = 0
        for (index, digit) in digits.prefix(11).enumerated() {
            first += digit * (index + 1)
            second += digit * (index < 9 ? index + 3 : index - 8)
        }
        if first % 11 < 10 { return first % 11 }
        return second % 11 < 10 ? second % 11 : nil
    }
}
