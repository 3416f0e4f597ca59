/// The XAdES properties of a signature (ETSI EN 319 132-1), as far as they are read.
struct XAdESProperties: Sendable {
    /// The number of the SignedProperties element.
    let signedProperties: Int?
    /// The signature that the properties say they are about.
    let target: String?
    /// The time that the signer claims.
    private(set) var signingTime: Timestamp?
    /// The digests of the signer's certificate, one for each of the properties that name it; `nil` if one cannot be read.
    private(set) var signingCertificates: [SigningCertificateReference]? = []
    /// The media types of what is signed, by the reference's identifier.
    private(set) var mediaTypes: [String: String] = [:]
    /// The unsigned properties of the signature, in their order.
    let unsigned: [XMLElement]
    /// Whether something in the properties is repeated or cannot be read.
    private(set) var isMalformed = false

    /// Signatures over this signature.
    var countersignatures: [XMLElement] {
        unsigned.filter { $0.name == "CounterSignature" }.flatMap { $0.all("Signature", XMLNamespace.signature) }
    }

    /// The certificates that are kept for later verification (EN 319 132-1 section 5.4.1); those that cannot be read are
    /// passed over.
    func certificateValues(limits: Limits) -> [Certificate] {
        unsigned.filter { $0.name == "CertificateValues" }.flatMap(\.children)
            .filter { $0.name == "EncapsulatedX509Certificate" }
            .prefix(limits.embeddedCertificates)
            .compactMap { element in element.octets.flatMap { try? Certificate(der: $0, limits: limits) } }
    }

    /// Reads the properties.
    init(_ element: XMLElement) {
        let namespace = element.namespace
        target = element[attribute: "Target"]
        let signed = element.all("SignedProperties", namespace)
        signedProperties = signed.first?.number
        let unsignedProperties = element.all("UnsignedProperties", namespace)
        let unsignedSignatureProperties = unsignedProperties.flatMap {
            $0.all("UnsignedSignatureProperties", namespace)
        }
        unsigned = unsignedSignatureProperties.flatMap(\.children)
        guard signed.count <= 1, unsignedProperties.count <= 1, unsignedSignatureProperties.count <= 1 else {
            isMalformed = true
            return
        }
        guard let properties = signed.first else { return }
        let ofSignature = properties.all("SignedSignatureProperties", namespace)
        guard ofSignature.count <= 1 else {
            isMalformed = true
            return
        }
        if let ofSignature = ofSignature.first {
            readTime(ofSignature, namespace)
            readCertificates(ofSignature, namespace)
        }
        for objects in properties.all("SignedDataObjectProperties", namespace) {
            for format in objects.all("DataObjectFormat", namespace) {
                guard let reference = format[attribute: "ObjectReference"], reference.hasPrefix("#") else { continue }
                mediaTypes[String(reference.dropFirst())] = format.first("MimeType", namespace)?.trimmed ?? ""
            }
        }
    }

    private mutating func readTime(_ properties: XMLElement, _ namespace: String) {
        let times = properties.all("SigningTime", namespace)
        guard let only = times.first else { return }
        signingTime = Timestamp(only.trimmed)
        if times.count > 1 || signingTime == nil { isMalformed = true }
    }

    /// SigningCertificateV2 (EN 319 132-1 section 5.2.2) and SigningCertificate of earlier versions; where both are there,
    /// both must hold.
    private mutating func readCertificates(_ properties: XMLElement, _ namespace: String) {
        for name in ["SigningCertificateV2", "SigningCertificate"] {
            let found = properties.all(name, namespace)
            guard let only = found.first else { continue }
            guard found.count == 1, let first = only.first("Cert", namespace),
                let reference = SigningCertificateReference(xades: first, namespace)
            else {
                signingCertificates = nil
                return
            }
            signingCertificates?.append(reference)
        }
    }
}

extension SigningCertificateReference {
    /// Reads a `Cert` of XAdES; `nil` if the digest is one that is not computed here.
    init?(xades element: XMLElement, _ namespace: String) {
        guard let digest = element.first("CertDigest", namespace),
            let method = digest.first("DigestMethod", XMLNamespace.signature)?[attribute: "Algorithm"],
            let algorithm = DigestAlgorithm(xmlURI: method),
            let value = digest.first("DigestValue", XMLNamespace.signature)?.octets,
            value.count == algorithm.byteCount
        else { return nil }
        self.init(algorithm: algorithm, digest: value)
    }
}
