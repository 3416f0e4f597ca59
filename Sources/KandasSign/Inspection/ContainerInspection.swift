/// What a container holds, in a JSON inspection.
public struct ContainerInspection: Encodable, Sendable {
    /// The media type that the file `mimetype` states.
    public let mimetype: String?
    /// Whether the file `mimetype` is the first one, stored, without additional fields.
    public let isMimetypeInPlace: Bool
    /// The archive's entries, in its order.
    public let entries: [Entry]
    /// The manifests, each with the signature over it.
    public let manifests: [Manifest]
    /// What is wrong or noteworthy in the structure and the files.
    public let findings: [Finding]

    /// One entry of the archive.
    public struct Entry: Encodable, Sendable {
        /// The name.
        public let name: String
        /// `stored` or `deflated`.
        public let method: String
        /// The size of the file, in bytes.
        public let byteCount: Int
        /// The size of the data in the archive, in bytes.
        public let compressedByteCount: Int
    }

    /// A manifest and the signature over it.
    public struct Manifest: Encodable, Sendable {
        /// The manifest's name.
        public let name: String
        /// The name of the signature's file.
        public let signatureName: String
        /// The files that it names.
        public let references: [Reference]
        /// The signature; `nil` if it cannot be read.
        public let signature: MessageInspection?
        /// Why the signature cannot be read.
        public let signatureError: String?
    }

    /// A file that a manifest names.
    public struct Reference: Encodable, Sendable {
        /// The URI as it is written.
        public let uri: String
        /// The name in the container, or `nil` if the URI names nothing inside one.
        public let name: String?
        /// The media type that is stated.
        public let mediaType: String?
        /// Whether it is the file that leads to the others.
        public let isRootfile: Bool
        /// The digest's algorithm as it is written.
        public let digestMethod: String
        /// The digest that is stated, hexadecimal.
        public let digest: String
        /// What became of the file: `unchanged`, `changed`, `missing`, `damaged` or `unknownAlgorithm`.
        public let outcome: String
    }

    /// Something wrong or noteworthy.
    public struct Finding: Encodable, Sendable {
        /// The stable code.
        public let code: String
        /// The file concerned.
        public let file: String?
    }

    /// Describes a container.
    public init(
        _ container: ASiCContainer,
        check: ASiCCheck,
        messages: [Result<SignedDataFacts, SigningError>]
    ) {
        mimetype = container.mimetype.value
        isMimetypeInPlace = container.mimetype.isInPlace
        entries = container.archive.entries.map { entry in
            Entry(
                name: entry.name,
                method: entry.method == .stored ? "stored" : "deflated",
                byteCount: entry.size,
                compressedByteCount: entry.compressedSize
            )
        }
        manifests = zip(check.signatures, messages).map { Manifest($0, message: $1) }
        findings = check.findings.map { Finding(code: $0.code, file: $0.location?.file) }
    }
}

extension ContainerInspection.Manifest {
    init(_ signature: ASiCCheck.Signature, message: Result<SignedDataFacts, SigningError>) {
        name = signature.signed.name
        signatureName = signature.signed.signatureName
        references = zip(signature.signed.manifest.references, signature.outcomes)
            .map { reference, outcome in
                ContainerInspection.Reference(
                    uri: reference.uri,
                    name: reference.name,
                    mediaType: reference.mediaType,
                    isRootfile: reference.isRootfile,
                    digestMethod: reference.digestMethod,
                    digest: Hexadecimal.text(reference.digest),
                    outcome: outcome.word
                )
            }
        switch message {
        case .success(let facts):
            self.signature = MessageInspection(facts)
            signatureError = nil
        case .failure(let error):
            self.signature = nil
            signatureError = error.description
        }
    }
}

extension ASiCCheck.Outcome {
    /// The word in inspections.
    fileprivate var word: String {
        switch self {
        case .unchanged: "unchanged"
        case .changed: "changed"
        case .missing: "missing"
        case .damaged: "damaged"
        case .unknownAlgorithm: "unknownAlgorithm"
        }
    }
}
