/// Writes DER (X.690): each function returns one whole element.
package enum DER {
    /// The identifier octets of universal types, and the class bits of the others.
    package enum Tag {
        package static let boolean: UInt8 = 0x01
        package static let integer: UInt8 = 0x02
        package static let bitString: UInt8 = 0x03
        package static let octetString: UInt8 = 0x04
        package static let null: UInt8 = 0x05
        package static let objectIdentifier: UInt8 = 0x06
        package static let enumerated: UInt8 = 0x0a
        package static let utf8String: UInt8 = 0x0c
        package static let printableString: UInt8 = 0x13
        package static let ia5String: UInt8 = 0x16
        package static let utcTime: UInt8 = 0x17
        package static let generalizedTime: UInt8 = 0x18
        package static let sequence: UInt8 = 0x30
        package static let set: UInt8 = 0x31
        /// A context-specific constructed tag, `[number]` around something.
        package static func explicit(_ number: UInt8) -> UInt8 { 0xa0 | number }
        /// A context-specific primitive tag, `[number] IMPLICIT` of a primitive type.
        package static func implicit(_ number: UInt8) -> UInt8 { 0x80 | number }
    }

    /// An element of any tag.
    package static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        [tag] + length(content.count) + content
    }

    /// An element of any tag around other elements.
    package static func element(_ tag: UInt8, _ parts: [[UInt8]]) -> [UInt8] { element(tag, Array(parts.joined())) }

    /// The length octets for a content of `count` octets, minimal (X.690 section 10.1).
    package static func length(_ count: Int) -> [UInt8] {
        guard count >= 0x80 else { return [UInt8(count)] }
        let octets = bigEndian(UInt64(count))
        return [0x80 | UInt8(octets.count)] + octets
    }

    package static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(Tag.sequence, parts) }

    package static func sequence(of parts: [[UInt8]]) -> [UInt8] { element(Tag.sequence, parts) }

    /// A SET OF: the parts in ascending order of their octets (X.690 section 11.6).
    package static func set(of parts: [[UInt8]]) -> [UInt8] { element(Tag.set, sorted(parts)) }

    /// The parts of a SET OF in DER order.
    package static func sorted(_ parts: [[UInt8]]) -> [[UInt8]] { parts.sorted { $0.lexicographicallyPrecedes($1) } }

    package static func explicit(_ number: UInt8, _ parts: [UInt8]...) -> [UInt8] {
        element(Tag.explicit(number), parts)
    }

    package static func boolean(_ value: Bool) -> [UInt8] { [Tag.boolean, 1, value ? 0xff : 0] }

    package static func integer(_ value: Int) -> [UInt8] {
        var octets = withUnsafeBytes(of: value.bigEndian, Array.init)
        while octets.count > 1, octets[0] == 0 && octets[1] < 0x80 || octets[0] == 0xff && octets[1] >= 0x80 {
            octets.removeFirst()
        }
        return element(Tag.integer, octets)
    }

    /// An INTEGER from an unsigned big-endian number.
    package static func integer(unsigned octets: some Collection<UInt8>) -> [UInt8] {
        var value = Array(octets.drop { $0 == 0 })
        if value.first.map({ $0 >= 0x80 }) ?? true { value.insert(0, at: 0) }
        return element(Tag.integer, value)
    }

    /// A BIT STRING of whole octets.
    package static func bitString(_ octets: [UInt8]) -> [UInt8] { element(Tag.bitString, [0] + octets) }

    /// A BIT STRING of named bits, without trailing zero bits (X.690 section 11.2.2).
    package static func bitString(namedBits bits: Set<Int>) -> [UInt8] {
        guard let highest = bits.max() else { return element(Tag.bitString, [0]) }
        var octets = [UInt8](repeating: 0, count: highest / 8 + 1)
        for bit in bits { octets[bit / 8] |= 0x80 >> (bit % 8) }
        return element(Tag.bitString, [UInt8(7 - highest % 8)] + octets)
    }

    package static func octetString(_ octets: [UInt8]) -> [UInt8] { element(Tag.octetString, octets) }

    package static var null: [UInt8] { [Tag.null, 0] }

    package static func objectIdentifier(_ identifier: ObjectIdentifier) -> [UInt8] {
        element(Tag.objectIdentifier, identifier.content)
    }

    package static func utf8String(_ text: String) -> [UInt8] { element(Tag.utf8String, Array(text.utf8)) }

    package static func printableString(_ text: String) -> [UInt8] { element(Tag.printableString, Array(text.utf8)) }

    package static func ia5String(_ text: String) -> [UInt8] { element(Tag.ia5String, Array(text.utf8)) }

    /// A Time: UTCTime through 2049, GeneralizedTime after (RFC 5280 section 4.1.2.5).
    package static func time(_ time: Timestamp) -> [UInt8] {
        let parts = time.components
        let rest = [parts.month, parts.day, parts.hour, parts.minute, parts.second].map(twoDigits).joined() + "Z"
        if 1950...2049 ~= parts.year {
            return element(Tag.utcTime, Array((twoDigits(parts.year % 100) + rest).utf8))
        }
        let year = String(parts.year)
        let padded = String(repeating: "0", count: max(0, 4 - year.count)) + year
        return element(Tag.generalizedTime, Array((padded + rest).utf8))
    }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    private static func bigEndian(_ value: UInt64) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian, Array.init).drop { $0 == 0 }.map { $0 }
    }
}
