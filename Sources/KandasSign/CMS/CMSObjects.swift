/// Object identifiers of CMS and CAdES.
package enum CMSObjects {
    /// id-data (RFC 5652 section 4).
    package static let data: ObjectIdentifier = "1.2.840.113549.1.7.1"
    /// id-signedData (RFC 5652 section 5.1).
    package static let signedData: ObjectIdentifier = "1.2.840.113549.1.7.2"
    /// id-contentType (RFC 5652 section 11.1).
    package static let contentType: ObjectIdentifier = "1.2.840.113549.1.9.3"
    /// id-messageDigest (RFC 5652 section 11.2).
    package static let messageDigest: ObjectIdentifier = "1.2.840.113549.1.9.4"
    /// id-signingTime (RFC 5652 section 11.3).
    package static let signingTime: ObjectIdentifier = "1.2.840.113549.1.9.5"
    /// id-countersignature (RFC 5652 section 11.4).
    package static let countersignature: ObjectIdentifier = "1.2.840.113549.1.9.6"
    /// id-aa-signingCertificate (RFC 2634 section 5.4), over SHA-1.
    package static let signingCertificate: ObjectIdentifier = "1.2.840.113549.1.9.16.2.12"
    /// id-aa-signingCertificateV2 (RFC 5035 section 3).
    package static let signingCertificateV2: ObjectIdentifier = "1.2.840.113549.1.9.16.2.47"
    /// id-aa-signatureTimeStampToken (RFC 3161 appendix A).
    package static let signatureTimeStampToken: ObjectIdentifier = "1.2.840.113549.1.9.16.2.14"
    /// CMSAlgorithmProtection (RFC 6211).
    package static let algorithmProtection: ObjectIdentifier = "1.2.840.113549.1.9.52"
}
