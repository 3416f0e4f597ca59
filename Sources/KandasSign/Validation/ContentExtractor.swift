/// Takes out what was signed: the content of a CMS message, the files of a container, a signed part of an XML document, a PDF
/// as it was when it was signed.
///
/// Nothing appears before the signatures have been judged. With a trust store the verdict must be passed. Without one
/// nobody has said who the signer is, and it is only required that the mathematics of every signature hold: then the
/// content is what was signed, by whomever.
public struct ContentExtractor: Sendable {
    private let messages: CMSValidator
    private let containers: ContainerValidator
    private let documents: XMLValidator
    private let pdfs: PDFValidator
    private let intermediates: [Certificate]
    private let needsPassed: Bool
    private let limits: Limits
    private let spoolFolder: String

    /// What became of a file.
    public struct Outcome: Sendable {
        /// What kind of file it is.
        public let format: SignedFileFormat
        /// The report on its signatures.
        public let report: ValidationReport
        /// Whether the content was written.
        public let isExtracted: Bool
        /// The files of a container; `nil` for a CMS message.
        public let files: [String]?
        /// The length of what was signed, of all files together, in bytes.
        public let byteCount: Int
    }

    /// Creates an extractor.
    ///
    /// - Parameters:
    ///   - trust: Whom to trust; `nil` if nobody is to be asked who the signers are.
    ///   - policy: The policy to judge by.
    ///   - limits: Bounds.
    ///   - spoolFolder: A folder for a nameless file, where content waits that goes to the standard output, a pipe or a
    ///     device.
    /// - Throws: ``SigningError`` as ``CMSValidator/init(trust:policy:)`` does.
    public init(
        trust: TrustStore?,
        policy: ValidationPolicy = .generic,
        limits: Limits = Limits(),
        spoolFolder: String = "/tmp"
    ) throws(SigningError) {
        let store = trust ?? TrustStore(anchors: [])
        messages = try CMSValidator(trust: store, policy: policy)
        containers = try ContainerValidator(trust: store, policy: policy, limits: limits)
        var partly = policy
        // What is not signed is not written either.
        partly.allowsPartlySigned = true
        documents = try XMLValidator(trust: store, policy: partly)
        pdfs = try PDFValidator(trust: store, policy: policy, limits: limits)
        intermediates = store.intermediates
        needsPassed = trust != nil
        self.limits = limits
        self.spoolFolder = spoolFolder
    }

    /// Judges a signed file and writes what was signed.
    ///
    /// - Parameters:
    ///   - file: The signed file.
    ///   - path: For a CMS message, the file to write, or `-` for the standard output. For a container, the folder to
    ///     make: there must be nothing, or an empty folder.
    ///   - time: The time to judge at.
    ///   - part: Which signed part of an XML document.
    /// - Returns: The report, and whether anything was written.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/contentMissing`` for a message that does not hold what was
    ///   signed, ``SigningError/Code/unsupported`` for a file that is not recognised or an XML document of whose parts none
    ///   is chosen, ``SigningError/Code/noSuchSignature``, ``SigningError/Code/outputUnwritable``, and what reading throws.
    public func extract(
        _ file: InputFile,
        to path: String,
        at time: Timestamp,
        part: SignedPart = SignedPart()
    ) throws(SigningError) -> Outcome {
        let source = LookaheadSource(file.source())
        switch SignedFileFormat(firstBytes: try source.peek(64)) {
        case .cms: return try extractMessage(source, to: path, at: time)
        case .asice:
            return try extractContainer(try SignedFileVerifier.randomAccess(file, source, limits), to: path, at: time)
        case .xml:
            return try extractPart(
                part,
                of: try SignedFileVerifier.randomAccess(file, source, limits),
                to: path,
                at: time
            )
        case .pdf:
            return try extractRevision(
                part,
                of: try SignedFileVerifier.randomAccess(file, source, limits),
                to: path,
                at: time
            )
        case nil: throw .unsupported("\(file.path) is neither a CMS message nor an ASiC-E container, XML or a PDF")
        }
    }

