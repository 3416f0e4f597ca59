public import KandasDocs
public import KandasSign

/// Takes applications in: opens the package, has its signatures and attachments judged, and applies the rules.
public struct ApplicationVerifier: Sendable {
    private let containers: ContainerValidator
    private let messages: CMSValidator
    private let signedDocuments: XMLValidator
    private let policy: IntakePolicy
    private let documents: DocumentPolicy
    private let decisions: (any EmbeddedDecisionVerifier)?
    private let limits: Limits

    /// What became of an application.
    public struct Outcome: Sendable {
        /// The answer, with every reason.
        public let report: IntakeReport
        /// What the signatures came to.
        public let signatures: ValidationReport
    }

    /// Creates a verifier.
    ///
    /// - Parameters:
    ///   - trust: Whom to trust.
    ///   - signatures: What a signature must fulfil.
    ///   - source: Who is asked about revocation where the evidence at hand does not suffice; `nil` for nobody.
    ///   - policy: What the intake service accepts.
    ///   - documents: What an attachment must fulfil.
    ///   - decisions: Vouches for a decision that is embedded in an attachment, as in the print form of a certificate that
    ///     is to be extended; `nil` lets none pass.
    ///   - limits: Bounds.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` if OpenSSL does not take an
    ///   anchor.
    public init(
        trust: TrustStore,
        signatures: ValidationPolicy = .application,
        source: (any EvidenceSource)? = nil,
        policy: IntakePolicy = IntakePolicy(),
        documents: DocumentPolicy = DocumentPolicy(),
        decisions: (any EmbeddedDecisionVerifier)? = nil,
        limits: Limits = Limits()
    ) throws(SigningError) {
        containers = try ContainerValidator(trust: trust, policy: signatures, source: source, limits: limits)
        messages = try CMSValidator(trust: trust, policy: signatures, source: source, limits: limits)
        signedDocuments = try XMLValidator(trust: trust, policy: signatures, source: source)
        self.policy = policy
        self.documents = documents
        self.decisions = decisions
        self.limits = limits
    }

    /// Judges an application package.
    ///
    /// Every file is read once; application.xml is taken into memory, attachments are not.
    ///
    /// - Parameters:
    ///   - bytes: The container.
    ///   - time: The time to judge at.
    /// - Returns: The answer. A package that is not sound is a reason, not an error.
    /// - Throws: ``SigningError`` if the archive cannot be read at all or breaks a rule of its format, with that code.
    public func verify(_ bytes: any RandomAccessBytes, at time: Timestamp) throws(SigningError) -> Outcome {
        var files = PackageFiles(inspector: GateInspector(policy: documents, decisions: decisions), limits: limits)
        let validated = try containers.validate(bytes, at: time) { (event) throws(SigningError) in
            try files.take(event)
        }
        let facts = IntakeFacts(
            document: files.document(),
            files: files.attachments,
            signatures: validated.report.signatures.map { signature in
                IntakeFacts.Signature(signature, coverage: validated.coverage[signature.number] ?? [])
            },
            containerReasons: validated.report.reasons,
            form: .container,
            judgedAt: time
        )
        return Outcome(report: ApplicationIntake.judge(facts, policy: policy), signatures: validated.report)
    }

