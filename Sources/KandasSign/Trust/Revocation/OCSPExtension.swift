/// Extensions of OCSP messages (RFC 6960 section 4.4).
enum OCSPExtension {
    /// id-pkix-ocsp-nonce.
    static let nonce: ObjectIdentifier = "1.3.6.1.5.5.7.48.1.2"
    /// id-pkix-ocsp-crl.
    static let listReference: ObjectIdentifier = "1.3.6.1.5.5.7.48.1.3"
    /// id-pkix-ocsp-nocheck, of a responder's certificate (RFC 6960 section 4.2.2.2.1).
    static let noCheck: ObjectIdentifier = "1.3.6.1.5.5.7.48.1.5"
    /// id-pkix-ocsp-archive-cutoff.
    static let archiveCutoff: ObjectIdentifier = "1.3.6.1.5.5.7.48.1.6"
    /// id-pkix-ocsp-extended-revoke.
    static let extendedRevoke: ObjectIdentifier = "1.3.6.1.5.5.7.48.1.9"
    /// The list of signed certificate timestamps (RFC 6962 section 3.3), which says nothing about revocation.
    static let certificateTimestamps: ObjectIdentifier = "1.3.6.1.4.1.11129.2.4.5"

    /// Those that may be critical without harm, since they are read or change nothing.
    static let understood: Set<ObjectIdentifier> = [
        nonce, listReference, archiveCutoff, extendedRevoke, certificateTimestamps,
        CertificateExtension.Identifier.reasonCode,
    ]
}

extension CertificateExtension {
    /// Reads `[number] EXPLICIT Extensions OPTIONAL`.
    static func optional(
        _ number: UInt8,
        in reader: inout DERReader,
        _ what: StaticString
    ) throws(SigningError) -> [CertificateExtension] {
        guard let field = try reader.optional(DER.Tag.explicit(number)) else { return [] }
        var inner = try reader.entering(field)
        let extensions = try readAll(&inner, what)
        try inner.end(what)
        return extensions
    }
}
