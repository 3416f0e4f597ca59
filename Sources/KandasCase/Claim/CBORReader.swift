import KandasSign

/// Reads CBOR, and takes nothing but its deterministic form (RFC 8949 section 4.2.1), so that a document has one encoding.
///
/// Refused are indefinite lengths, heads that are longer than they need be, keys that are out of order or stand there
/// twice, text that is not UTF-8, floating-point numbers and other simple values, and octets behind the value.
struct CBORReader {
    private let input: [UInt8]
    private var position = 0
    private let depthLimit = 8

    /// Reads one value that is all of `input`.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput``, and
    ///   ``SigningError/Code/limitExceeded`` for a value nested more than eight deep.
    static func read(_ input: [UInt8]) throws(SigningError) -> CBORValue {
        var reader = CBORReader(input: input)
        let value = try reader.value(depth: 0)
        guard reader.position == input.count else { throw .malformed("CBOR with octets behind the value") }
        return value
    }

    private init(input: [UInt8]) { self.input = input }

    private mutating func value(depth: Int) throws(SigningError) -> CBORValue {
        guard depth < depthLimit else { throw .limit("CBOR is nested too deeply") }
        let (major, argument) = try head()
        switch major {
        case 0: return .integer(try number(argument))
        case 1: return .integer(-1 - (try number(argument)))
        case 2: return .bytes(try take(argument))
        case 3:
            guard let text = String(validating: try take(argument), as: UTF8.self) else {
                throw .malformed("CBOR text that is not UTF-8")
            }
            return .text(text)
        case 4:
            var items: [CBORValue] = []
            for _ in 0..<(try count(argument, each: 1)) { items.append(try value(depth: depth + 1)) }
            return .array(items)
        case 5: return .map(try pairs(argument, depth: depth))
        case 6: return .tagged(argument, try value(depth: depth + 1))
        default: return try simple(argument)
        }
    }

    private mutating func pairs(_ argument: UInt64, depth: Int) throws(SigningError) -> [CBORValue.Pair] {
        var pairs: [CBORValue.Pair] = []
        var last: ArraySlice<UInt8> = []
        for _ in 0..<(try count(argument, each: 2)) {
            let start = position
            let key = try value(depth: depth + 1)
            let encoding = input[start..<position]
            guard pairs.isEmpty || last.lexicographicallyPrecedes(encoding) else {
                throw .malformed("CBOR keys that are out of order or repeated")
            }
            last = encoding
            pairs.append(CBORValue.Pair(key: key, value: try value(depth: depth + 1)))
        }
        return pairs
    }

    private func simple(_ argument: UInt64) throws(SigningError) -> CBORValue {
        // The argument alone does not tell a simple value in a second octet, or a float, from these.
        switch input[position - 1] {
        case 0xf4: return .boolean(false)
        case 0xf5: return .boolean(true)
        case 0xf6: return .null
        default: throw .malformed("a CBOR value that has no place here")
        }
    }

    /// A head's major type and argument.
    private mutating func head() throws(SigningError) -> (major: UInt8, argument: UInt64) {
        guard position < input.count else { throw .malformed("CBOR breaks off") }
        let octet = input[position]
        position += 1
        let (major, low) = (octet >> 5, octet & 31)
        guard low >= 24 else { return (major, UInt64(low)) }
        guard low <= 27, major != 7 else {
            throw .malformed("CBOR of indefinite length, or with a value that has no place here")
        }
        let octets = 1 << Int(low - 24)
        let argument = try take(UInt64(octets)).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let least: UInt64 = octets == 1 ? 24 : 1 << UInt64(4 * octets)
        guard argument >= least else { throw .malformed("a CBOR number longer than it needs be") }
        return (major, argument)
    }

    private func number(_ argument: UInt64) throws(SigningError) -> Int64 {
        guard let number = Int64(exactly: argument) else { throw .malformed("a CBOR number out of all bounds") }
        return number
    }

    /// A number of items, of which each takes at least so many octets.
    private func count(_ argument: UInt64, each: Int) throws(SigningError) -> Int {
        guard argument <= UInt64((input.count - position) / each) else { throw .malformed("CBOR breaks off") }
        return Int(argument)
    }

    private mutating func take(_ count: UInt64) throws(SigningError) -> [UInt8] {
        guard count <= UInt64(input.count - position) else { throw .malformed("CBOR breaks off") }
        defer { position += Int(count) }
        return Array(input[position..<position + Int(count)])
    }
}
