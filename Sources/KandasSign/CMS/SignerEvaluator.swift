/// Does the mathematics of signers: finds the certificate, compares digests, checks signature values.
struct SignerEvaluator {
    let certificates: CertificateIndex
    /// The content's type; `nil` for a countersignature, which has none (RFC 5652 section 11.4).
    let contentType: ObjectIdentifier?
    let digests: [DigestAlgorithm: [UInt8]]
    /// The digest algorithms that the message announces; `nil` for a countersignature, which needs none.
    let announced: Set<DigestAlgorithm>?
    let contentPrefix: [UInt8]
    let limits: Limits
    /// How many signers of the message may still be looked at, countersigners included.
    let budget: SignerBudget
    /// Whether timestamps are looked at.
    let readsTimestamps: Bool
    /// The message around the signer; `nil` for a countersignature, which stands inside another signer.
    let parts: SignedDataParts?
    /// How many levels of countersignatures are read.
    var countersignatureDepth = 3

    func facts(of info: SignerInfo, timestamps: SignerTimestamps) throws(SigningError) -> SignerFacts {
        try budget.take()
        var findings: Set<CMSFinding> = []
        let digestAlgorithm = DigestAlgorithm(info.digestAlgorithm)
        let algorithm = SignatureAlgorithm(info.signatureAlgorithm, digest: digestAlgorithm)
        if digestAlgorithm == nil || algorithm == nil { findings.insert(.algorithmUnknown) }
        if let digest = algorithm?.digest, let digestAlgorithm, digest != digestAlgorithm {
            findings.insert(.algorithmsDiffer)
        }
        let named = SigningCertificateReference.all(in: info)
        let certificate = find(info.identifier, named: named, &findings)

        var contentMatches: Bool?
        var signatureIsValid: Bool?
        let key = try? certificate?.publicKey()
        let digest = digestAlgorithm.flatMap { digests[$0] }
        if let announced, let digestAlgorithm, !announced.contains(digestAlgorithm) {
            findings.insert(.digestNotAnnounced)
        }
        if let signed = info.signedAttributes {
            contentMatches = compare(signed, digest: digest, &findings)
            if !signed.isDER { findings.insert(.attributesNotDER) }
            if let key, let algorithm {
                var holds = try key.isValid(
                    signature: info.signatureValue[...],
                    over: signed.asReceived[...],
                    algorithm: algorithm
                )
                if !holds, signed.asReceived != signed.sorted {
                    holds = try key.isValid(
                        signature: info.signatureValue[...],
                        over: signed.sorted[...],
                        algorithm: algorithm
                    )
                }
                signatureIsValid = holds
            }
        } else {
            findings.insert(.noSignedAttributes)
            if let contentType, contentType != CMSObjects.data { findings.insert(.signedAttributesRequired) }
            if contentLooksLikeAttributes { findings.insert(.contentLooksLikeAttributes) }
            if let digest, let key, let algorithm, algorithm.digest != nil {
                let holds = try key.isValid(signature: info.signatureValue[...], digest: digest, algorithm: algorithm)
                signatureIsValid = holds
                contentMatches = holds
            } else if algorithm == .ed25519 {
                // Ed25519 signs the content itself, which is not kept; RFC 8419 section 3.1 expects signed attributes.
                findings.insert(.algorithmUnknown)
            }
        }
        return SignerFacts(
            identifier: info.identifier,
            certificate: certificate,
            digestAlgorithm: info.digestAlgorithm,
            signatureAlgorithm: info.signatureAlgorithm,
            algorithm: algorithm,
            signedAttributes: info.signedAttributes?.attributes,
            unsignedAttributes: info.unsignedAttributes,
            signatureValue: info.signatureValue,
            signingTime: signingTime(info, &findings),
            signingCertificate: SigningCertificateReference.state(named, certificate: certificate),
            contentMatches: contentMatches,
            signatureIsValid: signatureIsValid,
            findings: findings.sorted { $0.rawValue < $1.rawValue },
            countersignatures: try countersignatures(of: info),
            timestamps: try timestamps.facts(of: info, parts: parts, digests: digests, limits: limits)
        )
    }

    private func find(
        _ identifier: SignerIdentifier,
        named: [SigningCertificateReference]?,
        _ findings: inout Set<CMSFinding>
    ) -> Certificate? {
        let matching = certificates.named(by: identifier)
        guard matching.count > 1 else { return matching.first }
        findings.insert(.certificateAmbiguous)
        // The signer's own word, where there is one, decides between them.
        return matching.first { named?.first?.names($0) == true } ?? matching.first
    }