    /// Judges an application that came loose: a CMS message around or beside application.xml, and attachments in a folder.
    ///
    /// The digests in application.xml cover the attachments.
    ///
    /// - Parameters:
    ///   - message: The message, in DER, BER, PEM or base64.
    ///   - document: application.xml, if the message does not hold it.
    ///   - folder: The folder of the attachments, which bear the names that application.xml gives them, without
    ///     `attachments/`; `nil` if there are none.
    ///   - time: The time to judge at.
    /// - Returns: The answer.
    /// - Throws: ``SigningError`` if the message or a file cannot be read.
    public func verify(
        message: any ByteSource,
        document: InputFile? = nil,
        attachmentsIn folder: String?,
        at time: Timestamp
    ) throws(SigningError) -> Outcome {
        var files = PackageFiles(inspector: GateInspector(policy: documents, decisions: decisions), limits: limits)
        let inside = MemorySink(limit: limits.xmlBytes)
        let outside = try document.map { file throws(SigningError) in try file.contents(limit: limits.xmlBytes) }
        let facts = try SignedDataReader(limits: limits)
            .read(
                try TextArmor.decoding(message),
                content: outside.map { MemoryBytes($0).source() },
                copyingContentTo: inside
            )
        guard facts.isAttached || outside != nil else {
            throw SigningError(.contentMissing, "the message does not hold application.xml; give it, too")
        }
        let report = try messages.validate(facts, at: time)
        if facts.isAttached || outside != nil { files.take(application: outside ?? inside.bytes) }
        if let folder { try files.take(folder: folder) }
        let intake = IntakeFacts(
            document: files.document(),
            files: files.attachments,
            signatures: report.signatures.map { signature in
                IntakeFacts.Signature(signature, coverage: [ApplicationPackage.applicationName])
            },
            containerReasons: report.reasons,
            form: .loose,
            judgedAt: time
        )
        return Outcome(report: ApplicationIntake.judge(intake, policy: policy), signatures: report)
    }

    /// Judges an application.xml that holds its signatures, as NCALayer returns it, and attachments in a folder.
    ///
    /// What is read of the application are the very octets that were signed. The digests in it cover the attachments.
    ///
    /// - Parameters:
    ///   - document: application.xml with one or more signatures.
    ///   - folder: The folder of the attachments, as ``verify(message:document:attachmentsIn:at:)`` takes it.
    ///   - time: The time to judge at.
    /// - Returns: The answer.
    /// - Throws: ``SigningError`` if the document or a file cannot be read.
    public func verify(
        signedApplication document: any RandomAccessBytes,
        attachmentsIn folder: String?,
        at time: Timestamp
    ) throws(SigningError) -> Outcome {
        var files = PackageFiles(inspector: GateInspector(policy: documents, decisions: decisions), limits: limits)
        let reader = XMLSignatureReader(limits: limits)
        let facts = try reader.read(document)
        let report = try signedDocuments.validate(facts, at: time)
        // The first signature covers the application alone, a later one the earlier signatures besides.
        if let whole = facts.signatures.first?.references.first(where: \.coversDocument), whole.matches == true {
            let signed = MemorySink(limit: limits.xmlBytes)
            try reader.copySignedContent(of: whole, in: document, to: signed)
            files.take(application: signed.bytes)
        } else {
            files.take(application: try document.bytes(in: 0..<min(document.count, limits.xmlBytes)))
        }
        if let folder { try files.take(folder: folder) }
        let intake = IntakeFacts(
            document: files.document(),
            files: files.attachments,
            signatures: zip(report.signatures, facts.signatures)
                .map { signature, facts in
                    let isWhole = facts.references.contains { $0.coversDocument && $0.matches == true }
                    return IntakeFacts.Signature(
                        signature,
                        coverage: isWhole ? [ApplicationPackage.applicationName] : []
                    )
                },
            containerReasons: report.reasons,
            form: .loose,
            judgedAt: time
        )
        return Outcome(report: ApplicationIntake.judge(intake, policy: policy), signatures: report)
    }
}

extension IntakeFacts.Signature {
    /// The facts of a signature that the validator judged.
    init(_ signature: SignatureReport, coverage: Set<String>) {
        let outcome: Outcome =
            switch signature.indication {
            case _ where signature.isPassed: .passed
            case .totalFailed: .failed
            default: .indeterminate
            }
        func reasons(of signature: SignatureReport) -> [Reason] {
            signature.reasons + signature.countersignatures.flatMap(reasons)
        }
        let holder = signature.certificate?.holder
        self.init(
            outcome: outcome,
            reasons: reasons(of: signature),
            signerIIN: holder?.iin.flatMap { IndividualIdentificationNumber($0) },
            signerBIN: holder?.bin.flatMap { BusinessIdentificationNumber($0) },
            coverage: .files(coverage)
        )
    }
}
