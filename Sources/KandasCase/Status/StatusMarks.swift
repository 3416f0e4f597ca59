/// Two bits for each place of a status list: place 0 in the lowest bits of the first byte.
struct StatusMarks: Hashable, Sendable {
    private(set) var bytes: [UInt8]

    init(places: Int) { bytes = [UInt8](repeating: 0, count: places / 4) }

    init(bytes: [UInt8]) { self.bytes = bytes }

    var places: Int { bytes.count * 4 }

    subscript(place: Int) -> StatusMark {
        get {
            guard 0..<places ~= place else { return .none }
            return StatusMark(rawValue: bytes[place >> 2] >> (UInt8(place & 3) * 2) & 3) ?? .none
        }
        set {
            guard 0..<places ~= place else { return }
            let shift = UInt8(place & 3) * 2
            bytes[place >> 2] = bytes[place >> 2] & ~(3 << shift) | newValue.rawValue << shift
        }
    }
}
