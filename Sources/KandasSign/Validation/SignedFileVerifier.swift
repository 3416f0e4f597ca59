/// Recognises signed files and judges them.
public struct SignedFileVerifier: Sendable {
    private let messages: CMSValidator
    private let containers: ContainerValidator
    private let documents: XMLValidator
    private let pdfs: PDFValidator
    private let trust: TrustStore
    private let limits: Limits

    /// What was found in a file.
    public struct Outcome: Sendable {
        /// What kind of file it is.
        public let format: SignedFileFormat
        /// The report.
        public let report: ValidationReport
        /// The files of a container that were judged; `nil` for a CMS message.
        public let files: [String]?
    }

    /// Creates a verifier.
    ///
    /// - Parameters:
    ///   - trust: Whom the caller trusts, and evidence.
    ///   - policy: What a signature must fulfil.
    ///   - source: Who is asked where the evidence at hand does not suffice; `nil` for nobody.
    ///   - limits: Bounds on files.
    /// - Throws: ``SigningError`` as ``CMSValidator/init(trust:policy:source:limits:)`` does.
    public init(
        trust: TrustStore,
        policy: ValidationPolicy = .generic,
        source: (any EvidenceSource)? = nil,
        limits: Limits = Limits()
    ) throws(SigningError) {
        messages = try CMSValidator(trust: trust, policy: policy, source: source, limits: limits)
        containers = try ContainerValidator(
            trust: trust,
            policy: policy,
            source: source,
            limits: limits,
            mimetype: .tolerant
        )
        documents = try XMLValidator(trust: trust, policy: policy, source: source)
        pdfs = try PDFValidator(trust: trust, policy: policy, source: source, limits: limits)
        self.trust = trust
        self.limits = limits
    }

    /// Judges a file.
    ///
    /// - Parameters:
    ///   - file: The file. A container on the standard input is taken into memory, up to
    ///     ``Limits/pipedContainerBytes``; everything else is streamed.
    ///   - content: The content of a detached signature.
    ///   - time: The time to judge at.
    ///   - sink: Takes the content of a CMS message as it is read; it must not be acted on before the report.
    /// - Returns: The kind of file, the report, and the files that a container holds.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` if the file is not one that is recognised,
    ///   and what reading throws.
    public func verify(
        _ file: InputFile,
        content: InputFile? = nil,
        at time: Timestamp,
        copyingContentTo sink: (any ByteSink)? = nil
    ) throws(SigningError) -> Outcome {
        try verify(RecognisedFile(file, limits: limits), content: content, at: time, copyingContentTo: sink)
    }

    /// Judges a file whose kind is known.
    package func verify(
        _ recognised: RecognisedFile,
        content: InputFile? = nil,
        at time: Timestamp,
        copyingContentTo sink: (any ByteSink)? = nil
    ) throws(SigningError) -> Outcome {
        let file = recognised.file
        let format = recognised.format
        switch format {
        case .cms:
            let facts = try SignedDataReader(limits: limits, certificates: trust.intermediates)
                .read(
                    try TextArmor.decoding(recognised.source()),
                    content: content?.source(),
                    copyingContentTo: sink
                )
            return Outcome(format: format, report: try messages.validate(facts, at: time), files: nil)
        case .xml:
            let document = try recognised.randomAccess()
            let facts = try XMLSignatureReader(limits: limits, certificates: trust.intermediates)
                .read(document, content: try XMLDetachedContent(content, limits: limits))
            // Whoever hands it in expects it to be compared.
            guard content == nil || facts.hasExternalReferences else {
                throw .unsupported("\(file.path) signs nothing outside of itself")
            }
            return Outcome(format: format, report: try documents.validate(facts, at: time), files: nil)
        case .pdf:
            // Whoever hands it in expects it to be compared.
            guard content == nil else { throw .unsupported("\(file.path) is a PDF and holds what it signs itself") }
            let facts = try PDFSignatureReader(limits: limits, certificates: trust.intermediates)
                .read(try recognised.randomAccess())
            return Outcome(format: format, report: try pdfs.validate(facts, at: time), files: nil)
        case .asice:
            // Whoever hands it in expects it to be compared.
            guard content == nil else {
                throw .unsupported("\(file.path) is a container and holds what it signs itself")
            }
            let outcome = try containers.validate(try recognised.randomAccess(), at: time)
            return Outcome(
                format: format,
                report: outcome.report,
                files: outcome.container.dataFiles.map(\.name)
            )
        }
    }

    /// Random access to a file whose first bytes were looked at.
    package static func randomAccess(
        _ file: InputFile,
        _ source: any ByteSource,
        _ limits: Limits
    ) throws(SigningError) -> any RandomAccessBytes {
        guard file.size == nil else { return try file.randomAccess(memoryLimit: 0) }
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let got = try source.read(into: &chunk), got > 0 {
            guard all.count + got <= limits.pipedContainerBytes else {
                throw .limit("\(file.path) gives more than \(limits.pipedContainerBytes) bytes")
            }
            all += chunk[..<got]
        }
        return MemoryBytes(all)
    }
}
