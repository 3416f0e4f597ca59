/// The digests of what references name outside of the document, made once for each form and algorithm.
final class XMLExternalDigests {
    private struct Key: Hashable {
        let uri: String
        let form: CanonicalJob.Form?
        let algorithm: DigestAlgorithm
    }

    /// What was handed in.
    let content: XMLDetachedContent
    private let limits: Limits
    /// `nil` inside for octets that cannot be made.
    private var digests: [Key: [UInt8]?] = [:]

    init(_ content: XMLDetachedContent, limits: Limits) {
        self.content = content
        self.limits = limits
    }

    /// Digests what the references are to, as far as it was handed in.
    func digest(_ references: [PlannedXMLReference]) throws(SigningError) {
        var uris: Set<String> = []
        for chain in references.compactMap(\.chain) {
            if case .external(let uri) = chain.source { uris.insert(uri) }
        }
        for reference in references {
            guard let chain = reference.chain, case .external(let uri) = chain.source,
                let algorithm = reference.algorithm
            else { continue }
            let key = Key(uri: uri, form: chain.form, algorithm: algorithm)
            if chain.form == nil, let digest = content.digest(for: uri, algorithm) {
                digests[key] = digest
                continue
            }
            guard digests[key] == nil, let bytes = content.content(for: uri, among: uris) else { continue }
            digests[key] = .some(try digest(bytes, chain.form, algorithm))
        }
    }

    /// A digest: `nil` if nothing was handed in for the URI, `nil` inside if the octets cannot be made of it.
    func digest(of uri: String, _ form: CanonicalJob.Form?, _ algorithm: DigestAlgorithm) -> [UInt8]?? {
        digests[Key(uri: uri, form: form, algorithm: algorithm)]
    }

    private func digest(
        _ bytes: any RandomAccessBytes,
        _ form: CanonicalJob.Form?,
        _ algorithm: DigestAlgorithm
    ) throws(SigningError) -> [UInt8]? {
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
                return nil
            }
        }
        try sink.finish()
        return sink.digests[algorithm]
    }
}
