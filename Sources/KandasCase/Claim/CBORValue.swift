/// A value of CBOR (RFC 8949), of the kinds that COSE and claims use. Floating-point numbers are none of them.
indirect enum CBORValue: Hashable, Sendable {
    /// An integer of major type 0 or 1 that 64 bits with sign hold.
    case integer(Int64)
    case bytes([UInt8])
    case text(String)
    case array([CBORValue])
    /// Pairs in the order of their encoding.
    case map([Pair])
    case tagged(UInt64, CBORValue)
    case boolean(Bool)
    case null

    /// A key with its value.
    struct Pair: Hashable, Sendable {
        let key: CBORValue
        let value: CBORValue
    }

    /// A map with integers as keys, put in order.
    static func map(_ entries: [Int64: CBORValue]) -> CBORValue {
        .map(
            entries.map { Pair(key: .integer($0.key), value: $0.value) }
                .sorted { CBORWriter.encode($0.key).lexicographicallyPrecedes(CBORWriter.encode($1.key)) }
        )
    }

    /// The value of a key in a map.
    subscript(key: Int64) -> CBORValue? {
        guard case .map(let pairs) = self else { return nil }
        return pairs.first { $0.key == .integer(key) }?.value
    }

    var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    var bytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
    var text: String? { if case .text(let value) = self { value } else { nil } }
}
