/// The signed statement of an OCSP responder (RFC 6960 section 4.2.1).
public struct BasicOCSPResponse: Sendable {
    /// The DER encoding.
    public let der: [UInt8]
    /// Who says it signed.
    public let responder: ResponderID
    /// When it was signed.
    public let producedAt: Timestamp
    /// What is said, a certificate each.
    public let responses: [SingleResponse]
    /// The extensions of the whole statement.
    public let extensions: [CertificateExtension]
    /// The certificates that came with it. Nothing is known about them yet.
    public let certificates: [Certificate]
    /// The algorithm of the responder's signature.
    public let signatureAlgorithm: AlgorithmIdentifier

    private let signedPart: ArraySlice<UInt8>
    private let signatureValue: [UInt8]

    /// How a responder names itself.
    public enum ResponderID: Sendable, Hashable {
        /// By the subject of its certificate.
        case name(DistinguishedName)
        /// By the SHA-1 of its public key's bits.
        case keyHash([UInt8])
    }

    /// Decodes one DER BasicOCSPResponse; nothing may follow it.
    ///
    /// - Parameters:
    ///   - bytes: The statement; at most ``Limits/ocspResponseBytes``.
    ///   - limits: Bounds on what is accepted.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` or
    ///   ``SigningError/Code/limitExceeded``.
    public init(der bytes: [UInt8], limits: Limits = Limits()) throws(SigningError) {
        guard bytes.count <= limits.ocspResponseBytes else {
            throw .limit("an OCSP response is longer than \(limits.ocspResponseBytes) bytes")
        }
        der = bytes
        var reader = DERReader(bytes)
        var fields = try reader.enter(DER.Tag.sequence, "a BasicOCSPResponse")
        try reader.end("a BasicOCSPResponse")
        let signed = try fields.next(DER.Tag.sequence, "the signed part of an OCSP response")
        signedPart = signed.bytes
        signatureAlgorithm = try AlgorithmIdentifier(reading: &fields, "an OCSP response's signature algorithm")
        signatureValue = Array(try fields.next().bitStringOctets("an OCSP response's signature"))
        var certificates: [Certificate] = []
        if let field = try fields.optional(DER.Tag.explicit(0)) {
            var explicit = try fields.entering(field)
            var list = try explicit.enter(DER.Tag.sequence, "an OCSP response's certificates")
            try explicit.end("an OCSP response's certificates")
            for element in try list.all(atMost: limits.ocspCertificates, "certificates in an OCSP response") {
                // One that cannot be read is none of the responder's: it is passed over, and the signature decides.
                if let found = try? Certificate(der: Array(element.bytes), limits: limits) {
                    certificates.append(found)
                }
            }
        }
        self.certificates = certificates
        try fields.end("a BasicOCSPResponse")

        var part = try fields.entering(signed)
        if let field = try part.optional(DER.Tag.explicit(0)) {
            var version = try part.entering(field)
            guard try version.next().smallInteger("an OCSP response's version") == 0 else {
                throw .malformed("an OCSP response of an unknown version")
            }
            try version.end("an OCSP response's version")
        }
        responder = try BasicOCSPResponse.responder(&part)
        producedAt = try part.next(DER.Tag.generalizedTime, "an OCSP response's date").time("an OCSP response's date")
        var list = try part.enter(DER.Tag.sequence, "the answers of an OCSP response")
        var responses: [SingleResponse] = []
        while !list.isAtEnd {
            guard responses.count < limits.ocspAnswers else {
                throw .limit("more than \(limits.ocspAnswers) answers in an OCSP response")
            }
            responses.append(try SingleResponse(reading: &list))
        }
        self.responses = responses
        extensions = try CertificateExtension.optional(1, in: &part, "an OCSP response's extensions")
        try part.end("the signed part of an OCSP response")
    }

    private static func responder(_ part: inout DERReader) throws(SigningError) -> ResponderID {
        let choice = try part.next()
        switch choice.tag {
        case DER.Tag.explicit(1):
            var name = try part.entering(choice)
            let read = try DistinguishedName(reading: &name, "an OCSP responder's name")
            try name.end("an OCSP responder's name")
            return .name(read)
        case DER.Tag.explicit(2):
            var hash = try part.entering(choice)
            let read = try hash.next(DER.Tag.octetString, "an OCSP responder's key hash").content
            try hash.end("an OCSP responder's key hash")
            return .keyHash(Array(read))
        default: throw .malformed("an OCSP responder that is named neither by name nor by key")
        }
    }
}

extension BasicOCSPResponse {
    /// Whether the responder named itself as the holder of `certificate`.
    func isNamed(_ certificate: Certificate) -> Bool {
        switch responder {
        case .name(let name): return name.matches(certificate.subject)
        case .keyHash(let hash):
            guard let bits = certificate.keyBits, let digest = try? DigestAlgorithm.sha1.digest(of: bits) else {
                return false
            }
            return digest == hash
        }
    }

    /// Whether the signature is one by the key of `certificate`. Whether that may answer is not looked at.
    func isSigned(by certificate: Certificate) -> Bool {
        guard let algorithm = SignatureAlgorithm(signatureAlgorithm), let key = try? certificate.publicKey() else {
            return false
        }
        return (try? key.isValid(signature: signatureValue[...], over: signedPart, algorithm: algorithm)) ?? false
    }

    /// Whether all critical extensions of the whole statement are understood.
    var isUnderstood: Bool {
        extensions.allSatisfy { !$0.isCritical || OCSPExtension.understood.contains($0.identifier) }
    }

    /// The nonce, or `nil` if there is none.
    ///
    /// Both an OCTET STRING in the extension's value (RFC 8954 section 2.1) and the bare octets that older responders send
    /// are read.
    public var nonce: [UInt8]? {
        guard let value = extensions.first(where: { $0.identifier == OCSPExtension.nonce })?.value else { return nil }
        var reader = DERReader(value)
        guard let inner = try? reader.next(DER.Tag.octetString, "a nonce"), reader.isAtEnd else { return value }
        return Array(inner.content)
    }

    /// Whether the responder speaks of certificates that were never issued as revoked (RFC 6960 section 4.4.8).
    var usesExtendedRevoked: Bool { extensions.contains { $0.identifier == OCSPExtension.extendedRevoke } }
}
