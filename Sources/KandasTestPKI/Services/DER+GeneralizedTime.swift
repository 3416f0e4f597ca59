import KandasSign

extension DER {
    /// A GeneralizedTime to the second, in UTC, whatever the year.
    static func generalizedTime(_ time: Timestamp) -> [UInt8] {
        // 2026-11-22T17:52:00Z without what stands between the digits.
        element(Tag.generalizedTime, time.description.utf8.filter { 0x30...0x39 ~= $0 } + [0x5a])
    }
}
