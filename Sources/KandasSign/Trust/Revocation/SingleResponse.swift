/// What an OCSP responder says of one certificate (RFC 6960 section 4.2.1).
public struct SingleResponse: Sendable, Hashable {
    /// Of which certificate.
    public let certificate: OCSPCertificateID
    /// What is said.
    public let status: Status
    /// When that was known to be right.
    public let thisUpdate: Timestamp
    /// When there will be newer information at the latest; `nil` if there always is.
    public let nextUpdate: Timestamp?
    /// The extensions of this answer.
    public let extensions: [CertificateExtension]

    /// What is said of a certificate.
    public enum Status: Sendable, Hashable {
        /// It is not revoked.
        case good
        /// It was revoked at a time, for a reason if that is told.
        case revoked(Timestamp, RevocationReason?)
        /// The responder does not know of it.
        case unknown
    }

    /// Reads a SingleResponse.
    init(reading reader: inout DERReader) throws(SigningError) {
        var fields = try reader.enter(DER.Tag.sequence, "an answer of an OCSP response")
        certificate = try OCSPCertificateID(reading: &fields)
        status = try SingleResponse.status(&fields)
        thisUpdate = try fields.next(DER.Tag.generalizedTime, "an answer's date").time("an answer's date")
        if let field = try fields.optional(DER.Tag.explicit(0)) {
            var next = try fields.entering(field)
            nextUpdate = try next.next(DER.Tag.generalizedTime, "an answer's next date").time("an answer's next date")
            try next.end("an answer's next date")
        } else {
            nextUpdate = nil
        }
        extensions = try CertificateExtension.optional(1, in: &fields, "an answer's extensions")
        try fields.end("an answer of an OCSP response")
    }

    private static func status(_ fields: inout DERReader) throws(SigningError) -> Status {
        let choice = try fields.next()
        switch choice.tag {
        case DER.Tag.implicit(0):
            guard choice.content.isEmpty else { throw .malformed("an OCSP status of good with something in it") }
            return .good
        case DER.Tag.explicit(1):
            var revoked = try fields.entering(choice)
            let date = try revoked.next(DER.Tag.generalizedTime, "a revocation date").time("a revocation date")
            var reason: RevocationReason?
            if let field = try revoked.optional(DER.Tag.explicit(0)) {
                var inner = try revoked.entering(field)
                let code = try inner.next(DER.Tag.enumerated, "a revocation reason").content
                try inner.end("a revocation reason")
                reason = code.count == 1 ? code.first.flatMap { RevocationReason(rawValue: Int($0)) } : nil
            }
            try revoked.end("an OCSP status of revoked")
            return .revoked(date, reason)
        case DER.Tag.implicit(2):
            guard choice.content.isEmpty else { throw .malformed("an OCSP status of unknown with something in it") }
            return .unknown
        default: throw .malformed("an OCSP status of an unknown kind")
        }
    }

    /// Whether all critical extensions are understood.
    var isUnderstood: Bool {
        extensions.allSatisfy { !$0.isCritical || OCSPExtension.understood.contains($0.identifier) }
    }

    /// The date since which the responder keeps what it knows of certificates that have ended (RFC 6960 section 4.4.4), or
    /// `nil` if it does not say.
    public var archiveCutoff: Timestamp? {
        guard let value = extensions.first(where: { $0.identifier == OCSPExtension.archiveCutoff })?.value else {
            return nil
        }
        var reader = DERReader(value)
        return try? reader.next(DER.Tag.generalizedTime, "archiveCutoff").time("archiveCutoff")
    }
}
