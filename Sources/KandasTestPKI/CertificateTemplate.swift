package import KandasSign

/// All that can be said in a certificate, except the key and the issuer.
///
/// The static functions give what the national CA issues; each field may be changed, also to what no CA would issue,
/// so that a verifier can be tested with it.
package struct CertificateTemplate: Sendable {
    package var subject: TestSubject
    package var validity: ClosedRange<Timestamp>
    /// Big-endian and unsigned; `nil` for the key identifier with its highest bit cleared, as the national CA numbers.
    package var serialNumber: [UInt8]?
    /// `nil` for the default algorithm of the issuer's key.
    package var signatureAlgorithm: SignatureAlgorithm?
    package var keyUsage: KeyUsage?
    package var keyUsageIsCritical = true
    package var extendedKeyUsage: [ObjectIdentifier] = []
    package var extendedKeyUsageIsCritical = false
    package var basicConstraints: BasicConstraints?
    package var policies: [ObjectIdentifier] = []
    /// Where the CRL lies that the certificate would stand on.
    package var crlLocation: String?
    /// Where the issuer's certificate lies.
    package var issuerLocation: String?
    /// Where OCSP is answered.
    package var ocspLocation: String?
    /// The value of the private extension 1.2.398.3.3.5, the kind of key store.
    package var keyStore: ObjectIdentifier?
    package var hasSubjectKeyIdentifier = true
    package var hasAuthorityKeyIdentifier = true
    /// Further extensions, also such as nobody knows.
    package var otherExtensions: [Extension] = []

    package init(subject: TestSubject, validity: ClosedRange<Timestamp>) {
        self.subject = subject
        self.validity = validity
    }

    /// The basicConstraints extension.
    package struct BasicConstraints: Sendable {
        package var isAuthority: Bool
        package var pathLength: Int?
        package var isCritical: Bool

        package init(isAuthority: Bool, pathLength: Int? = nil, isCritical: Bool = true) {
            self.isAuthority = isAuthority
            self.pathLength = pathLength
            self.isCritical = isCritical
        }
    }

    /// Any extension.
    package struct Extension: Sendable {
        package var identifier: ObjectIdentifier
        package var isCritical: Bool
        /// The DER encoding of the value, to be put into the OCTET STRING.
        package var value: [UInt8]

        package init(_ identifier: ObjectIdentifier, isCritical: Bool = false, _ value: [UInt8]) {
            self.identifier = identifier
            self.isCritical = isCritical
            self.value = value
        }

        var der: [UInt8] {
            DER.sequence(
                DER.objectIdentifier(identifier),
                isCritical ? DER.boolean(true) : [],
                DER.octetString(value)
            )
        }
    }
}

extension CertificateTemplate {
    /// Extended key usages: those that the national CA gives, and those of its services.
    package enum Purpose {
        package static let emailProtection: ObjectIdentifier = "1.3.6.1.5.5.7.3.4"
        package static let clientAuthentication: ObjectIdentifier = "1.3.6.1.5.5.7.3.2"
        package static let individual: ObjectIdentifier = "1.2.398.3.3.4.1.1"
        package static let legalEntity: ObjectIdentifier = "1.2.398.3.3.4.1.2"
        package static let firstHead: ObjectIdentifier = "1.2.398.3.3.4.1.2.1"
        package static let rightToSign: ObjectIdentifier = "1.2.398.3.3.4.1.2.2"
        package static let employee: ObjectIdentifier = "1.2.398.3.3.4.1.2.5"
        package static let informationSystem: ObjectIdentifier = "1.2.398.3.3.4.1.2.6"
        package static let timeStamping: ObjectIdentifier = "1.3.6.1.5.5.7.3.8"
        package static let ocspSigning: ObjectIdentifier = "1.3.6.1.5.5.7.3.9"
    }

    /// The policy of current certificates, and that of the root.
    private static let leafPolicy: ObjectIdentifier = "1.2.398.3.3.2"
    private static let rootPolicy: ObjectIdentifier = "1.2.398.3.1.2"
    /// "The key is kept in PKCS#12".
    private static let fileStore: ObjectIdentifier = "1.2.398.3.3.5.1.1"

