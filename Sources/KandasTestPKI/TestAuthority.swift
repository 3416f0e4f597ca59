package import KandasSign

/// A certification authority for tests: it issues whatever it is told to.
package struct TestAuthority: Sendable {
    package let key: PrivateKey
    package let certificate: Certificate
    private let keyIdentifier: [UInt8]

    /// Makes a root: its certificate is issued by its own key.
    package init(selfSigned template: CertificateTemplate, key: PrivateKey) throws(SigningError) {
        keyIdentifier = try KeyIdentifier.of(key)
        self.key = key
        certificate = try Certificate(
            der: template.encode(
                for: key,
                issuer: template.subject.der,
                issuerKey: key,
                issuerKeyIdentifier: keyIdentifier
            )
        )
    }

    /// Makes an authority of a certificate that was issued, whether or not it allows that.
    package init(_ identity: TestIdentity) throws(SigningError) {
        key = identity.key
        certificate = identity.certificate
        keyIdentifier = try KeyIdentifier.of(identity.key)
    }

    /// Issues a certificate; of `key` only the public half is used.
    package func issue(_ template: CertificateTemplate, for key: PrivateKey) throws(SigningError) -> TestIdentity {
        TestIdentity(key: key, certificate: try Certificate(der: encode(template, for: key)))
    }

    /// Issues a certificate as bytes, also one that ``Certificate`` would refuse.
    package func encode(_ template: CertificateTemplate, for key: PrivateKey) throws(SigningError) -> [UInt8] {
        try template.encode(
            for: key,
            issuer: certificate.subject.der,
            issuerKey: self.key,
            issuerKeyIdentifier: keyIdentifier
        )
    }

    /// Issues a certificate revocation list (RFC 5280 section 5) as DER.
    package func crl(_ template: RevocationListTemplate) throws(SigningError) -> [UInt8] {
        try template.encode(issuer: certificate.subject.der, key: key, keyIdentifier: keyIdentifier)
    }
}
