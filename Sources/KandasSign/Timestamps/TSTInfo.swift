/// What a time-stamping authority states (TSTInfo, RFC 3161 section 2.4.2).
public struct TSTInfo: Hashable, Sendable {
    /// The policy under which the token was made.
    public let policy: ObjectIdentifier
    /// What the token is over.
    public let imprint: MessageImprint
    /// The token's number: the content octets of an INTEGER.
    public let serialNumber: [UInt8]
    /// When the token was made, to the second; a fraction is dropped.
    public let time: Timestamp
    /// What was dropped, in nanoseconds.
    public let nanoseconds: Int
    /// How far ``time`` may be from the true time; `nil` if the authority does not say it.
    public let accuracy: Accuracy?
    /// Whether two tokens of the authority can always be ordered by their times.
    public let isOrdering: Bool
    /// The number that the one who asked gave, if any: the content octets of an INTEGER.
    public let nonce: [UInt8]?
    /// Who the authority says it is, if it gives a directory name: a hint, proven only by the certificate.
    public let authority: DistinguishedName?
    /// Extensions, none of them critical.
    public let extensions: [CertificateExtension]

    /// How exact a time is (RFC 3161 section 2.4.2).
    public struct Accuracy: Hashable, Sendable {
        /// Whole seconds.
        public let seconds: Int
        /// Milliseconds besides, 0 to 999.
        public let milliseconds: Int
        /// Microseconds besides, 0 to 999.
        public let microseconds: Int
    }

    /// Decodes DER; nothing may follow it.
    ///
    /// - Parameter bytes: The content of a token.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if it is no TSTInfo in DER, and
    ///   ``SigningError/Code/unsupported`` for another version than 1 and a critical extension, of which none is known.
    public init(der bytes: [UInt8]) throws(SigningError) {
        var reader = DERReader(bytes)
        var fields = try reader.enter(DER.Tag.sequence, "a TSTInfo")
        try reader.end("a TSTInfo")
        let version = try fields.next().smallInteger("a TSTInfo's version")
        guard version == 1 else { throw .unsupported("a TSTInfo of version \(version)") }
        policy = try fields.next().objectIdentifier("a TSTInfo's policy")
        imprint = try MessageImprint(reading: &fields)
        serialNumber = Array(try fields.next().integerOctets("a token's serial number"))
        (time, nanoseconds) = try TSTInfo.time(try fields.next(DER.Tag.generalizedTime, "a token's time"))
        accuracy = try fields.optional(DER.Tag.sequence)
            .map { element throws(SigningError) in
                try Accuracy(reading: fields.entering(element))
            }
        isOrdering = try fields.optional(DER.Tag.boolean)?.boolean("a TSTInfo's ordering") ?? false
        nonce = try fields.optional(DER.Tag.integer)
            .map { element throws(SigningError) in
                Array(try element.integerOctets("a TSTInfo's nonce"))
            }
        authority = try fields.optional(DER.Tag.explicit(0))
            .flatMap { element throws(SigningError) in
                try TSTInfo.directoryName(fields.entering(element))
            }
        extensions =
            try fields.optional(DER.Tag.explicit(1))
            .map { element throws(SigningError) in
                // [1] IMPLICIT: the list without its own tag.
                var list = DERReader(DER.element(DER.Tag.sequence, Array(element.content)))
                return try CertificateExtension.readAll(&list, "a TSTInfo's extensions")
            } ?? []
        try fields.end("a TSTInfo")
        if let critical = extensions.first(where: \.isCritical) {
            throw .unsupported("a TSTInfo with the critical extension \(critical.identifier)")
        }
    }

    /// The latest that the true time can be: what existed when the token was made existed then.
    public var latestTime: Timestamp { time.adding(seconds: Int64(accuracy?.roundedUp ?? 0)) }

    /// The earliest that the true time can be: what holds the token was made after it.
    public var earliestTime: Timestamp { time.adding(seconds: -Int64(accuracy?.roundedUp ?? 0)) }

    /// GeneralizedTime in UTC, with a fraction of a second if any (RFC 3161 section 2.4.2).
    private static func time(_ element: DERElement) throws(SigningError) -> (Timestamp, nanoseconds: Int) {
        guard let dot = element.content.firstIndex(of: 0x2e) else {
            return (try element.time("a token's time"), 0)
        }
        let fraction = element.content[(dot + 1)...].dropLast()
        guard element.content.last == 0x5a, 1...9 ~= fraction.count, fraction.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            throw .malformed("a token's time has a fraction that is none")
        }
        let whole = Array(element.content[..<dot]) + [0x5a]
        let digits = Array(fraction) + Array(repeating: 0x30, count: 9 - fraction.count)
        let time = try DERElement(tag: element.tag, content: whole[...], bytes: whole[...]).time("a token's time")
        return (time, digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }

    /// The directory name of a GeneralName; `nil` for a name of another kind.
    private static func directoryName(_ reader: DERReader) throws(SigningError) -> DistinguishedName? {
        var reader = reader
        let name = try reader.next()
        try reader.end("a TSA's name")
        guard name.tag == DER.Tag.explicit(4) else { return nil }
        var inner = try reader.entering(name)
        let directoryName = try DistinguishedName(reading: &inner, "a TSA's name")
        try inner.end("a TSA's name")
        return directoryName
    }
}

extension TSTInfo.Accuracy {
    fileprivate init(reading reader: DERReader) throws(SigningError) {
        var fields = reader
        func part(_ tag: UInt8, _ range: ClosedRange<Int>) throws(SigningError) -> Int {
            guard let element = try fields.optional(tag) else { return 0 }
            let number = DERElement(tag: DER.Tag.integer, content: element.content, bytes: element.bytes)
            let value = try number.smallInteger("a token's accuracy")
            guard range ~= value else { throw .malformed("a token's accuracy is out of range") }
            return value
        }
        seconds = try part(DER.Tag.integer, 0...Int(Int32.max))
        milliseconds = try part(DER.Tag.implicit(0), 1...999)
        microseconds = try part(DER.Tag.implicit(1), 1...999)
        try fields.end("a token's accuracy")
    }

    /// In whole seconds, rounded up.
    fileprivate var roundedUp: Int { seconds + (milliseconds + microseconds > 0 ? 1 : 0) }
}
