import KandasSign

extension String {
    /// The text with times of UTC, as `2026-05-13T13:45:07Z`, told by the clocks of Kazakhstan: `2026-05-13 18:45:07 UTC+5`.
    ///
    /// What stands between quotation marks is for programs, and stays.
    var withLocalTimes: String {
        let octets = Array(utf8)
        let length = "2026-05-13T13:45:07Z".utf8.count
        guard octets.count >= length, octets.contains(0x5a) else { return self }
        var result: [UInt8] = []
        var kept = 0
        for end in octets.indices where octets[end] == 0x5a && end + 1 >= kept + length {
            let start = end + 1 - length
            guard octets[start + 10] == 0x54, start == 0 || octets[start - 1] != 0x22,
                let time = Timestamp(String(decoding: octets[start...end], as: UTF8.self))
            else { continue }
            result += octets[kept..<start]
            result += Array(KazakhstanClock.text(of: time, hasSeconds: true).utf8)
            kept = end + 1
        }
        return kept == 0 ? self : String(decoding: result + octets[kept...], as: UTF8.self)
    }
}