    /// The root CA's certificate.
    package static func root(_ subject: TestSubject, validity: ClosedRange<Timestamp>) -> CertificateTemplate {
        var template = CertificateTemplate(subject: subject, validity: validity)
        template.basicConstraints = BasicConstraints(isAuthority: true)
        template.keyUsage = [.keyCertSign, .crlSign]
        template.policies = [rootPolicy]
        return template
    }

    /// The issuing CA's certificate.
    package static func issuing(
        _ subject: TestSubject,
        validity: ClosedRange<Timestamp>,
        services: TestServiceAddresses = .nowhere
    ) -> CertificateTemplate {
        var template = root(subject, validity: validity)
        template.basicConstraints = BasicConstraints(isAuthority: true, pathLength: 0)
        template.policies = [leafPolicy]
        template.crlLocation = services.rootRevocationList
        template.issuerLocation = services.rootCertificate
        return template
    }

    /// A certificate for signing; `roles` are the owner's.
    package static func signing(
        _ subject: TestSubject,
        roles: [ObjectIdentifier] = [Purpose.individual],
        validity: ClosedRange<Timestamp>,
        services: TestServiceAddresses = .nowhere
    ) -> CertificateTemplate {
        var template = leaf(subject, validity: validity, services: services)
        template.keyUsage = [.digitalSignature, .nonRepudiation]
        template.extendedKeyUsage = [Purpose.emailProtection] + roles
        return template
    }

    /// A certificate for logging in.
    package static func authentication(
        _ subject: TestSubject,
        roles: [ObjectIdentifier] = [Purpose.individual],
        validity: ClosedRange<Timestamp>,
        services: TestServiceAddresses = .nowhere
    ) -> CertificateTemplate {
        var template = leaf(subject, validity: validity, services: services)
        template.keyUsage = [.digitalSignature, .keyEncipherment]
        template.extendedKeyUsage = [Purpose.clientAuthentication] + roles
        return template
    }

    /// A certificate of a timestamping authority: its one extended key usage is critical (RFC 3161 section 2.3), and it
    /// says where it answers (RFC 5280 section 4.2.2.2).
    package static func timestamping(
        _ subject: TestSubject,
        validity: ClosedRange<Timestamp>,
        services: TestServiceAddresses = .nowhere
    ) -> CertificateTemplate {
        var template = leaf(subject, validity: validity, services: services)
        template.keyStore = nil
        template.keyUsage = [.digitalSignature, .nonRepudiation]
        template.extendedKeyUsage = [Purpose.timeStamping]
        template.extendedKeyUsageIsCritical = true
        let place = DER.sequence(DER.objectIdentifier("1.3.6.1.5.5.7.48.3"), uri(services.timestamps))
        template.otherExtensions = [Extension("1.3.6.1.5.5.7.1.11", DER.sequence(place))]
        return template
    }

    /// A certificate of an OCSP responder that the CA has delegated to. Nobody asks whether it was revoked itself, as
    /// its id-pkix-ocsp-nocheck says (RFC 6960 section 4.2.2.2.1).
    package static func responder(
        _ subject: TestSubject,
        validity: ClosedRange<Timestamp>,
        services: TestServiceAddresses = .nowhere
    ) -> CertificateTemplate {
        var template = leaf(subject, validity: validity, services: services)
        template.keyStore = nil
        template.crlLocation = nil
        template.ocspLocation = nil
        template.keyUsage = [.digitalSignature]
        template.extendedKeyUsage = [Purpose.ocspSigning]
        template.otherExtensions = [Extension("1.3.6.1.5.5.7.48.1.5", DER.null)]
        return template
    }

    private static func leaf(
        _ subject: TestSubject,
        validity: ClosedRange<Timestamp>,
        services: TestServiceAddresses
    ) -> CertificateTemplate {
        var template = CertificateTemplate(subject: subject, validity: validity)
        template.policies = [leafPolicy]
        template.crlLocation = services.issuingRevocationList
        template.issuerLocation = services.issuingCertificate
        template.ocspLocation = services.ocsp
        template.keyStore = fileStore
        return template
    }
}
