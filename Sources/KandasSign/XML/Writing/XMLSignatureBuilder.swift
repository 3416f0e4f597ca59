/// Builds `ds:Signature` elements.
struct XMLSignatureBuilder {
    /// A reference of a new signature.
    struct Reference {
        var uri: String
        var transforms: [CanonicalizationMethod]
        var isEnveloped = false
        var type: String?
        var digest: [UInt8]
    }

    /// How the signer's certificate is given.
    enum KeyInfo {
        /// In X509Data.
        case x509
        /// In a reference of WS-Security to a security token.
        case securityToken
    }

    let signer: any Signer
    let options: SignatureOptions
    let profile: XMLSignatureForm.Profile
    let signedInfoMethod: CanonicalizationMethod
    var keyInfo = KeyInfo.x509
    let limits: Limits

    /// The digest that references are taken with. Ed25519 signs SignedInfo whole and goes with SHA-512.
    var digestAlgorithm: DigestAlgorithm { signer.algorithm.digest ?? .sha512 }

    /// Builds a signature.
    ///
    /// - Parameters:
    ///   - references: What is signed.
    ///   - mediaType: The media type of what the first reference is to; `nil` for another signature, which has none (ETSI
    ///     EN 319 132-1 section 6.3).
    ///   - point: Where the signature will stand.
    /// - Returns: The element.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` if the algorithm has no name in XML; what the
    ///   signer throws.
    func build(
        _ references: [Reference],
        mediaType: String?,
        at point: XMLInsertionPoint
    ) throws(SigningError) -> [UInt8] {
        guard let method = signer.algorithm.xmlURI else {
            throw .unsupported("\(signer.algorithm) has no name in XML signatures")
        }
        var references = references
        var object = ""
        let name = try identifier(references)
        if profile == .xades {
            let properties = try properties(name, mediaType: mediaType)
            object = XMLMarkup.element("ds:Object", [], qualifying(properties, of: name))
            references.append(try reference(to: properties, name, at: point))
        }
        let signedInfo = signedInfo(method, references, name)
        let bytes = try canonical(signedInfo, method: signedInfoMethod, at: point)
        let value = try signer.sign(bytes[...], with: signer.algorithm)
        let kind = try signer.certificate.publicKey().kind
        let encoded = XMLBase64.encode(try signer.algorithm.xmlValue(from: value, key: kind))
        var attributes = [("xmlns:ds", XMLNamespace.signature)]
        var valueAttributes: [(String, String)] = []
        if profile == .xades {
            attributes.append(("Id", name))
            valueAttributes = [("Id", "\(name)-value")]
        }
        let signature = XMLMarkup.element(
            "ds:Signature",
            attributes,
            signedInfo + XMLMarkup.element("ds:SignatureValue", valueAttributes, encoded) + keyInformation() + object
        )
        return Array(signature.utf8)
    }

    /// A name that no other signature has, and that is the same whenever the same is signed.
    private func identifier(_ references: [Reference]) throws(SigningError) -> String {
        var seed = signer.certificate.der + Array(options.signingTime.description.utf8)
        for reference in references { seed += reference.digest }
        return "s-" + Hexadecimal.text(try DigestAlgorithm.sha256.digest(of: seed).prefix(16))
    }

    private func signedInfo(_ method: String, _ references: [Reference], _ name: String) -> String {
        let list = references.enumerated()
            .map { index, reference in
                var attributes: [(String, String)] = []
                // In the order of canonical XML.
                if profile == .xades, index == 0 { attributes.append(("Id", "\(name)-reference")) }
                if let type = reference.type { attributes.append(("Type", type)) }
                attributes.append(("URI", reference.uri))
                return XMLMarkup.element("ds:Reference", attributes, content(reference))
            }
        return XMLMarkup.element(
            "ds:SignedInfo",
            [],
            XMLMarkup.algorithm("ds:CanonicalizationMethod", signedInfoMethod.uri)
                + XMLMarkup.algorithm("ds:SignatureMethod", method) + list.joined()
        )
    }

    private func content(_ reference: Reference) -> String {
        var transforms = reference.transforms.map { XMLMarkup.algorithm("ds:Transform", $0.uri) }
        if reference.isEnveloped {
            transforms.insert(XMLMarkup.algorithm("ds:Transform", XMLTransformChain.enveloped), at: 0)
        }
        return (transforms.isEmpty ? "" : XMLMarkup.element("ds:Transforms", [], transforms.joined()))
            + XMLMarkup.algorithm("ds:DigestMethod", digestAlgorithm.xmlURI)
            + XMLMarkup.element("ds:DigestValue", [], XMLBase64.encode(reference.digest))
    }