    /// Compares the signed attributes with the content.
    private func compare(
        _ signed: SignerInfo.SignedAttributes,
        digest: [UInt8]?,
        _ findings: inout Set<CMSFinding>
    ) -> Bool? {
        if let contentType {
            if let type = single(CMSObjects.contentType, in: signed, &findings) {
                var reader = DERReader(type)
                if let value = try? reader.next().objectIdentifier("contentType"), reader.isAtEnd {
                    if value != contentType { findings.insert(.contentTypeDiffers) }
                } else {
                    findings.insert(.attributeUnreadable)
                }
            } else if signed.all(CMSObjects.contentType).isEmpty {
                findings.insert(.contentTypeMissing)
            }
        } else if !signed.all(CMSObjects.contentType).isEmpty {
            findings.insert(.contentTypeDiffers)
        }
        guard let value = single(CMSObjects.messageDigest, in: signed, &findings) else {
            if signed.all(CMSObjects.messageDigest).isEmpty { findings.insert(.messageDigestMissing) }
            return nil
        }
        var reader = DERReader(value)
        guard let octets = try? reader.next(DER.Tag.octetString, "messageDigest").content, reader.isAtEnd else {
            findings.insert(.attributeUnreadable)
            return nil
        }
        return digest.map { $0.elementsEqual(octets) }
    }

    /// The one value of an attribute that must occur once.
    private func single(
        _ type: ObjectIdentifier,
        in signed: SignerInfo.SignedAttributes,
        _ findings: inout Set<CMSFinding>
    ) -> [UInt8]? {
        let found = signed.all(type)
        guard found.count <= 1, (found.first?.values.count ?? 1) == 1 else {
            findings.insert(.attributeRepeated)
            return nil
        }
        return found.first?.values.first
    }

    private func signingTime(_ info: SignerInfo, _ findings: inout Set<CMSFinding>) -> Timestamp? {
        guard let signed = info.signedAttributes, let value = single(CMSObjects.signingTime, in: signed, &findings)
        else {
            return nil
        }
        var reader = DERReader(value)
        guard let time = try? reader.next().time("signingTime"), reader.isAtEnd else {
            findings.insert(.attributeUnreadable)
            return nil
        }
        return time
    }

    /// Whether the content is a SET OF Attribute with a message digest, as signed attributes are.
    private var contentLooksLikeAttributes: Bool {
        var reader = DERReader(contentPrefix)
        guard reader.nextTag == DER.Tag.set, let set = try? reader.next(), reader.isAtEnd,
            var fields = try? reader.entering(set),
            let attributes = try? SignerInfo.attributes(&fields, limits: limits)
        else { return false }
        return attributes.contains { $0.type == CMSObjects.messageDigest }
    }

    private func countersignatures(of info: SignerInfo) throws(SigningError) -> [SignerFacts] {
        let values = info.unsignedAttributes.filter { $0.type == CMSObjects.countersignature }.flatMap(\.values)
        guard !values.isEmpty else { return [] }
        guard countersignatureDepth > 0, values.count <= budget.left else {
            throw .limit("too many countersignatures")
        }
        var facts: [SignerFacts] = []
        for value in values {
            var reader = DERReader(value[...], rules: .ber, depth: limits.nestingDepth)
            let counter = try SignerInfo(
                try reader.next(DER.Tag.sequence, "a countersignature"),
                parent: reader,
                limits: limits
            )
            try reader.end("a countersignature")
            var digests: [DigestAlgorithm: [UInt8]] = [:]
            if let algorithm = DigestAlgorithm(counter.digestAlgorithm) {
                digests[algorithm] = try algorithm.digest(of: info.signatureValue)
            }
            let evaluator = SignerEvaluator(
                certificates: certificates,
                contentType: nil,
                digests: digests,
                announced: nil,
                contentPrefix: info.signatureValue,
                limits: limits,
                budget: budget,
                readsTimestamps: readsTimestamps,
                parts: nil,
                countersignatureDepth: countersignatureDepth - 1
            )
            let timestamps =
                readsTimestamps
                ? try SignerTimestamps(of: counter, candidates: certificates.all, limits, budget) : SignerTimestamps()
            facts.append(try evaluator.facts(of: counter, timestamps: timestamps))
        }
        return facts
    }
}
