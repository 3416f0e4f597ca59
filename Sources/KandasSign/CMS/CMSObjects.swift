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
    /// id-aa-ets-contentTimestamp (EN 319 122-1 section 5.2.8).
    package static let contentTimeStamp: ObjectIdentifier = "1.2.840.113549.1.9.16.2.20"
    /// id-aa-ets-archiveTimestampV2 (EN 319 122-1 annex A.2.4): read no further than that it is there.
    package static let archiveTimeStampV2: ObjectIdentifier = "1.2.840.113549.1.9.16.2.48"
    /// id-aa-ets-archiveTimestampV3 (EN 319 122-1 section 5.5.3).
    package static let archiveTimeStampV3: ObjectIdentifier = "0.4.0.1733.2.4"
    /// The first form of the hash index (TS 101 733): whole attributes are digested.
    package static let hashIndex: ObjectIdentifier = "0.4.0.1733.2.5"
    /// ats-hash-index-v3 (EN 319 122-1 section 5.5.2).
    package static let hashIndexV3: ObjectIdentifier = "0.4.0.19122.1.5"
    /// id-aa-ets-certValues (EN 319 122-1 annex A.1.1.2).
    package static let certificateValues: ObjectIdentifier = "1.2.840.113549.1.9.16.2.23"
    /// id-aa-ets-revocationValues (EN 319 122-1 annex A.1.2.2).
    package static let revocationValues: ObjectIdentifier = "1.2.840.113549.1.9.16.2.24"
    /// id-ri-ocsp-response (RFC 5940 section 2.1): an OCSPResponse among SignedData's `crls`.
    package static let ocspRevocationInfo: ObjectIdentifier = "1.3.6.1.5.5.7.16.2"
    /// id-pkix-ocsp-basic, by which others mark a bare BasicOCSPResponse among SignedData's `crls`.
    package static let basicOCSPResponse: ObjectIdentifier = "1.3.6.1.5.5.7.48.1.1"
}
