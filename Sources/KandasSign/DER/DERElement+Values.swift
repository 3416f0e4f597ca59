// Decoding of simple values.
extension DERElement {
    /// An INTEGER's content octets: big-endian two's complement, minimal.
    package func integerOctets(_ what: StaticString) throws(SigningError) -> ArraySlice<UInt8> {
        guard tag == DER.Tag.integer, let first = content.first else { throw .malformed("\(what) is not an INTEGER") }
        if content.count > 1 {
            let second = content[content.startIndex + 1]
            guard !(first == 0 && second < 0x80), !(first == 0xff && second >= 0x80) else {
                throw .malformed("\(what) is a padded INTEGER")
            }
        }
        return content
    }

    /// An INTEGER that must lie between 0 and 2^31 - 1.
    package func smallInteger(_ what: StaticString) throws(SigningError) -> Int {
        let octets = try integerOctets(what)
        guard octets.count <= 4, let first = octets.first, first < 0x80 else {
            throw .malformed("\(what) is out of range")
        }
        return octets.reduce(0) { $0 << 8 | Int($1) }
    }

    /// A BOOLEAN in its DER form.
    package func boolean(_ what: StaticString) throws(SigningError) -> Bool {
        guard tag == DER.Tag.boolean, content.count == 1, let value = content.first, value == 0 || value == 0xff else {
            throw .malformed("\(what) is not a BOOLEAN")
        }
        return value != 0
    }

    /// An OBJECT IDENTIFIER.
    package func objectIdentifier(_ what: StaticString) throws(SigningError) -> ObjectIdentifier {
        guard tag == DER.Tag.objectIdentifier else { throw .malformed("\(what) is not an OBJECT IDENTIFIER") }
        return try ObjectIdentifier(content: content)
    }

    /// The octets of a BIT STRING of whole octets.
    package func bitStringOctets(_ what: StaticString) throws(SigningError) -> ArraySlice<UInt8> {
        guard tag == DER.Tag.bitString, content.first == 0 else {
            throw .malformed("\(what) is not a BIT STRING of whole octets")
        }
        return content.dropFirst()
    }

    /// The numbers of the bits that are set in a BIT STRING of named bits.
    package func namedBits(_ what: StaticString) throws(SigningError) -> Set<Int> {
        guard tag == DER.Tag.bitString, let unused = content.first, unused <= 7, unused == 0 || content.count > 1,
            content.count <= 9
        else { throw .malformed("\(what) is not a BIT STRING of named bits") }
        var bits: Set<Int> = []
        for (index, octet) in content.dropFirst().enumerated() {
            for bit in 0..<8 where octet & (0x80 >> bit) != 0 { bits.insert(index * 8 + bit) }
        }
        return bits
    }

    /// An OCTET STRING's octets; under BER, the joined octets of its segments.
    package func octets(_ what: StaticString, reader: DERReader) throws(SigningError) -> [UInt8] {
        if tag == DER.Tag.octetString { return Array(content) }
        guard tag == DER.Tag.octetString | 0x20 else { throw .malformed("\(what) is not an OCTET STRING") }
        var segments = try reader.entering(self)
        var joined: [UInt8] = []
        while !segments.isAtEnd { joined += try segments.next().octets(what, reader: segments) }
        return joined
    }

    /// A Time: UTCTime or GeneralizedTime in the form of RFC 5280 section 4.1.2.5, to the second and in UTC.
    package func time(_ what: StaticString) throws(SigningError) -> Timestamp {
        let digits = content.dropLast()
        guard content.last == 0x5a, digits.allSatisfy({ 48...57 ~= $0 }) else {
            throw .malformed("\(what) is not a time in UTC, to the second")
        }
        var rest = digits
        func take(_ count: Int) -> Int {
            let taken = rest.prefix(count).reduce(0) { $0 * 10 + Int($1 - 48) }
            rest = rest.dropFirst(count)
            return taken
        }
        let year: Int
        switch (tag, digits.count) {
        case (DER.Tag.utcTime, 12):
            let short = take(2)
            year = short < 50 ? 2000 + short : 1900 + short
        case (DER.Tag.generalizedTime, 14): year = take(4)
        default: throw .malformed("\(what) is not a time in UTC, to the second")
        }
        let parts = Timestamp.Components(
            year: year,
            month: take(2),
            day: take(2),
            hour: take(2),
            minute: take(2),
            second: take(2)
        )
        guard let time = Timestamp(parts) else { throw .malformed("\(what) is no date") }
        return time
    }

    /// The text of a character string of a directory name, or `nil` if it is of another type or not well-formed.
    package var text: String? {
        switch tag {
        case DER.Tag.utf8String: String(validating: content, as: UTF8.self)
        case DER.Tag.printableString, DER.Tag.ia5String, 0x12, 0x1a:
            content.allSatisfy { $0 < 0x80 } ? String(decoding: content, as: UTF8.self) : nil
        case 0x14: String(String.UnicodeScalarView(content.map { Unicode.Scalar($0) }))
        case 0x1e:
            content.count % 2 == 0
                ? String(
                    validating: stride(from: content.startIndex, to: content.endIndex, by: 2)
                        .map {
                            UInt16(content[$0]) << 8 | UInt16(content[$0 + 1])
                        },
                    as: UTF16.self
                ) : nil
        default: nil
        }
    }
}
