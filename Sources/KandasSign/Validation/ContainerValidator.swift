/// Judges ASiC-E containers with CAdES signatures: structure, files, and every signature over a manifest.
public struct ContainerValidator: Sendable {
    private let messages: CMSValidator
    private let limits: Limits

    /// What was found in a container.
    public struct Outcome: Sendable {
        /// The report.
        public let report: ValidationReport
        /// The container.
        public let container: ASiCContainer
        /// The names of the files that each signature covers, by the signature's number in the report. That they are
        /// unchanged is told by the report's reasons.
        public let coverage: [Int: Set<String>]
    }

    /// Creates a validator.
    ///
    /// - Throws: ``SigningError`` as ``CMSValidator/init(trust:policy:)`` does.
    public init(
        trust: TrustStore,
        policy: ValidationPolicy = .generic,
        limits: Limits = Limits()
    ) throws(SigningError) {
        messages = try CMSValidator(trust: trust, policy: policy)
        self.limits = limits
    }

    /// Judges a container.
    ///
    /// - Parameters:
    ///   - bytes: The container.
    ///   - time: The time to judge at.
    ///   - observer: Sees the files while they are digested; nothing it learns may be acted on before the report.
    /// - Returns: The report; passed only if the structure is sound, every file is covered and every signature holds.
    /// - Throws: ``SigningError``: what opening the archive throws, and what `observer` throws.
    public func validate(
        _ bytes: any RandomAccessBytes,
        at time: Timestamp,
        observer: (ASiCFileEvent) throws(SigningError) -> Void = { _ in }
    ) throws(SigningError) -> Outcome {
        let container = try ASiCContainer(bytes, limits: limits)
        let check = try container.check(observer: observer)
        var reasons = check.findings
        var signatures: [SignatureReport] = []
        var coverage: [Int: Set<String>] = [:]
        var limits = limits
        for one in check.signatures {
            reasons += weaknesses(one.signed, at: time)
            let message: ValidationReport
            do throws(SigningError) {
                let facts = try SignedDataReader(limits: limits)
                    .read(
                        MemoryBytes(one.signed.signature).source(),
                        content: MemoryBytes(one.signed.bytes).source()
                    )
                message = try messages.validate(facts, at: time, firstNumber: signatures.count + 1)
            } catch {
                guard error.code != .cryptoLibraryFailure else { throw error }
                reasons.append(
                    Reason(
                        "SIGNATURE_UNREADABLE",
                        .failure,
                        subIndication: .formatFailure,
                        location: Reason.Location(file: one.signed.signatureName),
                        actor: .applicant,
                        parameters: ["detail": error.reason]
                    )
                )
                continue
            }
            reasons += message.reasons
            for signature in message.signatures { coverage[signature.number] = one.namedFiles }
            signatures += message.signatures
            // The limit is for all messages of the container together.
            limits.signers -= message.signatures.reduce(0) { $0 + $1.signerCount }
        }
        let report = ValidationReport(
            verdict: Proof.verdict(reasons: reasons, signatures: signatures),
            reasons: reasons,
            signatures: signatures,
            judgedAt: time,
            policy: "\(messages.policy.name)/\(messages.policy.version)"
        )
        return Outcome(report: report, container: container, coverage: coverage)
    }

    /// Digests in the manifest that the policy finds too weak: whoever makes collisions exchanges a file.
    private func weaknesses(_ signed: ASiCSignedManifest, at time: Timestamp) -> [Reason] {
        let rules = messages.policy.algorithms
        let weak = Set(signed.manifest.references.compactMap(\.digestAlgorithm)).filter { !rules.allows($0, at: time) }
        return weak.sorted { $0.rawValue < $1.rawValue }
            .map { algorithm in
                Reason(
                    "WEAK_DIGEST",
                    .indeterminate,
                    subIndication: .cryptoConstraintsFailure,
                    location: Reason.Location(file: signed.name),
                    actor: .applicant,
                    parameters: ["algorithm": algorithm.rawValue]
                )
            }
    }
}
