extension XMLSignatureEvaluator {
    /// The facts about a signature, once the octets have been made.
    func facts(of planned: PlannedXMLSignature) throws(SigningError) -> XMLSignatureFacts {
        var findings = planned.findings
        guard let structure = planned.structure else {
            return XMLSignatureFacts(
                path: planned.path,
                identifier: nil,
                signatureMethod: "",
                algorithm: nil,
                references: [],
                certificate: nil,
                certificates: [],
                signatureValue: [],
                signingTime: nil,
                signingCertificate: .absent,
                timestamps: [],
                evidence: Evidence(),
                signatureIsValid: nil,
                findings: findings,
                countersignatures: []
            )
        }
        var references: [XMLReferenceFacts] = []
        var targets: Set<Int> = []
        for reference in planned.references {
            // What an uncovered list says, nobody has signed.
            if let manifest = reference.manifest, !targets.contains(manifest) { continue }
            let facts = self.facts(of: reference, structure, planned.properties, &findings)
            if facts.matches == true, let job = reference.job, let target = plan.outcome(job).target {
                targets.insert(target.number)
                // A list is covered with the object that it stands in.
                for manifest in structure.manifests where target.number...target.last ~= manifest.number {
                    targets.insert(manifest.number)
                }
            }
            references.append(facts)
        }
        checkProperties(planned, structure, targets, &findings)

        let algorithm = SignatureAlgorithm(xmlURI: structure.signatureMethod)
        if algorithm == nil { findings.append(.ofUnknown(algorithm: structure.signatureMethod)) }
        let keyInfo = XMLKeyInfo(structure.keyInfo, tokens: tokens, limits: limits)
        findings += keyInfo.findings
        let others = candidates + (planned.properties?.certificateValues(limits: limits) ?? [])
        let signer = try XMLSignerSearch(keyInfo: keyInfo, candidates: others, properties: planned.properties)
            .find(
                structure.signatureValue,
                over: planned.signedInfo.map(plan.bytes),
                algorithm: algorithm,
                &findings
            )
        var countersignatures: [XMLSignatureFacts] = []
        for counter in planned.countersignatures {
            countersignatures.append(try countersignature(counter, of: structure))
        }
        return XMLSignatureFacts(
            path: planned.path,
            identifier: structure.identifier,
            signatureMethod: structure.signatureMethod,
            algorithm: algorithm,
            references: references,
            certificate: signer.certificate,
            certificates: keyInfo.certificates + (planned.properties?.certificateValues(limits: limits) ?? []),
            signatureValue: structure.signatureValue,
            signingTime: planned.properties?.signingTime,
            signingCertificate: SigningCertificateReference.state(
                planned.properties.map(\.signingCertificates) ?? [],
                certificate: signer.certificate
            ),
            timestamps: try timestamps(planned, structure, keyInfo.certificates),
            evidence: planned.properties?.evidence(limits: limits) ?? Evidence(),
            signatureIsValid: signer.isValid,
            findings: findings,
            countersignatures: countersignatures
        )
    }

    func checkProperties(
        _ planned: PlannedXMLSignature,
        _ structure: XMLSignatureStructure,
        _ targets: Set<Int>,
        _ findings: inout [XMLSignatureFinding]
    ) {
        guard let properties = planned.properties else { return }
        if properties.isMalformed { findings.append(XMLSignatureFinding(.propertiesMalformed)) }
        // Some writers leave out the number sign.
        if let target = properties.target, target != structure.identifier,
            target != structure.identifier.map({ "#\($0)" })
        {
            findings.append(XMLSignatureFinding(.propertiesOfAnother))
        }
        let isSigned = properties.signedProperties.map { number in
            targets.contains(number)
                || planned.references.contains { reference in
                    guard let job = reference.job, let target = plan.outcome(job).target else { return false }
                    return target.number...target.last ~= number && targets.contains(target.number)
                        && structure.number < target.number
                }
        }
        if isSigned == false { findings.append(XMLSignatureFinding(.propertiesNotSigned)) }
    }

    /// The facts about a countersignature, one of whose references must be to the value of the signature that it is kept in
    /// (ETSI EN 319 132-1 section 5.2.7).
    private func countersignature(
        _ planned: PlannedXMLSignature,
        of signature: XMLSignatureStructure
    ) throws(SigningError) -> XMLSignatureFacts {
        let isOver = planned.references.contains { reference in
            guard let job = reference.job else { return false }
            return plan.outcome(job).target?.number == signature.signatureValueNumber
        }
        var planned = planned
        if planned.structure != nil, !isOver {
            planned.findings.append(XMLSignatureFinding(.countersignatureElsewhere))
        }
        return try facts(of: planned)
    }
}
