import KandasSign

/// What an OCSP request asks (RFC 6960 section 4.1).
struct TestOCSPRequest {
    static let nonceIdentifier: ObjectIdentifier = "1.3.6.1.5.5.7.48.1.2"

    let certificates: [CertificateIdentifier]
    /// The value of the nonce extension.
    let nonce: [UInt8]?

    init(der: [UInt8]) throws(SigningError) {
        var reader = DERReader(der)
        var request = try reader.enter(DER.Tag.sequence, "OCSPRequest")
        try reader.end("OCSPRequest")
        var fields = try request.enter(DER.Tag.sequence, "TBSRequest")
        _ = try fields.optional(DER.Tag.explicit(0))
        _ = try fields.optional(DER.Tag.explicit(1))
        var list = try fields.enter(DER.Tag.sequence, "requestList")
        var certificates: [CertificateIdentifier] = []
        for element in try list.all(atMost: 100, "requests") {
            var one = try list.entering(element)
            certificates.append(try CertificateIdentifier(reading: &one))
        }
        guard !certificates.isEmpty else { throw .malformed("an OCSPRequest that asks nothing") }
        self.certificates = certificates
        nonce = try TestOCSPRequest.nonce(&fields)
    }

    private static func nonce(_ fields: inout DERReader) throws(SigningError) -> [UInt8]? {
        guard let extensions = try fields.optional(DER.Tag.explicit(2)) else { return nil }
        var outer = try fields.entering(extensions)
        var list = try outer.enter(DER.Tag.sequence, "requestExtensions")
        for element in try list.all(atMost: 20, "extensions") {
            var one = try list.entering(element)
            let identifier = try one.next(DER.Tag.objectIdentifier, "extension").objectIdentifier("extension")
            _ = try one.optional(DER.Tag.boolean)
            let value = try one.next(DER.Tag.octetString, "extension").content
            if identifier == nonceIdentifier { return Array(value) }
        }
        return nil
    }

    /// CertID: a certificate named by its issuer and number.
    struct CertificateIdentifier {
        let der: [UInt8]
        let digest: DigestAlgorithm?
        let issuerNameHash: [UInt8]
        let issuerKeyHash: [UInt8]
        let serialNumber: [UInt8]

        init(reading reader: inout DERReader) throws(SigningError) {
            let element = try reader.next(DER.Tag.sequence, "CertID")
            der = Array(element.bytes)
            var fields = try reader.entering(element)
            digest = DigestAlgorithm(try AlgorithmIdentifier(reading: &fields, "hashAlgorithm"))
            issuerNameHash = Array(try fields.next(DER.Tag.octetString, "issuerNameHash").content)
            issuerKeyHash = Array(try fields.next(DER.Tag.octetString, "issuerKeyHash").content)
            serialNumber = Array(try fields.next().integerOctets("serialNumber"))
            try fields.end("CertID")
        }

        init(issuer: Certificate, serialNumber: [UInt8], digest: DigestAlgorithm) throws(SigningError) {
            self.digest = digest
            self.serialNumber = serialNumber
            issuerNameHash = try digest.digest(of: issuer.subject.der)
            issuerKeyHash = try digest.digest(of: KeyIdentifier.octets(issuer.subjectPublicKeyInfo))
            der = DER.sequence(
                digest.algorithmIdentifier.der,
                DER.octetString(issuerNameHash),
                DER.octetString(issuerKeyHash),
                DER.element(DER.Tag.integer, serialNumber)
            )
        }

        /// Whether the issuer it names is this one.
        func names(_ issuer: Certificate) throws(SigningError) -> Bool {
            guard let digest else { return false }
            let own = try CertificateIdentifier(issuer: issuer, serialNumber: serialNumber, digest: digest)
            return own.issuerNameHash == issuerNameHash && own.issuerKeyHash == issuerKeyHash
        }
    }
}
