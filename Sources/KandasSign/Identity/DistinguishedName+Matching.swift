internal import Synchronization

// How names are compared (RFC 5280 section 7.1).
extension DistinguishedName {
    /// Whether both name the same, by RFC 5280 section 7.1: letters in either case are alike, spaces at the ends do not count,
    /// several spaces are one, and the type of a character string is of no account.
    package func matches(_ other: DistinguishedName) -> Bool { der == other.der || normalized == other.normalized }

    /// An encoding that is the same for all names that match.
    package var normalized: [UInt8] { normalForm.value { DER.sequence(of: relativeNames) } }

    /// The relative distinguished names of ``normalized``, in their order.
    package var relativeNames: [[UInt8]] {
        var reader = DERReader(der)
        guard var names = try? reader.enter(DER.Tag.sequence, "a name") else { return [] }
        var parts: [[UInt8]] = []
        while !names.isAtEnd {
            guard var relative = try? names.enter(DER.Tag.set, "a name") else { return [] }
            parts.append(DistinguishedName.normalized(&relative))
        }
        return parts
    }

    /// A relative distinguished name whose elements are those of `relative`, normalized.
    package static func normalized(_ relative: inout DERReader) -> [UInt8] {
        var pairs: [[UInt8]] = []
        while !relative.isAtEnd {
            guard var pair = try? relative.enter(DER.Tag.sequence, "a name"), let type = try? pair.next(),
                let value = try? pair.next()
            else { break }
            let text = value.text.map { DER.utf8String(folded($0)) }
            pairs.append(DER.sequence(Array(type.bytes), text ?? Array(value.bytes)))
        }
        return DER.set(of: pairs)
    }

    private static func folded(_ text: String) -> String {
        text.unicodeScalars.split { $0.properties.isWhitespace }
            .map { String(Substring.UnicodeScalarView($0)).lowercased() }
            .joined(separator: " ")
    }
}

/// The normal form of a name, made when it is first asked for and shared by all copies of the name.
final class NormalForm: Sendable {
    private let made = Mutex<[UInt8]?>(nil)

    func value(_ make: () -> [UInt8]) -> [UInt8] {
        made.withLock { made in
            if let made { return made }
            let value = make()
            made = value
            return value
        }
    }
}
