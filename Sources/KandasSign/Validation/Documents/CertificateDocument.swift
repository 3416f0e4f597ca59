/// A certificate as it stands in a JSON report.
public struct CertificateDocument: Encodable, Sendable {
    /// The subject, for people.
    public let subject: String
    /// The issuer, for people.
    public let issuer: String
    /// The common name.
    public let commonName: String?
    /// The individual identification number, as the certificate has it.
    public let iin: String?
    /// The business identification number, as the certificate has it.
    public let bin: String?
    /// The organisation.
    public let organization: String?
    /// In what capacity the holder acts.
    public let roles: [CertificateRole]
    /// The serial number, hexadecimal.
    public let serialNumber: String
    /// The start of the validity, RFC 3339.
    public let notBefore: String
    /// The end of the validity, RFC 3339.
    public let notAfter: String
    /// The SHA-256 of the DER encoding, hexadecimal.
    public let sha256: String?

    /// Describes a certificate.
    public init(_ certificate: Certificate) {
        let holder = certificate.holder
        subject = certificate.subject.description
        issuer = certificate.issuer.description
        commonName = holder.commonName
        iin = holder.iin
        bin = holder.bin
        organization = holder.organization
        roles = certificate.roles
        serialNumber = certificate.serialNumberText
        notBefore = certificate.notBefore.description
        notAfter = certificate.notAfter.description
        sha256 = (try? DigestAlgorithm.sha256.digest(of: certificate.der)).map(Hexadecimal.text)
    }
}
