/// Names of object identifiers, as the standards and the national register write them, for people who read facts.
enum KnownNames {
    /// The name, or `nil` for an identifier that is not known.
    static func name(of identifier: ObjectIdentifier) -> String? {
        if let name = all[identifier] { return name }
        // The arcs below the information system's are systems too.
        return CertificateRole(identifier) == .informationSystem ? "kz-informationSystem" : nil
    }

    private static let all = Dictionary(
        [algorithms, attributeTypes, extensions, purposes, policies, messageParts].flatMap { $0 },
        uniquingKeysWith: { first, _ in first }
    )

    // RFC 5754, RFC 8017, RFC 5480, RFC 8410; the national arcs are those of root.gov.kz/oid.
    private static let algorithms: [(ObjectIdentifier, String)] = [
        ("1.2.840.113549.2.5", "md5"), ("1.3.14.3.2.26", "sha1"),
        ("2.16.840.1.101.3.4.2.1", "sha256"), ("2.16.840.1.101.3.4.2.2", "sha384"),
        ("2.16.840.1.101.3.4.2.3", "sha512"), ("2.16.840.1.101.3.4.2.4", "sha224"),
        ("1.2.840.113549.1.1.1", "rsaEncryption"), ("1.2.840.113549.1.1.4", "md5WithRSAEncryption"),
        ("1.2.840.113549.1.1.5", "sha1WithRSAEncryption"), ("1.2.840.113549.1.1.8", "mgf1"),
        ("1.2.840.113549.1.1.10", "rsassaPss"), ("1.2.840.113549.1.1.11", "sha256WithRSAEncryption"),
        ("1.2.840.113549.1.1.12", "sha384WithRSAEncryption"), ("1.2.840.113549.1.1.13", "sha512WithRSAEncryption"),
        ("1.2.840.113549.1.1.14", "sha224WithRSAEncryption"), ("1.2.840.10045.2.1", "ecPublicKey"),
        ("1.2.840.10045.4.1", "ecdsaWithSHA1"), ("1.2.840.10045.4.3.1", "ecdsaWithSHA224"),
        ("1.2.840.10045.4.3.2", "ecdsaWithSHA256"), ("1.2.840.10045.4.3.3", "ecdsaWithSHA384"),
        ("1.2.840.10045.4.3.4", "ecdsaWithSHA512"), ("1.3.101.112", "Ed25519"), ("1.3.101.113", "Ed448"),
        ("1.2.398.3.10.1.1.1.1", "kz-gost34310-2004"), ("1.2.398.3.10.1.1.1.2", "kz-gost34310-2004-gost34311-95"),
        ("1.2.398.3.10.1.1.2.1", "kz-gost34102015-256"), ("1.2.398.3.10.1.1.2.2", "kz-gost34102015-512"),
        ("1.2.398.3.10.1.1.2.3.1", "kz-gost34102015-256-gost34112015-256"),
        ("1.2.398.3.10.1.1.2.3.2", "kz-gost34102015-512-gost34112015-512"),
        ("1.2.398.3.10.1.3.1", "kz-gost34311-95"), ("1.2.398.3.10.1.3.2", "kz-gost34112015-256"),
        ("1.2.398.3.10.1.3.3", "kz-gost34112015-512"),
    ]

    // X.520, RFC 4519, RFC 2985.
    private static let attributeTypes: [(ObjectIdentifier, String)] = [
        (DistinguishedName.AttributeType.commonName, "commonName"),
        (DistinguishedName.AttributeType.surname, "surname"),
        (DistinguishedName.AttributeType.serialNumber, "serialNumber"),
        (DistinguishedName.AttributeType.country, "countryName"),
        (DistinguishedName.AttributeType.locality, "localityName"),
        (DistinguishedName.AttributeType.state, "stateOrProvinceName"),
        ("2.5.4.9", "streetAddress"),
        (DistinguishedName.AttributeType.organization, "organizationName"),
        (DistinguishedName.AttributeType.organizationalUnit, "organizationalUnitName"),
        ("2.5.4.12", "title"), ("2.5.4.15", "businessCategory"), ("2.5.4.17", "postalCode"),
        (DistinguishedName.AttributeType.givenName, "givenName"), ("2.5.4.97", "organizationIdentifier"),
        ("0.9.2342.19200300.100.1.1", "userId"), ("0.9.2342.19200300.100.1.25", "domainComponent"),
        (DistinguishedName.AttributeType.email, "emailAddress"),
    ]

    // RFC 5280 sections 4.2 and 5.2, RFC 6960, EN 319 412-5.
    private static let extensions: [(ObjectIdentifier, String)] = [
        (CertificateExtension.Identifier.subjectKeyIdentifier, "subjectKeyIdentifier"),
        (CertificateExtension.Identifier.keyUsage, "keyUsage"), ("2.5.29.16", "privateKeyUsagePeriod"),
        (CertificateExtension.Identifier.subjectAlternativeName, "subjectAltName"),
        ("2.5.29.18", "issuerAltName"), (CertificateExtension.Identifier.basicConstraints, "basicConstraints"),
        (CertificateExtension.Identifier.crlNumber, "cRLNumber"),
        (CertificateExtension.Identifier.reasonCode, "reasonCode"), ("2.5.29.24", "invalidityDate"),
        (CertificateExtension.Identifier.deltaCRLIndicator, "deltaCRLIndicator"),
        (CertificateExtension.Identifier.issuingDistributionPoint, "issuingDistributionPoint"),
        (CertificateExtension.Identifier.certificateIssuer, "certificateIssuer"),
        ("2.5.29.30", "nameConstraints"),
        (CertificateExtension.Identifier.crlDistributionPoints, "cRLDistributionPoints"),
        (CertificateExtension.Identifier.certificatePolicies, "certificatePolicies"),
        ("2.5.29.33", "policyMappings"),
        (CertificateExtension.Identifier.authorityKeyIdentifier, "authorityKeyIdentifier"),
        ("2.5.29.36", "policyConstraints"), (CertificateExtension.Identifier.extendedKeyUsage, "extKeyUsage"),
        ("2.5.29.46", "freshestCRL"), ("2.5.29.54", "inhibitAnyPolicy"),
        (CertificateExtension.Identifier.expiredCertificatesOnCRL, "expiredCertsOnCRL"),
        ("1.3.6.1.5.5.7.1.1", "authorityInfoAccess"), ("1.3.6.1.5.5.7.1.3", "qcStatements"),
        ("1.3.6.1.5.5.7.1.11", "subjectInfoAccess"), ("1.3.6.1.5.5.7.48.1.5", "ocspNoCheck"),
        ("1.2.398.3.3.5", "kz-keyStore"),
    ]

