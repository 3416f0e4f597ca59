/// An answer of a time-stamping authority (TimeStampResp, RFC 3161 section 2.4.2).
public struct TimestampResponse: Sendable {
    /// What became of the request.
    public let status: PKIStatus
    /// The authority's own words, if any, made printable.
    public let text: String
    /// Why the request was refused; empty if it was not, or no known reason is given.
    public let failures: [PKIFailureInfo]
    /// The token as received; `nil` if there is none.
    public let token: [UInt8]?

    /// Decodes an answer; nothing may follow it.
    ///
    /// - Parameters:
    ///   - bytes: The answer.
    ///   - limits: Bounds; a token may have ``Limits/timestampTokenBytes``.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` or
    ///   ``SigningError/Code/limitExceeded``. A refusal is no error here.
    public init(_ bytes: [UInt8], limits: Limits = Limits()) throws(SigningError) {
        guard bytes.count <= TimestampResponse.longest(limits) else {
            throw .limit("a timestamp response is longer than \(TimestampResponse.longest(limits)) bytes")
        }
        var reader = DERReader(bytes[...], rules: .ber, depth: limits.nestingDepth)
        var fields = try reader.enter(DER.Tag.sequence, "a timestamp response")
        try reader.end("a timestamp response")
        var info = try fields.enter(DER.Tag.sequence, "a timestamp response's status")
        let number = try info.next().smallInteger("a timestamp response's status")
        guard let status = PKIStatus(rawValue: number) else {
            throw .malformed("a timestamp response of status \(number)")
        }
        self.status = status
        var texts: [String] = []
        if let list = try info.optional(DER.Tag.sequence) {
            var items = try info.entering(list)
            for item in try items.all(atMost: 10, "texts of a timestamp response") { texts.append(item.text ?? "") }
        }
        text = ZIPName.printable(texts.joined(separator: "; "))
        let bits = try info.optional(DER.Tag.bitString)?.namedBits("a timestamp response's failure") ?? []
        failures = PKIFailureInfo.allCases.filter { bits.contains($0.rawValue) }
        try info.end("a timestamp response's status")
        token = fields.isAtEnd ? nil : Array(try fields.next(DER.Tag.sequence, "a timestamp").bytes)
        try fields.end("a timestamp response")
    }

    /// The longest answer: a token and a little more.
    static func longest(_ limits: Limits) -> Int { limits.timestampTokenBytes + 65_536 }
}

/// What became of a request (PKIStatus, RFC 3161 section 2.4.2).
public enum PKIStatus: Int, Sendable, Hashable, CaseIterable {
    /// There is a token as asked for.
    case granted = 0
    /// There is a token, but not quite what was asked for.
    case grantedWithModifications = 1
    /// There is none.
    case rejection = 2
    /// There is none yet.
    case waiting = 3
    /// There is none: the authority's certificate is about to be revoked.
    case revocationWarning = 4
    /// There is none: the authority's certificate was revoked.
    case revocationNotification = 5
}

/// Why a request was refused (PKIFailureInfo, RFC 3161 section 2.4.2): the number of the bit.
public enum PKIFailureInfo: Int, Sendable, Hashable, CaseIterable {
    /// The imprint's algorithm is not known or not supported.
    case badAlgorithm = 0
    /// The request is not permitted or not supported.
    case badRequest = 2
    /// The data has the wrong format.
    case badDataFormat = 5
    /// The authority's clock does not work.
    case timeNotAvailable = 14
    /// The policy asked for is not supported.
    case unacceptedPolicy = 15
    /// The extension asked for is not supported.
    case unacceptedExtension = 16
    /// The additional information asked for is not available.
    case additionalInfoNotAvailable = 17
    /// The authority failed.
    case systemFailure = 25
}