    private func keyInformation() -> String {
        let encoded = XMLBase64.encode(signer.certificate.der)
        switch keyInfo {
        case .x509:
            // The national form holds one certificate, which its readers take to be the signer's.
            let chain = options.includesChain && profile == .xades ? signer.chain : []
            let certificates = [encoded] + chain.map { XMLBase64.encode($0.der) }
            return XMLMarkup.element(
                "ds:KeyInfo",
                [],
                XMLMarkup.element(
                    "ds:X509Data",
                    [],
                    certificates.map { XMLMarkup.element("ds:X509Certificate", [], $0) }.joined()
                )
            )
        case .securityToken:
            return XMLMarkup.element(
                "ds:KeyInfo",
                [],
                XMLMarkup.element(
                    "wsse:SecurityTokenReference",
                    [],
                    XMLMarkup.element(
                        "wsse:KeyIdentifier",
                        [("EncodingType", WebServiceSecurity.base64), ("ValueType", WebServiceSecurity.x509)],
                        encoded
                    )
                )
            )
        }
    }

    // MARK: XAdES

    private func properties(_ name: String, mediaType: String?) throws(SigningError) -> String {
        let certificate = signer.certificate
        let digest = try DigestAlgorithm.sha256.digest(of: certificate.der)
        let issuerSerial = DER.sequence(
            DER.sequence(DER.explicit(4, certificate.issuer.der)),
            DER.element(DER.Tag.integer, certificate.serialNumber)
        )
        let cert =
            XMLMarkup.element(
                "xades:CertDigest",
                [],
                XMLMarkup.algorithm("ds:DigestMethod", DigestAlgorithm.sha256.xmlURI)
                    + XMLMarkup.element("ds:DigestValue", [], XMLBase64.encode(digest))
            ) + XMLMarkup.element("xades:IssuerSerialV2", [], XMLBase64.encode(issuerSerial))
        let ofSignature =
            XMLMarkup.element("xades:SigningTime", [], options.signingTime.description)
            + XMLMarkup.element("xades:SigningCertificateV2", [], XMLMarkup.element("xades:Cert", [], cert))
        let format = mediaType.map { mediaType in
            XMLMarkup.element(
                "xades:SignedDataObjectProperties",
                [],
                XMLMarkup.element(
                    "xades:DataObjectFormat",
                    [("ObjectReference", "#\(name)-reference")],
                    XMLMarkup.element("xades:MimeType", [], XMLMarkup.text(mediaType))
                )
            )
        }
        return XMLMarkup.element(
            "xades:SignedProperties",
            [("Id", "\(name)-properties")],
            XMLMarkup.element("xades:SignedSignatureProperties", [], ofSignature) + (format ?? "")
        )
    }

    private func qualifying(_ properties: String, of name: String) -> String {
        XMLMarkup.element(
            "xades:QualifyingProperties",
            [("xmlns:xades", XMLNamespace.xades), ("Target", "#\(name)")],
            properties
        )
    }

    private func reference(
        to properties: String,
        _ name: String,
        at point: XMLInsertionPoint
    ) throws(SigningError) -> Reference {
        let method = CanonicalizationMethod(.exclusive)
        let bytes = try canonical(qualifying(properties, of: name), apex: 3, method: method, at: point)
        return Reference(
            uri: "#\(name)-properties",
            transforms: [method],
            type: XAdESNamespace.signedPropertiesType,
            digest: try digestAlgorithm.digest(of: bytes)
        )
    }

    /// The canonical form of an element of the new signature, as it will stand in the document.
    private func canonical(
        _ element: String,
        apex: Int = 2,
        method: CanonicalizationMethod,
        at point: XMLInsertionPoint
    ) throws(SigningError) -> [UInt8] {
        // 0 is the frame, 1 the signature.
        let signature = XMLMarkup.element("ds:Signature", [("xmlns:ds", XMLNamespace.signature)], element)
        let sink = MemorySink()
        let job = CanonicalJob(
            selection: CanonicalSelection(apex: .element(apex)),
            form: .canonical(method),
            sink: sink,
            isCoverage: false
        )
        _ = try CanonicalPass([job], identifiers: [])
            .run(MemoryBytes(point.frame(around: Array(signature.utf8))).source(), limits: limits)
        return sink.bytes
    }
}
