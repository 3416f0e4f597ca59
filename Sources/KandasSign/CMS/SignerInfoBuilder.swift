/// Builds SignerInfo elements (RFC 5652 section 5.3).
struct SignerInfoBuilder {
    let signer: any Signer
    let options: SignatureOptions

    /// The digest that the content is taken with. Ed25519 signs attributes whole and goes with SHA-512 (RFC 8419
    /// section 3.1).
    var digestAlgorithm: DigestAlgorithm { signer.algorithm.digest ?? .sha512 }

    /// The length of every signature value of this signer, or `nil` if it varies, as ECDSA's does.
    var signatureLength: Int? {
        switch try? signer.certificate.publicKey().kind {
        case .rsa(let bits): (bits + 7) / 8
        case .ed25519: 64
        case .national(let family): family.signatureLength
        default: nil
        }
    }

    /// Signs content with this digest. Its type is `nil` for a countersignature (RFC 5652 section 11.4).
    func build(contentType: ObjectIdentifier?, digest: [UInt8]) throws(SigningError) -> [UInt8] {
        let attributes = try attributes(contentType: contentType, digest: digest)
        let signature = try signer.sign(DER.set(of: attributes)[...], with: signer.algorithm)
        return assemble(attributes: attributes, signature: signature)
    }

    /// An element of exactly the length that ``build(contentType:digest:)`` will give, or `nil` if that varies.
    func placeholder(contentType: ObjectIdentifier?) throws(SigningError) -> [UInt8]? {
        guard let signatureLength else { return nil }
        let digest = [UInt8](repeating: 0, count: digestAlgorithm.byteCount)
        return assemble(
            attributes: try attributes(contentType: contentType, digest: digest),
            signature: [UInt8](repeating: 0, count: signatureLength)
        )
    }

    /// What is signed: the signed attributes as a SET OF in DER (RFC 5652 section 5.4).
    func bytesToSign(contentType: ObjectIdentifier?, digest: [UInt8]) throws(SigningError) -> [UInt8] {
        DER.set(of: try attributes(contentType: contentType, digest: digest))
    }

    private func attributes(contentType: ObjectIdentifier?, digest: [UInt8]) throws(SigningError) -> [[UInt8]] {
        var attributes = [CMSAttribute(type: CMSObjects.messageDigest, values: [DER.octetString(digest)])]
        if options.statesSigningTime {
            attributes.append(CMSAttribute(type: CMSObjects.signingTime, values: [DER.time(options.signingTime)]))
        }
        if let contentType {
            attributes.append(
                CMSAttribute(type: CMSObjects.contentType, values: [DER.objectIdentifier(contentType)])
            )
        }
        if options.level >= .b {
            attributes.append(
                CMSAttribute(type: CMSObjects.signingCertificateV2, values: [try signingCertificate()])
            )
        }
        return attributes.map(\.der)
    }

    /// SigningCertificateV2 with the signer's certificate alone (RFC 5035 section 3; EN 319 122-1 section 5.2.2.3). The
    /// digest is SHA-256, which DER leaves out as the default.
    private func signingCertificate() throws(SigningError) -> [UInt8] {
        let certificate = signer.certificate
        let issuerSerial = DER.sequence(
            DER.sequence(DER.explicit(4, certificate.issuer.der)),
            DER.element(DER.Tag.integer, certificate.serialNumber)
        )
        let digest = try DigestAlgorithm.sha256.digest(of: certificate.der)
        return DER.sequence(DER.sequence(DER.sequence(DER.octetString(digest), issuerSerial)))
    }

    private func assemble(attributes: [[UInt8]], signature: [UInt8]) -> [UInt8] {
        DER.sequence(
            DER.integer(1),
            DER.sequence(signer.certificate.issuer.der, DER.element(DER.Tag.integer, signer.certificate.serialNumber)),
            digestAlgorithm.algorithmIdentifier.der,
            DER.element(DER.Tag.explicit(0), DER.sorted(attributes)),
            signer.algorithm.algorithmIdentifier.der,
            DER.octetString(signature)
        )
    }
}