    private func extractMessage(
        _ source: any ByteSource,
        to path: String,
        at time: Timestamp
    ) throws(SigningError) -> Outcome {
        let output = try OutputFile(path: path)
        let spool = output.isDirect ? try SpoolFile(in: spoolFolder) : nil
        let facts = try SignedDataReader(limits: limits, certificates: intermediates)
            .read(try TextArmor.decoding(source), copyingContentTo: spool ?? output)
        guard facts.isAttached else {
            throw SigningError(
                .contentMissing,
                "the signature is detached: what was signed is in a file of its own, and there is nothing to extract"
            )
        }
        let report = try messages.validate(facts, at: time)
        let isExtracted = mayBeSeen(report)
        if isExtracted {
            try spool?.copy(to: output)
            try output.commit()
        }
        return Outcome(
            format: .cms,
            report: report,
            isExtracted: isExtracted,
            files: nil,
            byteCount: facts.contentLength ?? 0
        )
    }

    private func extractContainer(
        _ bytes: any RandomAccessBytes,
        to path: String,
        at time: Timestamp
    ) throws(SigningError) -> Outcome {
        let folder = try OutputFolder(path: path)
        let outcome = try containers.validate(bytes, at: time) { (event) throws(SigningError) in
            switch event {
            case .start(let entry): try folder.begin(entry.name)
            case .bytes(let bytes): try folder.write(bytes)
            // A damaged file is in the report, which then keeps all of them from being seen.
            case .end: break
            }
        }
        let isExtracted = mayBeSeen(outcome.report)
        if isExtracted { try folder.commit() }
        return Outcome(
            format: .asice,
            report: outcome.report,
            isExtracted: isExtracted,
            files: outcome.container.dataFiles.map(\.name),
            // Each size is within a limit, and so is their sum.
            byteCount: outcome.container.dataFiles.reduce(0) { $0 + $1.size }
        )
    }

    /// Writes the very octets that were digested for one reference of a signature.
    private func extractPart(
        _ part: SignedPart,
        of document: any RandomAccessBytes,
        to path: String,
        at time: Timestamp
    ) throws(SigningError) -> Outcome {
        let reader = XMLSignatureReader(limits: limits, certificates: intermediates)
        let facts = try reader.read(document)
        let report = try documents.validate(facts, at: time)
        let output = try OutputFile(path: path)
        var byteCount = 0
        let isExtracted = mayBeSeen(report)
        if isExtracted {
            let reference = try part.reference(in: facts)
            let spool = try SpoolFile(in: spoolFolder)
            let counter = CountingSink(spool)
            try reader.copySignedContent(of: reference, in: document, to: counter)
            byteCount = counter.count
            try spool.copy(to: output)
            try output.commit()
        }
        return Outcome(format: .xml, report: report, isExtracted: isExtracted, files: nil, byteCount: byteCount)
    }

    /// Writes a PDF as it was when it was signed: up to the last byte that a signature covers.
    private func extractRevision(
        _ part: SignedPart,
        of document: any RandomAccessBytes,
        to path: String,
        at time: Timestamp
    ) throws(SigningError) -> Outcome {
        let facts = try PDFSignatureReader(limits: limits, certificates: intermediates).read(document)
        let report = try pdfs.validate(facts, at: time)
        let output = try OutputFile(path: path)
        let signatures = facts.signatures.filter { !$0.isTimestamp }
        var byteCount = 0
        let isExtracted = mayBeSeen(report)
        if isExtracted {
            guard 1...max(signatures.count, 1) ~= part.signature, part.number == nil, !signatures.isEmpty else {
                throw SigningError(
                    .noSuchSignature,
                    "there is no signature \(part.signature) with such a part; the PDF has \(signatures.count)"
                )
            }
            byteCount = signatures[part.signature - 1].coveredBytes
            try output.write(try document.bytes(in: 0..<byteCount))
            try output.commit()
        }
        return Outcome(format: .pdf, report: report, isExtracted: isExtracted, files: nil, byteCount: byteCount)
    }

    /// Whether what was signed may be shown.
    private func mayBeSeen(_ report: ValidationReport) -> Bool {
        if needsPassed { return report.verdict.isPassed }
        // An old digest in a manifest is as good here as one in a signature: the mathematics hold.
        let isWhole = report.reasons.allSatisfy {
            $0.severity == .note || $0.severity == .warning || $0.code == "WEAK_DIGEST"
        }
        return report.verdict != .failed && isWhole && !report.signatures.isEmpty
            && report.signatures.allSatisfy(ContentExtractor.mathematicsHold)
    }

    private static func mathematicsHold(_ signature: SignatureReport) -> Bool {
        signature.mathematicsHold && signature.countersignatures.allSatisfy(mathematicsHold)
    }
}
