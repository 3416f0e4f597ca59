/// An ASN.1 OBJECT IDENTIFIER (X.660), kept as its DER content octets.
public struct ObjectIdentifier: Hashable, Sendable {
    /// The content octets, without tag and length (X.690 section 8.19).
    public let content: [UInt8]

    /// Takes content octets.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if they are empty, end within an arc,
    ///   pad an arc, or hold an arc of more than 63 bits.
    public init(content: ArraySlice<UInt8>) throws(SigningError) {
        guard let last = content.last, last & 0x80 == 0 else {
            throw .malformed("OBJECT IDENTIFIER ends within an arc")
        }
        var octetsInArc = 0
        for octet in content {
            if octetsInArc == 0, octet == 0x80 { throw .malformed("OBJECT IDENTIFIER with a padded arc") }
            octetsInArc += 1
            guard octetsInArc <= 9 else { throw .malformed("OBJECT IDENTIFIER with an arc of more than 63 bits") }
            if octet & 0x80 == 0 { octetsInArc = 0 }
        }
        self.content = Array(content)
    }

    /// Reads dotted decimal text, `1.2.398.3.3.4.1.1`.
    ///
    /// - Returns: `nil` if `text` is not at least two decimal arcs, the first 0 to 2, the second below 40 under 0 and 1.
    public init?(dotted text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        var arcs: [UInt64] = []
        for part in parts {
            guard part.utf8.allSatisfy({ 48...57 ~= $0 }), let arc = UInt64(part), arc < 1 << 62 else { return nil }
            arcs.append(arc)
        }
        guard arcs.count >= 2, arcs[0] <= 2, arcs[0] == 2 || arcs[1] < 40 else { return nil }
        var octets: [UInt8] = []
        for arc in [arcs[0] * 40 + arcs[1]] + arcs[2...] {
            var shift = 0
            while arc >> (shift + 7) != 0 { shift += 7 }
            while shift > 0 {
                octets.append(UInt8(truncatingIfNeeded: arc >> shift) | 0x80)
                shift -= 7
            }
            octets.append(UInt8(arc & 0x7f))
        }
        content = octets
    }
}

extension ObjectIdentifier: CustomStringConvertible {
    /// Dotted decimal text.
    public var description: String {
        var arcs: [UInt64] = []
        var arc: UInt64 = 0
        for octet in content {
            arc = arc << 7 | UInt64(octet & 0x7f)
            if octet & 0x80 == 0 {
                if arcs.isEmpty {
                    let first = min(arc / 40, 2)
                    arcs = [first, arc - first * 40]
                } else {
                    arcs.append(arc)
                }
                arc = 0
            }
        }
        return arcs.map(String.init).joined(separator: ".")
    }
}

extension ObjectIdentifier: ExpressibleByStringLiteral {
    /// Takes dotted decimal text written in source code. Text that is no OBJECT IDENTIFIER is a programming error and
    /// yields the identifier `0.0`, which no reader accepts.
    public init(stringLiteral text: String) {
        self = ObjectIdentifier(dotted: text) ?? ObjectIdentifier(uncheckedContent: [0])
    }

    private init(uncheckedContent content: [UInt8]) { self.content = content }
}
