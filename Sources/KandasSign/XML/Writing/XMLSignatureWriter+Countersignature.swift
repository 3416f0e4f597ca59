extension XMLSignatureWriter {
    /// Signs a signature that is there, as its unsigned property (ETSI EN 319 132-1 section 5.2.7.2).
    ///
    /// What is signed is the value of the signature, so that its signer, and through it the document, are confirmed.
    ///
    /// - Parameters:
    ///   - document: The document, taken into memory.
    ///   - content: What signatures refer to outside of the document.
    ///   - number: Which signature, from 1, in the order of the document.
    ///   - signer: Who signs.
    ///   - options: What goes into the signature.
    ///   - sink: Takes the new document.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/noSuchSignature``, ``SigningError/Code/earlierSignatureBroken``,
    ///   ``SigningError/Code/unsupported`` for a signature without XAdES properties or whose value has no identifier,
    ///   ``SigningError/Code/signedByLater``; what the signer and writing throw.
    public func countersign(
        _ document: any RandomAccessBytes,
        content: XMLDetachedContent = .none,
        number: Int,
        signer: any Signer,
        options: SignatureOptions,
        to sink: any ByteSink
    ) throws(SigningError) {
        guard document.count <= limits.xmlBytes else { throw .limit("the XML document is too long") }
        var signed = try XAdESDocument(
            document.bytes(in: 0..<document.count),
            index: number - 1,
            content: content,
            limits: limits
        )
        guard let identifier = signed.structure.signatureValueIdentifier else {
            throw .unsupported("the value of signature \(number) has no identifier to refer to")
        }
        let method = CanonicalizationMethod(.exclusive)
        let builder = XMLSignatureBuilder(
            signer: signer,
            options: options,
            profile: .xades,
            signedInfoMethod: method,
            limits: limits
        )
        let reference = XMLSignatureBuilder.Reference(
            uri: "#\(identifier)",
            transforms: [method],
            type: XAdESNamespace.countersignedType,
            digest: try signed.valueDigest(builder.digestAlgorithm, by: method)
        )
        // All is canonicalised exclusively and declares its own prefixes, so it does not matter where it will stand.
        let signature = try builder.build([reference], mediaType: nil, at: XMLInsertionPoint())
        let binding = [("xmlns:xades", XMLNamespace.xades)]
        try signed.add(
            XMLMarkup.element("xades:CounterSignature", binding, String(decoding: signature, as: UTF8.self))
        )
        try sink.write(signed.bytes)
    }
}
