/// Judges a certificate alone: its path to an anchor, the algorithms in it, certificate policies, revocation.
///
/// What the certificate may be used for is not judged; a signature's validator does that. A pure function of its inputs: no
/// clock, no network.
public struct CertificateValidator: Sendable {
    private let policy: ValidationPolicy
    private let chain: ChainJudge
    private let source: (any EvidenceSource)?

    /// Creates a validator.
    ///
    /// - Parameters:
    ///   - trust: Whom to trust, and evidence.
    ///   - policy: The policy to judge by.
    ///   - source: Who is asked where the evidence at hand does not suffice; `nil` for nobody.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure``.
    public init(
        trust: TrustStore,
        policy: ValidationPolicy = .generic,
        source: (any EvidenceSource)? = nil
    ) throws(SigningError) {
        self.policy = policy
        self.source = source
        chain = try ChainJudge(trust: trust, policy: policy, purpose: .signer)
    }

    /// Judges a certificate.
    ///
    /// - Parameters:
    ///   - certificate: The certificate.
    ///   - evidence: What came with it, besides what the trust store has.
    ///   - time: The time to judge at.
    ///   - policies: What the path must fulfil about certificate policies.
    /// - Returns: The report; passed only if there is a path, and nothing in it is weak, revoked or unknown.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` only.
    public func validate(
        _ certificate: Certificate,
        evidence: Evidence = Evidence(),
        at time: Timestamp,
        policies: PolicyInputs = PolicyInputs()
    ) throws(SigningError) -> CertificateReport {
        let known = ChainEvidence(chain: chain, evidence: evidence, source: source, time: time)
        let judgement = try chain.judge(
            certificate,
            helpers: known.helpers,
            revocation: known,
            at: time,
            policies: policies
        )
        let reasons =
            judgement.reasons.map(CertificateValidator.aboutCertificate).map(policy.weighed)
            + known.failures.map(\.reason)
        let deciding = reasons.first { $0.severity == .failure } ?? reasons.first { $0.severity == .indeterminate }
        let indication: Indication =
            switch deciding?.severity {
            case .failure: .totalFailed
            // Stated positively: without a path, nothing else can make a certificate pass.
            case nil where !judgement.path.isEmpty: .totalPassed
            default: .indeterminate
            }
        let steps = judgement.path.enumerated()
            .map { depth, certificate in
                CertificateReport.Step(
                    certificate: certificate,
                    revocation: depth < judgement.statuses.count ? judgement.statuses[depth] : nil
                )
            }
        return CertificateReport(
            certificate: certificate,
            indication: indication,
            subIndication: indication == .totalPassed ? nil : deciding?.subIndication,
            path: steps,
            reasons: reasons,
            judgedAt: time,
            policy: "\(policy.name)/\(policy.version)"
        )
    }

    /// A finding in the words that fit where no signature is judged: a certificate that was revoked by the judged time is
    /// revoked at it, whatever may once have been signed with its key.
    private static func aboutCertificate(_ reason: Reason) -> Reason {
        guard reason.code == "REVOKED_NO_POE" else { return reason }
        return Reason(
            "CERTIFICATE_REVOKED",
            .failure,
            subIndication: .revoked,
            actor: .applicant,
            parameters: ["date": reason.parameters["date"] ?? ""]
        )
    }
}
