/// Judges the facts about a PDF's signatures by trust, evidence, policy and time.
///
/// A pure function of its inputs: no clock, no network.
public struct PDFValidator: Sendable {
    private let messages: CMSValidator
    private let limits: Limits

    /// Creates a validator.
    ///
    /// - Parameters:
    ///   - trust: Whom the caller trusts, and evidence.
    ///   - policy: What a signature must fulfil.
    ///   - source: Who is asked where the evidence at hand does not suffice; `nil` for nobody.
    ///   - limits: Bounds on evidence inside messages.
    /// - Throws: ``SigningError`` as ``CMSValidator/init(trust:policy:source:limits:)`` does.
    public init(
        trust: TrustStore,
        policy: ValidationPolicy = .generic,
        source: (any EvidenceSource)? = nil,
        limits: Limits = Limits()
    ) throws(SigningError) {
        messages = try CMSValidator(trust: trust, policy: policy, source: source, limits: limits)
        self.limits = limits
    }

    /// Judges a PDF.
    ///
    /// - Parameters:
    ///   - facts: What ``PDFSignatureReader`` read.
    ///   - time: The time to judge at.
    /// - Returns: The report; passed only if every signature holds and nothing was changed after any of them.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` only.
    public func validate(_ facts: SignedPDFFacts, at time: Timestamp) throws(SigningError) -> ValidationReport {
        var reasons = facts.findings.map { PDFValidator.reason(for: $0, at: nil) }
        var signatures: [SignatureReport] = []
        for signature in facts.signatures {
            let found = signature.findings.map { PDFValidator.reason(for: $0, at: signature) }
            guard !signature.isTimestamp else {
                reasons += found
                continue
            }
            switch signature.message {
            case .success(let message):
                let around = CMSSurroundings(
                    archives: timestamps(over: signature, in: facts),
                    evidence: facts.storedEvidence.reduce(into: Evidence()) { $0.formUnion($1.evidence) },
                    claimedTime: signature.claimedTime,
                    reasons: found
                )
                let report = try messages.validate(message, at: time, firstNumber: signatures.count + 1, around: around)
                reasons += report.reasons.filter { !reasons.contains($0) }
                for var one in report.signatures {
                    one.pdf = PDFSignatureReport(signature, revisions: facts.revisions)
                    signatures.append(one)
                }
            case .failure(let error):
                reasons += found
                reasons.append(
                    Reason(
                        "SIGNATURE_UNREADABLE",
                        .failure,
                        subIndication: .formatFailure,
                        location: Reason.Location(path: signature.fieldName),
                        actor: .applicant,
                        parameters: ["detail": error.reason]
                    )
                )
            case nil: reasons += found
            }
        }
        if !facts.signatures.contains(where: { !$0.isTimestamp }) {
            reasons.append(
                Reason("PDF_NOT_SIGNED", .indeterminate, subIndication: .signedDataNotFound, actor: .applicant)
            )
        }
        return ValidationReport(
            verdict: Proof.verdict(reasons: reasons, signatures: signatures),
            reasons: reasons,
            signatures: signatures,
            judgedAt: time,
            policy: "\(messages.policy.name)/\(messages.policy.version)"
        )
    }

    /// The timestamps over the document that cover a signature. The first is over the signature if that has none of its own
    /// (ETSI EN 319 142-1 section 6.3), the others over all there was.
    private func timestamps(over signature: PDFSignatureFacts, in facts: SignedPDFFacts) -> [TimestampFacts] {
        var hasOwn = false
        if case .success(let message) = signature.message {
            hasOwn = message.signers.contains { $0.timestamps.contains { $0.kind == .signature } }
        }
        var result: [TimestampFacts] = []
        for later in facts.signatures where later.coveredBytes > signature.coveredBytes {
            guard let timestamp = later.timestamp else { continue }
            let kind: TimestampFacts.Kind = hasOwn || !result.isEmpty ? .archive : .signature
            result.append(
                TimestampFacts(
                    kind: kind,
                    token: timestamp.token,
                    imprint: timestamp.imprint,
                    coverage: TimestampFacts.Coverage(items: items(before: later.coveredBytes, in: facts))
                )
            )
        }
        return result
    }

    /// Everything that stands before an offset and can be evidence.
    private func items(before end: Int, in facts: SignedPDFFacts) -> Set<EvidenceItem> {
        var items: Set<EvidenceItem> = []
        for stored in facts.storedEvidence where stored.offset < end { items.formUnion(stored.evidence.items) }
        for signature in facts.signatures where signature.coveredBytes < end {
            if case .success(let message) = signature.message {
                items.formUnion(message.embeddedEvidence(limits: limits).items)
                for timestamp in message.signers.flatMap(\.timestamps) {
                    if let token = try? timestamp.token.get() { items.insert(EvidenceItem(token)) }
                }
            }
            if let token = try? signature.timestamp?.token.get() {
                items.insert(EvidenceItem(token))
                items.formUnion(token.embeddedEvidence(limits: limits).items)
            }
        }
        return items
    }

    private static func reason(for pdfFinding: PDFSignatureFinding, at signature: PDFSignatureFacts?) -> Reason {
        let severity: Reason.Severity
        let sub: SubIndication?
        switch pdfFinding.kind {
        case .structure, .bytesAfterEnd, .byteRange, .byteRangeGap, .coverage, .contents, .message:
            (severity, sub) = (.failure, .formatFailure)
        case .changed, .notPermitted: (severity, sub) = (.failure, .hashFailure)
        case .form: (severity, sub) = (.indeterminate, .cryptoConstraintsFailure)
        case .orphan, .drawnLater: (severity, sub) = (.warning, nil)
        case .metadata: (severity, sub) = (.note, nil)
        }
        return Reason(
            pdfFinding.kind.rawValue,
            severity,
            subIndication: sub,
            location: signature.map { Reason.Location(path: $0.fieldName) },
            actor: severity == .note ? nil : .applicant,
            parameters: ["detail": pdfFinding.detail]
        )
    }
}
