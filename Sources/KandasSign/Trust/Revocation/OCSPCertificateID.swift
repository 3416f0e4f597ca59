/// How OCSP names a certificate: digests of the issuer's name and key, and the serial number (CertID, RFC 6960 section
/// 4.1.1).
public struct OCSPCertificateID: Sendable, Hashable {
    /// The algorithm of both digests, or `nil` if this library does not compute it.
    public let digest: DigestAlgorithm?
    /// The digest of the issuer's name, in DER.
    public let issuerNameHash: [UInt8]
    /// The digest of the bits of the issuer's key.
    public let issuerKeyHash: [UInt8]
    /// The content octets of the serial number: big-endian two's complement.
    public let serialNumber: [UInt8]

    /// Names a certificate.
    ///
    /// - Parameters:
    ///   - certificate: The certificate.
    ///   - issuer: Its issuer's certificate.
    ///   - digest: The algorithm of the digests.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if the issuer's key cannot be taken
    ///   apart, ``SigningError/Code/cryptoLibraryFailure`` if OpenSSL does not compute the digest.
    public init(_ certificate: Certificate, issuer: Certificate, digest: DigestAlgorithm) throws(SigningError) {
        guard let bits = issuer.keyBits else { throw .malformed("an issuer's key that is no BIT STRING") }
        self.digest = digest
        issuerNameHash = try digest.digest(of: certificate.issuer.der)
        issuerKeyHash = try digest.digest(of: bits)
        serialNumber = certificate.serialNumber
    }

    /// Reads a CertID.
    init(reading reader: inout DERReader) throws(SigningError) {
        var fields = try reader.enter(DER.Tag.sequence, "the CertID of an OCSP answer")
        let algorithm = try AlgorithmIdentifier(reading: &fields, "the CertID of an OCSP answer")
        digest = DigestAlgorithm(algorithm)
        issuerNameHash = Array(try fields.next(DER.Tag.octetString, "the CertID of an OCSP answer").content)
        issuerKeyHash = Array(try fields.next(DER.Tag.octetString, "the CertID of an OCSP answer").content)
        serialNumber = Array(try fields.next().integerOctets("the CertID of an OCSP answer"))
        try fields.end("the CertID of an OCSP answer")
    }

    /// Whether it names `certificate`, issued by the key of `issuer`.
    ///
    /// The name may be hashed as it stands in the certificate or in the issuer's own.
    func names(_ certificate: Certificate, issuer: Certificate) -> Bool {
        serialNumber == certificate.serialNumber && names(issuer: issuer, as: [certificate.issuer, issuer.subject])
    }

    /// Whether it names a certificate that the key of `issuer` issued, under one of the names given.
    func names(issuer: Certificate, as names: [DistinguishedName]) -> Bool {
        guard let digest, let bits = issuer.keyBits, (try? digest.digest(of: bits)) == issuerKeyHash else {
            return false
        }
        return names.contains { (try? digest.digest(of: $0.der)) == issuerNameHash }
    }

    /// The DER form.
    var der: [UInt8] {
        DER.sequence(
            digest?.algorithmIdentifier.withNull.der ?? DER.null,
            DER.octetString(issuerNameHash),
            DER.octetString(issuerKeyHash),
            DER.element(DER.Tag.integer, serialNumber)
        )
    }
}

extension AlgorithmIdentifier {
    /// The same with NULL for absent parameters: responders compare the CertID octet by octet with what OpenSSL writes.
    fileprivate var withNull: AlgorithmIdentifier {
        AlgorithmIdentifier(identifier, parameters: parameters ?? DER.null)
    }
}

extension Certificate {
    /// The bits of the public key without tag, length and count of unused bits, as OCSP and key identifiers hash them; `nil`
    /// if it is no BIT STRING of whole octets.
    var keyBits: ArraySlice<UInt8>? {
        var reader = DERReader(subjectPublicKeyInfo)
        guard var info = try? reader.enter(DER.Tag.sequence, "SubjectPublicKeyInfo"), (try? info.next()) != nil else {
            return nil
        }
        return try? info.next().bitStringOctets("a public key")
    }
}
