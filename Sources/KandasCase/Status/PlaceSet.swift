/// A set of places of a status list, one bit each.
struct PlaceSet: Hashable, Sendable {
    private(set) var bytes: [UInt8]
    private(set) var count: Int

    init(places: Int) {
        bytes = [UInt8](repeating: 0, count: places / 8)
        count = 0
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
        count = bytes.reduce(0) { $0 + $1.nonzeroBitCount }
    }

    func contains(_ place: Int) -> Bool {
        guard 0..<bytes.count * 8 ~= place else { return false }
        return bytes[place >> 3] >> UInt8(place & 7) & 1 == 1
    }

    mutating func insert(_ place: Int) {
        guard 0..<bytes.count * 8 ~= place, !contains(place) else { return }
        bytes[place >> 3] |= 1 << UInt8(place & 7)
        count += 1
    }

    /// The free place before which there are `number` others; there must be more than that.
    func freePlace(_ number: Int) -> Int {
        var left = number
        for (index, byte) in bytes.enumerated() {
            let free = 8 - byte.nonzeroBitCount
            guard left >= free else {
                for bit in 0..<8 where byte >> UInt8(bit) & 1 == 0 {
                    if left == 0 { return index * 8 + bit }
                    left -= 1
                }
                break
            }
            left -= free
        }
        return 0
    }
}
