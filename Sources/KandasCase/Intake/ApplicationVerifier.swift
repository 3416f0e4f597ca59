public import KandasDocs
public import KandasSign

/// Takes applications in: opens the package, has its signatures and attachments judged, and applies the rules.
public struct ApplicationVerifier: Sendable {
    private let containers: ContainerValidator
    private let policy: IntakePolicy
    private let documents: DocumentPolicy
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
    ///   - policy: What the intake service accepts.
    ///   - documents: What an attachment must fulfil.
    ///   - limits: Bounds.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` if OpenSSL does not take an
    ///   anchor.
    public init(
        trust: TrustStore,
        signatures: ValidationPolicy = .application,
        policy: IntakePolicy = IntakePolicy(),
        documents: DocumentPolicy = DocumentPolicy(),
        limits: Limits = Limits()
    ) throws(SigningError) {
        containers = try ContainerValidator(trust: trust, policy: signatures, limits: limits)
        self.policy = policy
        self.documents = documents
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
        var files = PackageFiles(documents: documents, limits: limits)
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
