public import KandasSign

/// Reads decisions, has their signatures judged, and answers the four questions about them.
///
/// It may serve many tasks at once.
public struct DecisionFileVerifier: Sendable {
    private let signatures: XMLValidator
    private let certificates: [Certificate]
    private let knowledge: DecisionKnowledge
    private let limits: Limits

    /// What became of a document.
    public struct Outcome: Sendable {
        /// The four answers.
        public let report: DecisionReport
        /// What became of its signatures; `nil` if there are none.
        public let signature: ValidationReport?
    }

    /// Creates a verifier.
    ///
    /// - Parameters:
    ///   - trust: Whom to trust.
    ///   - policy: What a signature must fulfil; who may sign is judged besides, by ``SigningEntitlement``.
    ///   - source: Who is asked about revocation where the evidence at hand does not suffice; `nil` for nobody.
    ///   - knowledge: What else is known.
    ///   - limits: The bounds within which documents are read.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` if OpenSSL does not take an anchor.
    public init(
        trust: TrustStore,
        policy: ValidationPolicy = .generic,
        source: (any EvidenceSource)? = nil,
        knowledge: DecisionKnowledge = DecisionKnowledge(),
        limits: Limits = Limits()
    ) throws(SigningError) {
        var policy = policy
        // A decision is signed whole, whatever else may be signed in parts.
        policy.allowsPartlySigned = false
        signatures = try XMLValidator(trust: trust, policy: policy, source: source)
        certificates = trust.intermediates
        self.knowledge = knowledge
        self.limits = limits
    }

    /// A verifier that knows something else.
    public func knowing(_ knowledge: DecisionKnowledge) -> DecisionFileVerifier {
        DecisionFileVerifier(copying: self, knowledge)
    }

    private init(copying other: DecisionFileVerifier, _ knowledge: DecisionKnowledge) {
        signatures = other.signatures
        certificates = other.certificates
        limits = other.limits
        self.knowledge = knowledge
    }

    /// Judges a document.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - time: The time to judge at.
    /// - Returns: The four answers. A forged document is an answer, not an error.
    /// - Throws: ``SigningError`` as ``facts(of:at:)`` does.
    public func verify(_ document: any RandomAccessBytes, at time: Timestamp) throws(SigningError) -> Outcome {
        let facts = try facts(of: document, at: time)
        return Outcome(
            report: DecisionVerifier.verify(facts, profile: knowledge.profile),
            signature: facts.signature
        )
    }

    /// Finds out what is known about a document, without an opinion.
    ///
    /// - Throws: ``SigningError`` if the document cannot be read as XML or is over a limit.
    public func facts(of document: any RandomAccessBytes, at time: Timestamp) throws(SigningError) -> DecisionFacts {
        let signed = try SignedDecision(document, certificates: certificates, limits: limits)
        let report = try signed.signatures.map { facts throws(SigningError) in
            try signatures.validate(facts, at: time)
        }
        let decision = signed.reading.decision
        return DecisionFacts(
            document: signed.reading,
            signature: report,
            coversWholeDocument: signed.coversWholeDocument,
            trustedTime: report?.signatures.first?.provenTime,
            authorities: knowledge.authorities,
            statusList: decision.status.flatMap { $0.list }.flatMap { knowledge.statusList($0) },
            prolongations: decision.kind == .certificate
                ? knowledge.prolongations(of: decision.documentNumber) : [],
            judgedAt: time
        )
    }
}
