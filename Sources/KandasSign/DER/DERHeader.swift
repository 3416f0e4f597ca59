/// The identifier and length octets of one element (X.690 section 8.1).
package struct DERHeader: Sendable {
    /// The identifier octet.
    package let tag: UInt8
    /// The length of the content, or `nil` if it is indefinite.
    package let length: Int?
    /// How many octets the header itself has, 2 to 10.
    package let byteCount: Int

    /// The most octets that a header can have.
    package static let longest = 10

    /// Reads a header at the front of `bytes`.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if the octets end within the header, or
    ///   it is not a header under `rules`.
    package init(_ bytes: ArraySlice<UInt8>, rules: DERReader.Rules) throws(SigningError) {
        var octets = bytes.makeIterator()
        guard let tag = octets.next(), let first = octets.next() else { throw .malformed("truncated element") }
        guard tag & 0x1f != 0x1f else { throw .malformed("tag numbers above 30 are not used here") }
        guard tag != 0 else { throw .malformed("end-of-contents octets where an element is due") }
        self.tag = tag
        if first < 0x80 {
            length = Int(first)
            byteCount = 2
            return
        }
        if first == 0x80 {
            guard rules == .ber, tag & 0x20 != 0 else { throw .malformed("an indefinite length where none is allowed") }
            length = nil
            byteCount = 2
            return
        }
        let count = Int(first & 0x7f)
        guard count <= 8 else { throw .malformed("a length of more than 8 octets") }
        var value: UInt64 = 0
        for index in 0..<count {
            guard let octet = octets.next() else { throw .malformed("truncated element") }
            if rules == .der, index == 0, octet == 0 { throw .malformed("a length with leading zeros") }
            value = value << 8 | UInt64(octet)
        }
        guard value <= UInt64(Int.max / 2) else { throw .malformed("a length beyond all bounds") }
        if rules == .der, value < 0x80 { throw .malformed("a length that is longer than needed") }
        length = Int(value)
        byteCount = 2 + count
    }
}