    // RFC 5280 section 4.2.1.12, and the national roles.
    private static let purposes: [(ObjectIdentifier, String)] = [
        ("2.5.29.37.0", "anyExtendedKeyUsage"), ("1.3.6.1.5.5.7.3.1", "serverAuth"),
        ("1.3.6.1.5.5.7.3.2", "clientAuth"), ("1.3.6.1.5.5.7.3.3", "codeSigning"),
        ("1.3.6.1.5.5.7.3.4", "emailProtection"), ("1.3.6.1.5.5.7.3.8", "timeStamping"),
        ("1.3.6.1.5.5.7.3.9", "OCSPSigning"), ("1.3.6.1.5.5.7.3.36", "documentSigning"),
        ("1.2.398.3.3.4.1.1", "kz-individual"), ("1.2.398.3.3.4.1.1.1", "kz-individualSystem"),
        ("1.2.398.3.3.4.1.2", "kz-legalEntity"), ("1.2.398.3.3.4.1.2.1", "kz-firstHead"),
        ("1.2.398.3.3.4.1.2.2", "kz-rightToSign"), ("1.2.398.3.3.4.1.2.3", "kz-rightToSignFinancial"),
        ("1.2.398.3.3.4.1.2.4", "kz-personnelOffice"), ("1.2.398.3.3.4.1.2.5", "kz-employee"),
        ("1.2.398.3.3.4.1.2.6", "kz-informationSystem"), ("1.2.398.5.19.1.2.2.1", "kz-treasuryClient"),
        ("1.2.398.3.3.4.2.1", "kz-ncaAdministrator"), ("1.2.398.3.3.4.2.2", "kz-ncaManager"),
        ("1.2.398.3.3.4.2.3", "kz-ncaOperator"), ("1.2.398.3.3.4.3.1", "kz-identifiedInPerson"),
        ("1.2.398.3.3.4.3.2", "kz-identifiedRemotely"), ("1.2.398.3.3.4.3.2.1", "kz-identifiedByDigitalID"),
    ]

    private static let policies: [(ObjectIdentifier, String)] = [
        ("2.5.29.32.0", "anyPolicy"), ("1.2.398.3.1.2", "kz-rootPolicy"), ("1.2.398.3.3.2", "kz-ncaPolicy"),
        ("1.2.398.3.3.1.1", "kz-issuingPolicy2018"), ("1.2.398.3.3.2.1", "kz-gostSigningPolicy2018"),
        ("1.2.398.3.3.2.3", "kz-rsaSigningPolicy2018"), ("1.2.398.3.3.2.4", "kz-rsaAuthenticationPolicy2018"),
        ("1.2.398.3.3.5.1.1", "kz-keyInPKCS12"),
    ]

    // RFC 5652, RFC 5035, RFC 3161, RFC 6211, EN 319 122-1.
    private static let messageParts: [(ObjectIdentifier, String)] = [
        (CMSObjects.data, "data"), (CMSObjects.signedData, "signedData"),
        ("1.2.840.113549.1.7.3", "envelopedData"), ("1.2.840.113549.1.9.16.1.4", "tSTInfo"),
        (CMSObjects.contentType, "contentType"), (CMSObjects.messageDigest, "messageDigest"),
        (CMSObjects.signingTime, "signingTime"), (CMSObjects.countersignature, "countersignature"),
        ("1.2.840.113549.1.9.15", "smimeCapabilities"), (CMSObjects.signingCertificate, "signingCertificate"),
        (CMSObjects.signingCertificateV2, "signingCertificateV2"),
        (CMSObjects.signatureTimeStampToken, "signatureTimeStampToken"),
        (CMSObjects.algorithmProtection, "cmsAlgorithmProtection"),
        ("1.2.840.113549.1.9.16.2.4", "contentHints"), ("1.2.840.113549.1.9.16.2.15", "signaturePolicyIdentifier"),
        ("1.2.840.113549.1.9.16.2.16", "commitmentTypeIndication"), ("1.2.840.113549.1.9.16.2.17", "signerLocation"),
        ("1.2.840.113549.1.9.16.2.18", "signerAttributes"), ("1.2.840.113549.1.9.16.2.20", "contentTimeStamp"),
        ("1.2.840.113549.1.9.16.2.21", "completeCertificateReferences"),
        ("1.2.840.113549.1.9.16.2.22", "completeRevocationReferences"),
        ("1.2.840.113549.1.9.16.2.23", "certificateValues"), ("1.2.840.113549.1.9.16.2.24", "revocationValues"),
        ("0.4.0.1733.2.4", "longTermValidation"), ("0.4.0.1733.2.5", "archiveTimeStampV3"),
        ("0.4.0.19122.1.1", "signerAttributesV2"), ("1.2.840.113583.1.1.8", "adobeRevocationInformation"),
    ]
}
