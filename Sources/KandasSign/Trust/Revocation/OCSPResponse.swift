/// An answer of an OCSP responder (RFC 6960 section 4.2): its status, and, if it was successful, the signed statement.
///
/// It is a reading, not a judgement: nothing in it is believed before ``RevocationChecker`` has found the signer and its
/// authority to speak. Two responses are equal if their encodings are.
public struct OCSPResponse: Sendable {
    /// The DER encoding of the OCSPResponse; made here if a bare BasicOCSPResponse was read.
    public let der: [UInt8]
    /// Whether the responder answered at all.
    public let status: Status
    /// The signed statement; `nil` if ``status`` is not ``Status/successful``.
    public let basic: BasicOCSPResponse?

    /// Whether a responder answered, and why not (RFC 6960 section 4.2.1).
    public enum Status: Int, Sendable, Hashable, CaseIterable {
        /// There is a signed statement.
        case successful = 0
        /// The responder did not understand the request.
        case malformedRequest = 1
        /// The responder is out of order.
        case internalError = 2
        /// The responder cannot answer now.
        case tryLater = 3
        /// The responder wants signed requests.
        case sigRequired = 5
        /// The responder does not answer this client, or knows nothing of the certificate (RFC 5019 section 2.2.3).
        case unauthorized = 6
    }

    /// Decodes one DER OCSPResponse, or a bare BasicOCSPResponse, as RFC 5940 and CAdES keep it; nothing may follow it.
    ///
    /// - Parameters:
    ///   - bytes: The response; at most ``Limits/ocspResponseBytes``.
    ///   - limits: Bounds on what is accepted.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput``, ``SigningError/Code/limitExceeded``, or
    ///   ``SigningError/Code/unsupported`` if the statement is not a BasicOCSPResponse.
    public init(der bytes: [UInt8], limits: Limits = Limits()) throws(SigningError) {
        guard bytes.count <= limits.ocspResponseBytes else {
            throw .limit("an OCSP response is longer than \(limits.ocspResponseBytes) bytes")
        }
        var reader = DERReader(bytes)
        var fields = try reader.enter(DER.Tag.sequence, "an OCSP response")
        try reader.end("an OCSP response")
        guard fields.nextTag == DER.Tag.enumerated else {
            basic = try BasicOCSPResponse(der: bytes, limits: limits)
            status = .successful
            der = OCSPResponse.wrapping(bytes)
            return
        }
        der = bytes
        let code = try fields.next(DER.Tag.enumerated, "an OCSP response's status").content
        guard code.count == 1, let octet = code.first, let status = Status(rawValue: Int(octet)) else {
            throw .malformed("an OCSP response of an unknown status")
        }
        self.status = status
        guard status == .successful else {
            // RFC 6960 section 4.2.1: nothing follows an error.
            try fields.end("an OCSP response without answer")
            basic = nil
            return
        }
        var explicit = try fields.enter(DER.Tag.explicit(0), "an OCSP response's statement")
        try fields.end("an OCSP response's statement")
        var statement = try explicit.enter(DER.Tag.sequence, "an OCSP response's statement")
        try explicit.end("an OCSP response's statement")
        guard try statement.next().objectIdentifier("an OCSP response's type") == OCSPResponse.basicType else {
            throw .unsupported("an OCSP response that is not a BasicOCSPResponse")
        }
        let content = try statement.next(DER.Tag.octetString, "an OCSP response's statement").content
        try statement.end("an OCSP response's statement")
        basic = try BasicOCSPResponse(der: Array(content), limits: limits)
    }

    /// id-pkix-ocsp-basic.
    private static let basicType: ObjectIdentifier = "1.3.6.1.5.5.7.48.1.1"

    /// The successful OCSPResponse around a BasicOCSPResponse.
    private static func wrapping(_ basic: [UInt8]) -> [UInt8] {
        DER.sequence(
            DER.element(DER.Tag.enumerated, [0]),
            DER.explicit(0, DER.sequence(DER.objectIdentifier(basicType), DER.octetString(basic)))
        )
    }
}

extension OCSPResponse: Hashable {
    /// Whether both have the same encoding.
    public static func == (left: OCSPResponse, right: OCSPResponse) -> Bool { left.der == right.der }

    /// Hashes the encoding.
    public func hash(into hasher: inout Hasher) { hasher.combine(der) }
}
