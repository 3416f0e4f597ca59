// The form that almost every entry has, read without the general reader: lists have a million of them.
extension RevokedCertificates {
    /// The bytes of the extensions of an entry with a reason code alone, but for the reason itself.
    private static let reasonCode: [UInt8] = [
        0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01,
    ]

    /// The serial number and the end of an entry with short lengths, a UTCTime, and at most a reason code; `nil` for all
    /// others, and for those with anything wrong.
    static func common(
        _ der: [UInt8],
        _ range: Range<Int>,
        _ hasExtensions: Bool
    ) -> (serialNumber: Range<Int>, end: Int)? {
        der.withUnsafeBufferPointer { bytes in
            let start = range.lowerBound
            guard range.count >= 20, bytes[start] == DER.Tag.sequence, bytes[start + 1] < 0x80 else { return nil }
            let end = start + 2 + Int(bytes[start + 1])
            guard end <= range.upperBound, bytes[start + 2] == DER.Tag.integer, 1..<0x80 ~= bytes[start + 3] else {
                return nil
            }
            let serialNumber = start + 4..<start + 4 + Int(bytes[start + 3])
            let date = serialNumber.upperBound
            guard date + 15 <= end, isMinimal(bytes, serialNumber), isTime(bytes, date) else { return nil }
            let rest = date + 15..<end
            if rest.isEmpty { return (serialNumber, end) }
            guard hasExtensions, rest.count == reasonCode.count + 1,
                reasonCode.indices.allSatisfy({ bytes[rest.lowerBound + $0] == reasonCode[$0] })
            else { return nil }
            return (serialNumber, end)
        }
    }

    private static func isMinimal(_ bytes: UnsafeBufferPointer<UInt8>, _ integer: Range<Int>) -> Bool {
        guard integer.count > 1 else { return true }
        let (first, second) = (bytes[integer.lowerBound], bytes[integer.lowerBound + 1])
        return !(first == 0 && second < 0x80 || first == 0xff && second >= 0x80)
    }

    /// The days of each month in any year; the 29th of February is left to the general reader, which knows the calendar.
    private static let days: [UInt8] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    /// Whether a UTCTime stands at `offset`.
    private static func isTime(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
        guard bytes[offset] == DER.Tag.utcTime, bytes[offset + 1] == 13, bytes[offset + 14] == 0x5a else {
            return false
        }
        func number(_ at: Int) -> UInt8? {
            let (tens, ones) = (bytes[offset + 2 + at] &- 48, bytes[offset + 3 + at] &- 48)
            return tens < 10 && ones < 10 ? tens * 10 + ones : nil
        }
        guard number(0) != nil, let month = number(2), let day = number(4), let hour = number(6),
            let minute = number(8), let second = number(10)
        else { return false }
        return 1...12 ~= month && 1...days[Int(month) - 1] ~= day && hour < 24 && minute < 60 && second < 60
    }
}
