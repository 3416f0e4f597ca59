extension XMLSignatureEvaluator {
    /// The facts about the timestamps of a signature.
    func timestamps(
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
            .digest(algorithm, of: document, content: externals.content, identifiers: identifiers, limits: limits)
        }
        guard let digest else { return .unknown(.content) }
        return digest == token.info.imprint.digest ? .matches : .differs
    }
}
