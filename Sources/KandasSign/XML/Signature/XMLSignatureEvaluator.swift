/// A signature that has been looked at, with the octets that it needs planned.
struct PlannedXMLSignature {
    let path: String
    let parent: Int?
    let number: Int
    /// `nil` if the element does not have the form of a signature.
    var structure: XMLSignatureStructure?
    var findings: [XMLSignatureFinding] = []
    /// The plan's number of the canonical form of SignedInfo.
    var signedInfo: Int?
    var references: [PlannedXMLReference] = []
    var properties: XAdESProperties?
    var timestamps: [(timestamp: XAdESTimestamp, job: Int?)] = []
    var countersignatures: [PlannedXMLSignature] = []
}

/// A reference with the octets that it needs planned.
struct PlannedXMLReference {
    let reference: XMLReference
    var chain: XMLTransformChain?
    let algorithm: DigestAlgorithm?
    var finding: XMLSignatureFinding?
    /// The plan's number of the octets.
    var job: Int?
    /// The plan's number of the octets without the signatures that were added later.
    var earlierJob: Int?
    /// The number of the manifest that the reference stands in.
    var manifest: Int?
}

/// Plans what must be digested for signatures, and makes facts of it.
final class XMLSignatureEvaluator {
    private let survey: XMLSurvey
    private let plan: XMLDigestPlan
    private let document: any RandomAccessBytes
    private let identifiers: Set<XMLIdentifierAttribute>
    private let content: XMLDetachedContent
    private let candidates: [Certificate]
    private let limits: Limits
    private let tokens: [String: XMLElement]
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
        self.content = content
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

    // MARK: Content from outside

    /// Digests what was handed in.
    func digestExternals(_ planned: [PlannedXMLSignature]) throws(SigningError) {
        let all = planned.flatMap(XMLSignatureEvaluator.all)
        let chains = all.flatMap(\.references).compactMap(\.chain)
        var uris: Set<String> = []
        for chain in chains {
            if case .external(let uri) = chain.source { uris.insert(uri) }
        }
        for reference in all.flatMap(\.references) {
            guard let chain = reference.chain, case .external(let uri) = chain.source,
                let algorithm = reference.algorithm
            else { continue }
            if chain.form == nil, let digest = content.digest(for: uri, algorithm) {
                externals[External(uri: uri, form: nil, algorithm: algorithm)] = digest
                continue
            }
            guard let bytes = content.content(for: uri, among: uris) else { continue }
            try digest(bytes, uri, chain.form, algorithm)
        }
    }

    private struct External: Hashable {
        let uri: String
        let form: CanonicalJob.Form?
        let algorithm: DigestAlgorithm
    }

    /// Digests of octets from outside; `nil` for those that cannot be made.
    private var externals: [External: [UInt8]?] = [:]

    private func digest(
        _ bytes: any RandomAccessBytes,
        _ uri: String,
        _ form: CanonicalJob.Form?,
        _ algorithm: DigestAlgorithm
    ) throws(SigningError) {
        let key = External(uri: uri, form: form, algorithm: algorithm)
        guard externals[key] == nil else { return }
        let sink = DigestingSink(DigestBudget(limits))
        try sink.digest(algorithm)
        switch form {
        case nil: try sink.write(all: bytes.source())
        case .base64: try sink.write(all: Base64Source(bytes.source(), isPEM: false))
        case .canonical(let method):
            let job = CanonicalJob(
                selection: CanonicalSelection(apex: .document),
                form: .canonical(method),
                sink: sink,
                isCoverage: false
            )
            do throws(SigningError) {
                _ = try CanonicalPass([job], identifiers: []).run(bytes.source(), limits: limits)
            } catch {
                guard [.malformedInput, .documentTypeRefused, .unsupported].contains(error.code) else { throw error }
                externals[key] = .some(nil)
                return
            }
        }
        try sink.finish()
        externals[key] = sink.digests[algorithm]
    }

    private static func all(_ planned: PlannedXMLSignature) -> [PlannedXMLSignature] {
        [planned] + planned.countersignatures.flatMap(all)
    }

    // MARK: Facts

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

    /// The facts about the timestamps of a signature.
    private func timestamps(
        _ planned: PlannedXMLSignature,
        _ structure: XMLSignatureStructure,
        _ certificates: [Certificate]
    ) throws(SigningError) -> [TimestampFacts] {
        guard let properties = planned.properties else { return [] }
        var facts: [TimestampFacts] = []
        for (timestamp, job) in planned.timestamps {
            var coverage = TimestampFacts.Coverage()
            if timestamp.kind == .archive {
                coverage.items = Set(certificates.map { EvidenceItem($0) })
                    .union(properties.evidence(first: timestamp.place, limits: limits).items)
                for (earlier, _) in planned.timestamps where earlier.place < timestamp.place {
                    if let token = try? earlier.token.get() { coverage.items.insert(EvidenceItem(token)) }
                }
            }
            facts.append(
                TimestampFacts(
                    kind: timestamp.kind,
                    token: timestamp.token,
                    imprint: try imprint(timestamp, job, planned, structure, properties),
                    coverage: coverage
                )
            )
        }
        return facts
    }

    private func imprint(
        _ timestamp: XAdESTimestamp,
        _ job: Int?,
        _ planned: PlannedXMLSignature,
        _ structure: XMLSignatureStructure,
        _ properties: XAdESProperties
    ) throws(SigningError) -> TimestampFacts.Imprint {
        guard let token = try? timestamp.token.get(), timestamp.isRead, let method = timestamp.method else {
            return .unknown(.form)
        }
        guard let algorithm = token.info.imprint.digestAlgorithm else { return .unknown(.algorithm) }
        let digest: [UInt8]?
        if let job {
            digest = plan.digest(job, algorithm)
        } else {
            digest = try XAdESArchiveInput(
                references: planned.references.filter { $0.manifest == nil }.map(\.chain),
                structure: structure,
                properties: properties,
                before: timestamp.place,
                method: method
            )
            .digest(algorithm, of: document, content: content, identifiers: identifiers, limits: limits)
        }
        guard let digest else { return .unknown(.content) }
        return digest == token.info.imprint.digest ? .matches : .differs
    }

    private func facts(
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
            switch externals[External(uri: uri, form: chain.form, algorithm: algorithm)] {
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

    private func checkProperties(
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
