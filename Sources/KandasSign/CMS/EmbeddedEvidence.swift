/// Evidence inside CMS messages: in SignedData's `crls` (RFC 5652 section 10.2.1, RFC 5940), and in the attributes
/// certificate-values and revocation-values (EN 319 122-1 annex A.1). Nothing in it is believed yet.
enum EmbeddedEvidence {
    /// What an element of `crls` is.
    ///
    /// - Returns: Evidence with one thing in it, or none if it cannot be read or is of another kind.
    static func evidence(inRevocationInfo element: [UInt8], limits: Limits) -> Evidence {
        guard element.first == DER.Tag.explicit(1) else {
            return Evidence(revocationLists: list(element, limits))
        }
        var reader = DERReader(element[...], rules: .ber, depth: limits.nestingDepth)
        guard var fields = try? reader.enter(DER.Tag.explicit(1), "revocation information"),
            let format = try? fields.next().objectIdentifier("revocation information"),
            format == CMSObjects.ocspRevocationInfo || format == CMSObjects.basicOCSPResponse,
            let value = try? fields.next()
        else { return Evidence() }
        return Evidence(ocspResponses: response(Array(value.bytes), limits))
    }

    /// An OCSP response as an element of `crls` (RFC 5940 section 2.1).
    static func revocationInfo(_ response: OCSPResponse) -> [UInt8] {
        DER.element(
            DER.Tag.explicit(1),
            [DER.objectIdentifier(CMSObjects.ocspRevocationInfo), response.der]
        )
    }

    /// What the unsigned attributes of a signer hold.
    static func evidence(in attributes: [CMSAttribute], limits: Limits) -> Evidence {
        var evidence = Evidence()
        for attribute in attributes { evidence += self.evidence(in: attribute, limits: limits) }
        return evidence
    }

    /// What one attribute holds.
    static func evidence(in attribute: CMSAttribute, limits: Limits) -> Evidence {
        var evidence = Evidence()
        for value in attribute.values {
            switch attribute.type {
            case CMSObjects.certificateValues: evidence += (try? certificateValues(value, limits)) ?? Evidence()
            case CMSObjects.revocationValues: evidence += (try? revocationValues(value, limits)) ?? Evidence()
            default: continue
            }
        }
        return evidence
    }

    /// CertificateValues: SEQUENCE OF Certificate.
    private static func certificateValues(_ value: [UInt8], _ limits: Limits) throws(SigningError) -> Evidence {
        var reader = DERReader(value[...], rules: .ber, depth: limits.nestingDepth)
        var list = try reader.enter(DER.Tag.sequence, "certificate-values")
        let elements = try list.all(atMost: limits.embeddedCertificates, "certificates")
        return Evidence(certificates: elements.compactMap { try? Certificate(der: Array($0.bytes), limits: limits) })
    }

    /// RevocationValues: lists under [0], BasicOCSPResponses under [1].
    private static func revocationValues(_ value: [UInt8], _ limits: Limits) throws(SigningError) -> Evidence {
        var reader = DERReader(value[...], rules: .ber, depth: limits.nestingDepth)
        var fields = try reader.enter(DER.Tag.sequence, "revocation-values")
        var evidence = Evidence()
        while !fields.isAtEnd {
            let field = try fields.next()
            guard field.tag == DER.Tag.explicit(0) || field.tag == DER.Tag.explicit(1) else { continue }
            var explicit = try fields.entering(field)
            var list = try explicit.enter(DER.Tag.sequence, "revocation-values")
            for element in try list.all(atMost: limits.revocationInfos, "revocation lists and OCSP responses") {
                let bytes = Array(element.bytes)
                if field.tag == DER.Tag.explicit(0) {
                    evidence.revocationLists += self.list(bytes, limits)
                } else {
                    evidence.ocspResponses += response(bytes, limits)
                }
            }
        }
        return evidence
    }

    private static func list(_ bytes: [UInt8], _ limits: Limits) -> [CertificateRevocationList] {
        (try? CertificateRevocationList(der: bytes, limits: limits)).map { [$0] } ?? []
    }

    private static func response(_ bytes: [UInt8], _ limits: Limits) -> [OCSPResponse] {
        (try? OCSPResponse(der: bytes, limits: limits)).map { [$0] } ?? []
    }
}

extension SignedDataFacts {
    /// All evidence inside the message: beside the signers, in their attributes, and in their timestamps.
    func embeddedEvidence(limits: Limits = Limits()) -> Evidence {
        var evidence = Evidence(certificates: certificates)
        for element in revocationLists {
            evidence += EmbeddedEvidence.evidence(inRevocationInfo: element, limits: limits)
        }
        for signer in signers { evidence.formUnion(signer.embeddedEvidence(limits: limits)) }
        return evidence
    }
}

extension SignerFacts {
    fileprivate func embeddedEvidence(limits: Limits) -> Evidence {
        var evidence = EmbeddedEvidence.evidence(in: unsignedAttributes, limits: limits)
        for timestamp in timestamps {
            guard case .success(let token) = timestamp.token else { continue }
            evidence.formUnion(token.embeddedEvidence(limits: limits))
        }
        for counter in countersignatures { evidence.formUnion(counter.embeddedEvidence(limits: limits)) }
        return evidence
    }
}

extension TimestampToken {
    /// All evidence inside the token, which need not be covered by its own signature.
    func embeddedEvidence(limits: Limits = Limits()) -> Evidence {
        var evidence = Evidence(certificates: certificates)
        for element in revocationInfo {
            evidence += EmbeddedEvidence.evidence(inRevocationInfo: element, limits: limits)
        }
        evidence += EmbeddedEvidence.evidence(in: signer.unsignedAttributes, limits: limits)
        return evidence
    }
}
