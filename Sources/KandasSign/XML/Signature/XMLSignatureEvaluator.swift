/// Plans what must be digested for signatures, and makes facts of it.
final class XMLSignatureEvaluator {
    private let survey: XMLSurvey
    let plan: XMLDigestPlan
    let document: any RandomAccessBytes
    let identifiers: Set<XMLIdentifierAttribute>
    let externals: XMLExternalDigests
    let candidates: [Certificate]
    let limits: Limits
    let tokens: [String: XMLElement]
    private var referencesLeft: Int

    init(
        survey: XMLSurvey,
        plan: XMLDigestPlan,
        document: any RandomAccessBytes,
        identifiers: Set<XMLIdentifierAttribute>,
        content: XMLDetachedContent,
        candidates: [Certificate],
        limits: Limits
    ) {
        self.survey = survey
        self.plan = plan
        self.document = document
        self.identifiers = identifiers
        externals = XMLExternalDigests(content, limits: limits)
        self.candidates = candidates
        self.limits = limits
        referencesLeft = limits.xmlReferences
        var tokens: [String: XMLElement] = [:]
        for token in survey.tokens {
            let identifier = token.attributes.first {
                $0.name == "Id" && $0.namespace == XMLNamespace.webServiceUtility
            }
            if let identifier { tokens[identifier.value] = token }
        }
        self.tokens = tokens
    }

    // MARK: Planning

    /// Plans a signature of the document.
    func plan(_ found: XMLSurvey.Found) throws(SigningError) -> PlannedXMLSignature {
        try plan(found.element, path: found.path, parent: found.parent)
    }

    private func plan(
        _ element: XMLElement,
        path: String,
        parent: Int?
    ) throws(SigningError) -> PlannedXMLSignature {
        var planned = PlannedXMLSignature(path: path, parent: parent, number: element.number)
        let structure: XMLSignatureStructure
        do throws(SigningError) {
            structure = try XMLSignatureStructure(element)
        } catch {
            planned.findings.append(XMLSignatureFinding(.malformed, error.reason))
            return planned
        }
        planned.structure = structure
        if let method = structure.canonicalization.canonicalization {
            planned.signedInfo = try plan.add(
                CanonicalSelection(apex: .element(structure.signedInfo)),
                .canonical(method),
                digest: nil,
                isCoverage: false
            )
        } else {
            planned.findings.append(XMLSignatureFinding(.canonicalizationUnknown, structure.canonicalization.uri))
        }
        let later = survey.signatures.filter { $0.parent == parent && $0.element.number > structure.last }
            .map(\.element.number)
        for reference in structure.references {
            planned.references.append(try plan(reference, of: structure, later: parent == nil ? [] : later))
        }
        for manifest in structure.manifests {
            let listed: [XMLReference]
            do throws(SigningError) {
                listed = try XMLReference.all(in: manifest.children)
            } catch {
                planned.findings.append(XMLSignatureFinding(.malformed, error.reason))
                continue
            }
            for reference in listed {
                var one = try plan(reference, of: structure, later: [])
                one.manifest = manifest.number
                planned.references.append(one)
            }
        }
        if structure.qualifyingProperties.count > 1 {
            planned.findings.append(XMLSignatureFinding(.propertiesMalformed))
        } else if let element = structure.qualifyingProperties.first {
            let properties = XAdESProperties(element)
            planned.properties = properties
            for timestamp in XAdESTimestamp.all(in: properties, limits: limits) {
                planned.timestamps.append((timestamp, try plan(timestamp, of: structure)))
            }
            for counter in properties.countersignatures {
                planned.countersignatures.append(
                    try plan(counter, path: "\(path)//CounterSignature/Signature", parent: nil)
                )
            }
        }
        return planned
    }

    private func plan(
        _ reference: XMLReference,
        of signature: XMLSignatureStructure,
        later: [Int]
    ) throws(SigningError) -> PlannedXMLReference {
        referencesLeft -= 1
        guard referencesLeft >= 0 else {
            throw .limit("the XML document has more than \(limits.xmlReferences) references")
        }
        var planned = PlannedXMLReference(
            reference: reference,
            algorithm: DigestAlgorithm(xmlURI: reference.digestMethod)
        )
        guard let algorithm = planned.algorithm else {
            planned.finding = .ofUnknown(algorithm: reference.digestMethod)
            return planned
        }
        let chain: XMLTransformChain
        do throws(XMLRefusal) {
            chain = try XMLTransformChain(reference, signature: signature.number)
        } catch {
            planned.finding = error.finding
            return planned
        }
        planned.chain = chain
        guard case .selection(let selection) = chain.source, let form = chain.form else { return planned }
        let hasLater = chain.isEnveloped && !selection.excludesSignatures && !later.isEmpty
        planned.job = try plan.add(selection, form, digest: algorithm, isCoverage: !hasLater)
        if hasLater {
            var earlier = selection
            earlier.excluded.formUnion(later)
            planned.earlierJob = try plan.add(earlier, form, digest: algorithm, isCoverage: true)
        }
        return planned
    }

    /// Plans the octets that a timestamp over a signature value is over.
    private func plan(
        _ timestamp: XAdESTimestamp,
        of signature: XMLSignatureStructure
    ) throws(SigningError) -> Int? {
        guard timestamp.kind == .signature, timestamp.isRead, let method = timestamp.method,
            let algorithm = (try? timestamp.token.get())?.info.imprint.digestAlgorithm
        else { return nil }
        return try plan.add(
            CanonicalSelection(apex: .element(signature.signatureValueNumber)),
            .canonical(method),
            digest: algorithm,
            isCoverage: false
        )
    }

    /// Digests what was handed in.
    func digestExternals(_ planned: [PlannedXMLSignature]) throws(SigningError) {
        try externals.digest(planned.flatMap(\.withCountersignatures).flatMap(\.references))
    }

    /// Whether the one body of a SOAP message is what a signature covers.
    func isBodySigned(_ planned: [PlannedXMLSignature]) -> Bool {
        guard let body = survey.bodies.first, survey.bodies.count == 1 else { return false }
        return planned.contains { signature in
            signature.references.contains { reference in
                guard let job = reference.job, reference.manifest == nil, let target = plan.outcome(job).target,
                    plan.outcome(job).matches == 1
                else { return false }
                return target.number == body.number || target.number == 0
            }
        }
    }
}
