/// What an archive timestamp of XAdES is over (ETSI EN 319 132-1 section 5.5.2.2): the octets of each part, one after the
/// other.
struct XAdESArchiveInput {
    /// A part.
    enum Part {
        /// Of the document.
        case selection(CanonicalSelection, CanonicalJob.Form)
        /// The bytes of something outside, by the URI that refers to them.
        case external(String)
    }

    /// The parts, in their order; `nil` if one of them is of no form that is read.
    let parts: [Part]?

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
        var parts: [Part] = []
        for chain in references {
            switch (chain?.source, chain?.form) {
            case (.selection(let selection), let form?): parts.append(.selection(selection, form))
            case (.external(let uri), nil): parts.append(.external(uri))
            default:
                self.parts = nil
                return
            }
        }
        var elements = [structure.signedInfo, structure.signatureValueNumber]
        if let keyInfo = structure.keyInfo { elements.append(keyInfo.number) }
        elements += properties.unsigned.prefix(place).map(\.number)
        // Objects that a reference is to have been taken with it.
        elements += structure.objects.filter { !$0.holdsProperties }.map(\.number)
        parts += elements.map { .selection(CanonicalSelection(apex: .element($0)), .canonical(method)) }
        self.parts = parts
    }

    /// The digest of all parts together, or `nil` if it cannot be computed.
    func digest(
        _ algorithm: DigestAlgorithm,
        of document: any RandomAccessBytes,
        content: XMLDetachedContent,
        identifiers: Set<XMLIdentifierAttribute>,
        limits: Limits
    ) throws(SigningError) -> [UInt8]? {
        guard let parts else { return nil }
        var uris: Set<String> = []
        for part in parts { if case .external(let uri) = part { uris.insert(uri) } }
        let sink = DigestingSink(DigestBudget(limits))
        try sink.digest(algorithm)
        for part in parts {
            switch part {
            case .external(let uri):
                guard let bytes = content.content(for: uri, among: uris) else { return nil }
                try sink.write(all: bytes.source())
            case .selection(let selection, let form):
                let job = CanonicalJob(selection: selection, form: form, sink: sink, isCoverage: false)
                let outcome = try CanonicalPass([job], identifiers: identifiers).run(document.source(), limits: limits)
                guard let only = outcome.first, only.matches == 1, only.failure == nil else { return nil }
            }
        }
        try sink.finish()
        return sink.digests[algorithm]
    }
}

extension ByteSink {
    /// Writes all that a source gives.
    func write(all source: any ByteSource) throws(SigningError) {
        var chunk = [UInt8](repeating: 0, count: 262_144)
        while case let got = try source.read(into: &chunk), got > 0 { try write(chunk[..<got]) }
    }
}
