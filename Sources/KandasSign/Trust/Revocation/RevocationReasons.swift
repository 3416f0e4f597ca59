/// A set of reasons for revocation, as distribution points name them (ReasonFlags, RFC 5280 section 4.2.1.13).
struct RevocationReasons: OptionSet, Hashable, Sendable {
    /// Bit n stands for the reason with number n in the standard; bit 0 is unused.
    let rawValue: UInt16

    /// Every reason that there is.
    static let all = RevocationReasons(rawValue: 0b1_1111_1110)

    /// Reads a BIT STRING with an implicit tag.
    init(_ element: DERElement, _ what: StaticString) throws(SigningError) {
        let bits = try DERElement(tag: DER.Tag.bitString, content: element.content, bytes: element.bytes)
            .namedBits(what)
        self = RevocationReasons(rawValue: bits.filter { $0 < 9 }.reduce(0) { $0 | 1 << UInt16($1) }).intersection(.all)
    }

    init(rawValue: UInt16) { self.rawValue = rawValue }
}
