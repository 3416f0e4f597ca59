extension XAdESProperties {
    /// The certificates and answers about revocation in the unsigned properties (ETSI EN 319 132-1 sections 5.4 and 5.5.1),
    /// and in their timestamps. What cannot be read is passed over: it proves nothing.
    ///
    /// - Parameters:
    ///   - count: How many of the properties, from the first on, are looked at; `nil` for all.
    ///   - limits: Bounds.
    /// - Returns: What could be read.
    func evidence(first count: Int? = nil, limits: Limits) -> Evidence {
        var evidence = Evidence()
        for property in unsigned.prefix(count ?? unsigned.count) {
            evidence.formUnion(XAdESProperties.evidence(in: property, limits: limits))
        }
        return evidence
    }

    private static func evidence(in element: XMLElement, limits: Limits) -> Evidence {
        var evidence = Evidence()
        switch element.name {
        case "EncapsulatedX509Certificate":
            if let certificate = element.octets.flatMap({ try? Certificate(der: $0, limits: limits) }) {
                evidence.certificates.append(certificate)
            }
        case "EncapsulatedCRLValue":
            if let list = element.octets.flatMap({ try? CertificateRevocationList(der: $0, limits: limits) }) {
                evidence.revocationLists.append(list)
            }
        case "EncapsulatedOCSPValue":
            if let response = element.octets.flatMap({ try? OCSPResponse(der: $0, limits: limits) }) {
                evidence.ocspResponses.append(response)
            }
        case "EncapsulatedTimeStamp":
            if let token = element.octets.flatMap({ try? TimestampToken($0, limits: limits) }) {
                evidence.formUnion(token.embeddedEvidence(limits: limits))
            }
        // A countersignature is judged with evidence of its own.
        case "CounterSignature": break
        default:
            for child in element.children { evidence.formUnion(XAdESProperties.evidence(in: child, limits: limits)) }
        }
        return evidence
    }
}
