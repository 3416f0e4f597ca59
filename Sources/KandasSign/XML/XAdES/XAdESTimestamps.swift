/// A timestamp in the unsigned properties of a signature.
struct XAdESTimestamp: Sendable {
    /// What it is for.
    let kind: TimestampFacts.Kind
    /// The token, or why it cannot be read.
    let token: Result<TimestampToken, SigningError>
    /// How the nodes that it is over become octets.
    let method: CanonicalizationMethod?
    /// Its place among the unsigned properties.
    let place: Int
    /// Whether it is of a form that is read.
    let isRead: Bool

    /// The timestamps of a signature, in their order (ETSI EN 319 132-1 sections 5.3 and 5.5.2).
    static func all(in properties: XAdESProperties, limits: Limits) -> [XAdESTimestamp] {
        var found: [XAdESTimestamp] = []
        for (place, property) in properties.unsigned.enumerated() {
            let kind: TimestampFacts.Kind
            switch property.name {
            case "SignatureTimeStamp": kind = .signature
            case "ArchiveTimeStamp": kind = .archive
            default: continue
            }
            var method: CanonicalizationMethod? = .implied
            if let named = property.first("CanonicalizationMethod", XMLNamespace.signature) {
                method = (try? XMLAlgorithm(named))?.canonicalization
            }
            // The archive timestamp of XAdES 1.3.2 is over something else, and so is one that names what it includes.
            let isRead =
                !property.children.contains { $0.name == "Include" || $0.name == "XMLTimeStamp" }
                && (kind == .signature || property.namespace == XMLNamespace.xades141)
            for capsule in property.children where capsule.name == "EncapsulatedTimeStamp" {
                let token = Result { () throws(SigningError) in
                    guard let octets = capsule.octets else { throw .malformed("a timestamp that is not base64") }
                    return try TimestampToken(octets, limits: limits)
                }
                found.append(
                    XAdESTimestamp(kind: kind, token: token, method: method, place: place, isRead: isRead)
                )
            }
        }
        return found
    }
}

/// What an archive timestamp of XAdES is over (ETSI EN 319 132-1 section 5.5.2.2): the octets of each part, one after the
/// other.
struct XAdESArchiveInput {
    /// The parts, in their order; `nil` if one of them is not at hand.
    let parts: [(selection: CanonicalSelection, form: CanonicalJob.Form)]?

    /// - Parameters:
    ///   - references: What becomes of the signature's references.
    ///   - structure: The signature.
    ///   - properties: Its properties.
    ///   - place: How many of the unsigned properties come before the timestamp.
    ///   - method: How the other parts become octets.
    init(
        references: [XMLTransformChain?],
        structure: XMLSignatureStructure,
        properties: XAdESProperties,
        before place: Int,
        method: CanonicalizationMethod
    ) {
        var parts: [(CanonicalSelection, CanonicalJob.Form)] = []
        for chain in references {
            guard let chain, case .selection(let selection) = chain.source, let form = chain.form else {
                self.parts = nil
                return
            }
            parts.append((selection, form))
        }
        var elements = [structure.signedInfo, structure.signatureValueNumber]
        if let keyInfo = structure.keyInfo { elements.append(keyInfo.number) }
        elements += properties.unsigned.prefix(place).map(\.number)
        // Objects that a reference is to have been taken with it.
        elements += structure.objects.filter { !$0.holdsProperties }.map(\.number)
        parts += elements.map { (CanonicalSelection(apex: .element($0)), .canonical(method)) }
        self.parts = parts
    }

    /// The digest of all parts together, or `nil` if it cannot be computed.
    func digest(
        _ algorithm: DigestAlgorithm,
        of document: any RandomAccessBytes,
        identifiers: Set<XMLIdentifierAttribute>,
        limits: Limits
    ) throws(SigningError) -> [UInt8]? {
        guard let parts else { return nil }
        let sink = DigestingSink(DigestBudget(limits))
        try sink.digest(algorithm)
        for part in parts {
            let job = CanonicalJob(selection: part.selection, form: part.form, sink: sink, isCoverage: false)
            let outcome = try CanonicalPass([job], identifiers: identifiers).run(document.source(), limits: limits)
            guard let only = outcome.first, only.matches == 1, only.failure == nil else { return nil }
        }
        try sink.finish()
        return sink.digests[algorithm]
    }
}
