extension XMLSignatureEvaluator {
    /// The facts about a reference.
    func facts(
        of planned: PlannedXMLReference,
        _ signature: XMLSignatureStructure,
        _ properties: XAdESProperties?,
        _ findings: inout [XMLSignatureFinding]
    ) -> XMLReferenceFacts {
        if let finding = planned.finding { findings.append(finding) }
        var coverage: XMLReferenceFacts.Coverage?
        var matches: Bool?
        var isAuxiliary = planned.reference.type.map(XAdESNamespace.isSignedPropertiesType) ?? false
        var selection: CanonicalSelection?
        let expected = planned.reference.digestValue
        if let job = planned.job, let chain = planned.chain, let algorithm = planned.algorithm {
            let outcome = plan.outcome(job)
            let uri = planned.reference.uri ?? ""
            let failure = failure(outcome, chain, signature, uri)
            if let failure { findings.append(failure) }
            if let target = outcome.target, failure == nil {
                matches = plan.digest(job, algorithm) == expected
                if case .selection(let made) = chain.source { selection = made }
                if matches == false, let earlier = planned.earlierJob, plan.digest(earlier, algorithm) == expected {
                    matches = true
                    selection = plan.selection(earlier)
                    findings.append(XMLSignatureFinding(.signedBeforeOthers))
                }
                if case .selection(let made) = chain.source, made.apex == .document || target.number == 0 {
                    coverage = .document(target.path)
                } else {
                    coverage = .element(target.path)
                }
                isAuxiliary =
                    isAuxiliary
                    || signature.number < target.number && target.last <= signature.last
                        && isMachinery(target, signature, properties)
            }
        } else if let chain = planned.chain, case .external(let uri) = chain.source, let algorithm = planned.algorithm {
            switch externals.digest(of: uri, chain.form, algorithm) {
            case .some(.some(let digest)):
                coverage = .external(uri)
                matches = digest == expected
            case .some(.none): findings.append(XMLSignatureFinding(.referenceUnreadable, uri))
            case .none: findings.append(XMLSignatureFinding(.externalReference, uri))
            }
        }
        return XMLReferenceFacts(
            uri: planned.reference.uri,
            type: planned.reference.type,
            identifier: planned.reference.identifier,
            digestAlgorithm: planned.algorithm,
            coverage: coverage,
            isAuxiliary: isAuxiliary,
            matches: matches,
            selection: selection,
            form: selection == nil ? nil : planned.chain?.form
        )
    }

    /// Why the octets of a reference are not those that it means.
    private func failure(
        _ outcome: CanonicalOutcome,
        _ chain: XMLTransformChain,
        _ signature: XMLSignatureStructure,
        _ uri: String
    ) -> XMLSignatureFinding? {
        if outcome.matches > 1 { return XMLSignatureFinding(.identifierRepeated, uri) }
        guard let target = outcome.target else { return XMLSignatureFinding(.referenceNotFound, uri) }
        if outcome.failure != nil { return XMLSignatureFinding(.referenceUnreadable, uri) }
        // The transform makes sense only in what the signature stands in (XML Signature section 6.6.4).
        if chain.isEnveloped, !(target.number < signature.number && signature.number <= target.last) {
            return XMLSignatureFinding(.signatureMoved, uri)
        }
        return nil
    }

    /// Whether an element inside the signature is part of it and not data: key, properties, a list of references.
    private func isMachinery(
        _ target: XMLTarget,
        _ signature: XMLSignatureStructure,
        _ properties: XAdESProperties?
    ) -> Bool {
        if let keyInfo = signature.keyInfo, keyInfo.number...keyInfo.last ~= target.number { return true }
        if target.number == properties?.signedProperties { return true }
        return target.name == "SignatureProperties" && target.namespace == XMLNamespace.signature
    }
}
