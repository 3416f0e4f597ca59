/// Dates of PDF (ISO 32000-2 section 7.9.4).
enum PDFDate {
    /// The spelling of a time in UTC.
    static func text(_ time: Timestamp) -> String {
        "D:" + String(time.description.filter { $0.isNumber }) + "Z"
    }

    /// Reads `D:YYYYMMDDHHmmSSOHH'mm'`, from the month on with what is there.
    static func time(_ bytes: [UInt8]) -> Timestamp? {
        let text = bytes.starts(with: [0x44, 0x3a]) ? bytes.dropFirst(2) : bytes[...]
        let digits = text.prefix { 0x30...0x39 ~= $0 }
        guard digits.count >= 4, digits.count <= 14, digits.count.isMultiple(of: 2) else { return nil }
        func two(_ position: Int, _ missing: Int) -> Int {
            guard position + 2 <= digits.count else { return missing }
            let start = digits.startIndex + position
            return Int(digits[start] - 0x30) * 10 + Int(digits[start + 1] - 0x30)
        }
        let parts = Timestamp.Components(
            year: two(0, 0) * 100 + two(2, 0),
            month: two(4, 1),
            day: two(6, 1),
            hour: two(8, 0),
            minute: two(10, 0),
            second: two(12, 0)
        )
        guard let time = Timestamp(parts) else { return nil }
        let zone = Array(text.dropFirst(digits.count))
        guard let sign = zone.first, sign != 0x5a else { return time }
        let offset = zone.dropFirst().filter { $0 != 0x27 }.map { Int($0) - 0x30 }
        guard sign == 0x2b || sign == 0x2d, offset.count == 2 || offset.count == 4, offset.allSatisfy({ 0...9 ~= $0 })
        else { return nil }
        let minutes = offset.count == 4 ? offset[2] * 10 + offset[3] : 0
        let seconds = Int64((offset[0] * 10 + offset[1]) * 3_600 + minutes * 60)
        return time.adding(seconds: sign == 0x2b ? -seconds : seconds)
    }
}
