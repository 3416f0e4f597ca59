public import KandasSign

/// Judges what the codes of papers carry: decisions in four answers, claims, the documents of the national portal.
///
/// It may serve many tasks at once.
public struct PaperVerifier: Sendable {
    private let decisions: DecisionFileVerifier
    private let claims: ClaimVerifier
    private let signatures: XMLValidator
    private let certificates: [Certificate]
    private let limits: Limits

    /// Creates a verifier.
    ///
    /// - Parameters:
    ///   - decisions: Judges decisions.
    ///   - trust: Whom to trust.
    ///   - policy: What signatures must fulfil.
    ///   - source: Who is asked about revocation where the evidence at hand does not suffice; `nil` for nobody.
    ///   - authorities: The list of authorities.
    ///   - limits: The bounds within which documents are read.
    /// - Throws: ``KandasSign/SigningError`` with code `CRYPTO_LIBRARY_FAILURE` if OpenSSL does not take an anchor.
    public init(
        decisions: DecisionFileVerifier,
        trust: TrustStore,
        policy: ValidationPolicy = .generic,
        source: (any EvidenceSource)? = nil,
        authorities: AuthorityList?,
        limits: Limits = Limits()
    ) throws(SigningError) {
        self.decisions = decisions
        self.limits = limits
        certificates = trust.intermediates
        claims = try ClaimVerifier(trust: trust, policy: policy, source: source, authorities: authorities)
        var policy = policy
        // A document is signed whole, whatever else may be signed in parts.
        policy.allowsPartlySigned = false
        signatures = try XMLValidator(trust: trust, policy: policy, source: source)
    }

    /// Judges codes.
    ///
    /// - Parameters:
    ///   - codes: The codes.
    ///   - time: The time to judge at.
    /// - Returns: What became of them. A forged document is an answer, not an error.
    /// - Throws: ``KandasSign/SigningError``: what verifying throws, such as `CRYPTO_LIBRARY_FAILURE`.
    public func verify(_ codes: PaperCodes, at time: Timestamp) throws(SigningError) -> PaperReport {
        var outcomes: [DecisionFileVerifier.Outcome] = []
        var documents: [ValidationReport] = []
        var findings = codes.findings
        for set in codes.sets {
            let document = MemoryBytes(set.document)
            do throws(SigningError) {
                guard DecisionDocument.isDecision(document, limits: limits) else {
                    let reader = XMLSignatureReader(limits: limits, certificates: certificates)
                    documents.append(try signatures.validate(try reader.read(document), at: time))
                    continue
                }
                let outcome = try decisions.verify(document, at: time)
                outcomes.append(outcome)
                findings += PaperVerifier.numbers([set.documentNumber, outcome.report.decision.documentNumber])
            } catch {
                guard error.code != .cryptoLibraryFailure else { throw error }
                // What cannot even be read is no document.
                findings.append(QRSetError("KND-QR-02", ["cause": error.code.rawValue]).reason)
            }
        }
        var reports: [ClaimReport] = []
        for claim in codes.claims {
            reports.append(try claims.verify(claim, at: time))
            // Beside a whole row, a compact code must be of the same document.
            let others = outcomes.map(\.report.decision)
            guard !others.isEmpty, !others.contains(where: { (try? CertificateClaim($0)) == claim.claim }) else {
                continue
            }
            findings += PaperVerifier.numbers(
                [claim.claim.documentNumber, others.first?.documentNumber ?? "–"],
                isMixed: true
            )
        }
        return PaperReport(decisions: outcomes, documents: documents, claims: reports, findings: findings)
    }

    /// The finding that numbers which should be one differ (KND-QR-04).
    private static func numbers(_ numbers: [String?], isMixed: Bool = false) -> [Reason] {
        let known = numbers.compactMap(\.self)
        guard isMixed || Set(known).count > 1 else { return [] }
        return [QRSetError("KND-QR-04", ["numbers": known.joined(separator: ", ")]).reason]
    }
}
