/// An X.509 certificate (RFC 5280).
///
/// Two certificates are equal if their encodings are.
public final class Certificate: Sendable {
    /// The DER encoding.
    public let der: [UInt8]
    /// The signed part of ``der``.
    package let signedPart: ArraySlice<UInt8>
    /// The content octets of the serial number: big-endian two's complement.
    public let serialNumber: [UInt8]
    /// The algorithm of the issuer's signature.
    public let signatureAlgorithm: AlgorithmIdentifier
    /// The issuer's signature value.
    package let signatureValue: [UInt8]
    /// Who issued it.
    public let issuer: DistinguishedName
    /// Whom it is about.
    public let subject: DistinguishedName
    /// The start of its validity.
    public let notBefore: Timestamp
    /// The end of its validity; the last second is included.
    public let notAfter: Timestamp
    /// The public key, as a DER-encoded SubjectPublicKeyInfo.
    public let subjectPublicKeyInfo: [UInt8]
    /// All extensions.
    public let extensions: [CertificateExtension]

    /// The purposes of the key, or `nil` if the certificate does not restrict them.
    public let keyUsage: KeyUsage?
    /// The extended purposes of the key; empty if the certificate does not restrict them.
    public let extendedKeyUsage: [ObjectIdentifier]
    /// Whether it is a CA's certificate.
    public let isAuthority: Bool
    /// The identifier of the key, if it has one.
    public let subjectKeyIdentifier: [UInt8]?
    /// The identifier of the issuer's key, if it has one.
    public let authorityKeyIdentifier: [UInt8]?
    /// The policies under which it was issued.
    public let policies: [ObjectIdentifier]

    /// The key, or why it cannot be used. Decoded once.
    private let key: Result<PublicKey, SigningError>

    /// Decodes one DER certificate.
    ///
    /// The whole of `bytes` must be the certificate: trailing bytes are an error, so that one certificate has one
    /// encoding and its digest can serve as its identity.
    ///
    /// - Parameters:
    ///   - bytes: A DER-encoded `Certificate`, RFC 5280 section 4.1.
    ///   - limits: Bounds; a certificate may have ``Limits/certificateBytes``.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/limitExceeded`` if `bytes` is too long, and
    ///   ``SigningError/Code/malformedInput`` if it is not a certificate or has bytes after it. A key of an unknown kind
    ///   is no error here; ``publicKey()`` reports it.
    public convenience init(der bytes: [UInt8], limits: Limits = Limits()) throws(SigningError) {
        guard bytes.count <= limits.certificateBytes else {
            throw .limit("a certificate is longer than \(limits.certificateBytes) bytes")
        }
        try self.init(decoding: bytes)
    }

    private init(decoding bytes: [UInt8]) throws(SigningError) {
        der = bytes
        var reader = DERReader(bytes)
        var fields = try reader.enter(DER.Tag.sequence, "a certificate")
        try reader.end("a certificate")
        let signed = try fields.next(DER.Tag.sequence, "the signed part of a certificate")
        signedPart = signed.bytes
        signatureAlgorithm = try AlgorithmIdentifier(reading: &fields, "a certificate's signature algorithm")
        signatureValue = Array(try fields.next().bitStringOctets("a certificate's signature"))
        try fields.end("a certificate's signature")

        var part = try fields.entering(signed)
        var version = 1
        if let field = try part.optional(DER.Tag.explicit(0)) {
            var inner = try part.entering(field)
            version = try inner.next().smallInteger("a certificate's version") + 1
            try inner.end("a certificate's version")
        }
        guard 1...3 ~= version else { throw .malformed("a certificate of version \(version)") }
        serialNumber = Array(try part.next().integerOctets("a certificate's serial number"))
        // RFC 5280 section 4.1.1.2: both must be the same, or the signed one means nothing.
        guard try AlgorithmIdentifier(reading: &part, "a certificate's signature algorithm") == signatureAlgorithm
        else {
            throw .malformed("a certificate names two signature algorithms")
        }
        issuer = try DistinguishedName(reading: &part, "a certificate's issuer")
        var validity = try part.enter(DER.Tag.sequence, "a certificate's validity")
        notBefore = try validity.next().time("a certificate's start")
        notAfter = try validity.next().time("a certificate's end")
        try validity.end("a certificate's validity")
        subject = try DistinguishedName(reading: &part, "a certificate's subject")
        subjectPublicKeyInfo = Array(try part.next(DER.Tag.sequence, "a certificate's key").bytes)
        _ = try part.optional(DER.Tag.implicit(1))
        _ = try part.optional(DER.Tag.implicit(2))
        var extensions: [CertificateExtension] = []
        if let field = try part.optional(DER.Tag.explicit(3)) {
            guard version == 3 else { throw .malformed("extensions in a certificate of version \(version)") }
            var inner = try part.entering(field)
            extensions = try CertificateExtension.readAll(&inner, "a certificate's extensions")
            try inner.end("a certificate's extensions")
        }
        try part.end("the signed part of a certificate")
        self.extensions = extensions

        let known = try KnownExtensions(extensions)
        keyUsage = known.keyUsage
        extendedKeyUsage = known.extendedKeyUsage
        isAuthority = known.isAuthority
        subjectKeyIdentifier = known.subjectKeyIdentifier
        authorityKeyIdentifier = known.authorityKeyIdentifier
        policies = known.policies
        do throws(SigningError) {
            key = .success(try PublicKey(subjectPublicKeyInfo: subjectPublicKeyInfo))
        } catch {
            key = .failure(error)
        }
    }

    /// The certified key.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` if the key is of a kind this library does
    ///   not know, ``SigningError/Code/malformedInput`` if it is no key of its kind.
    public func publicKey() throws(SigningError) -> PublicKey { try key.get() }

    /// Whether the subject's and the issuer's names are the same. It says nothing about the signature.
    public var isSelfIssued: Bool { subject == issuer }

    /// Whether the certificate was issued by its own key.
    package var isSelfSigned: Bool { isSelfIssued && isSigned(by: self) }

    /// Whether the certificate's signature is one by `authority`'s key. Names and constraints are not looked at.
    package func isSigned(by authority: Certificate) -> Bool {
        guard let algorithm = SignatureAlgorithm(signatureAlgorithm), let key = try? authority.publicKey() else {
            return false
        }
        return (try? key.isValid(signature: signatureValue[...], over: signedPart, algorithm: algorithm)) ?? false
    }

    /// The serial number as hexadecimal digits, two a byte.
    public var serialNumberText: String { Hexadecimal.text(serialNumber) }
}

extension Certificate: Hashable {
    /// Whether both have the same encoding.
    public static func == (left: Certificate, right: Certificate) -> Bool { left === right || left.der == right.der }

    /// Hashes the signature value, which depends on all the rest.
    public func hash(into hasher: inout Hasher) { hasher.combine(signatureValue) }
}
