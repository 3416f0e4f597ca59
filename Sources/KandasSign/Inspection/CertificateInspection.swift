/// All that a certificate says, in a JSON inspection.
public struct CertificateInspection: Encodable, Sendable {
    /// The subject.
    public let subject: NameDocument
    /// The issuer.
    public let issuer: NameDocument
    /// The serial number, hexadecimal.
    public let serialNumber: String
    /// The start of the validity, RFC 3339.
    public let notBefore: String
    /// The end of the validity, RFC 3339.
    public let notAfter: String
    /// Who holds it, by the national convention for subject names.
    public let holder: Holder
    /// In what capacity the holder acts.
    public let roles: [CertificateRole]
    /// The kind and size of the key, or `nil` if this library does not know it.
    public let key: String?
    /// The algorithm of the key.
    public let keyAlgorithm: NamedIdentifier?
    /// The algorithm of the issuer's signature.
    public let signatureAlgorithm: NamedIdentifier
    /// The purposes of the key, or `nil` if the certificate does not restrict them.
    public let keyUsage: [String]?
    /// The extended purposes of the key.
    public let extendedKeyUsage: [NamedIdentifier]
    /// The policies under which it was issued.
    public let policies: [NamedIdentifier]
    /// Whether its key may sign documents, by its purposes alone.
    public let signingFitness: String
    /// Whether it is a CA's certificate.
    public let isAuthority: Bool
    /// Whether it was issued by its own key.
    public let isSelfSigned: Bool
    /// The identifier of the key, hexadecimal.
    public let subjectKeyIdentifier: String?
    /// The identifier of the issuer's key, hexadecimal.
    public let authorityKeyIdentifier: String?
    /// All extensions.
    public let extensions: [ExtensionDocument]
    /// The length of the DER encoding, in bytes.
    public let byteCount: Int
    /// The SHA-256 of the DER encoding, hexadecimal.
    public let sha256: String?

    /// The fields of the subject that the national convention knows.
    public struct Holder: Encodable, Sendable {
        /// The common name.
        public let commonName: String?
        /// The surname.
        public let surname: String?
        /// The patronymic.
        public let patronymic: String?
        /// The organisation.
        public let organization: String?
        /// The individual identification number.
        public let iin: String?
        /// What is odd about the digits of ``iin``.
        public let iinFindings: [String]?
        /// The business identification number.
        public let bin: String?
        /// What is odd about the digits of ``bin``.
        public let binFindings: [String]?
    }

    /// Describes a certificate.
    public init(_ certificate: Certificate) {
        subject = NameDocument(certificate.subject)
        issuer = NameDocument(certificate.issuer)
        serialNumber = certificate.serialNumberText
        notBefore = certificate.notBefore.description
        notAfter = certificate.notAfter.description
        holder = Holder(certificate.holder)
        roles = certificate.roles
        key = (try? certificate.publicKey())?.kind.description
        keyAlgorithm = CertificateInspection.keyAlgorithm(certificate.subjectPublicKeyInfo)
        signatureAlgorithm = NamedIdentifier(certificate.signatureAlgorithm.identifier)
        keyUsage = certificate.keyUsage?.names
        extendedKeyUsage = certificate.extendedKeyUsage.map(NamedIdentifier.init)
        policies = certificate.policies.map(NamedIdentifier.init)
        signingFitness = SigningFitness(certificate).rawValue
        isAuthority = certificate.isAuthority
        isSelfSigned = certificate.isSelfSigned
        subjectKeyIdentifier = certificate.subjectKeyIdentifier.map(Hexadecimal.text)
        authorityKeyIdentifier = certificate.authorityKeyIdentifier.map(Hexadecimal.text)
        extensions = certificate.extensions.map(ExtensionDocument.init)
        byteCount = certificate.der.count
        sha256 = (try? DigestAlgorithm.sha256.digest(of: certificate.der)).map(Hexadecimal.text)
    }

    private static func keyAlgorithm(_ subjectPublicKeyInfo: [UInt8]) -> NamedIdentifier? {
        var reader = DERReader(subjectPublicKeyInfo)
        guard var info = try? reader.enter(DER.Tag.sequence, "a key"),
            let algorithm = try? AlgorithmIdentifier(reading: &info, "a key's algorithm")
        else { return nil }
        return NamedIdentifier(algorithm.identifier)
    }
}

extension CertificateInspection.Holder {
    init(_ holder: CertificateHolder) {
        commonName = holder.commonName
        surname = holder.surname
        patronymic = holder.patronymic
        organization = holder.organization
        iin = holder.iin
        bin = holder.bin
        iinFindings = holder.iin.flatMap { IndividualIdentificationNumber($0) }?.findings.map(\.rawValue)
        binFindings = holder.bin.flatMap { BusinessIdentificationNumber($0) }?.findings.map(\.rawValue)
    }
}
