public import KandasDocs
public import KandasSign

/// Vouches for decisions that are embedded in PDFs, so that a print form can be attached to an application.
///
/// A document passes if it is genuine; whether its status is in force is for the application's rules.
public struct EmbeddedDecisions: EmbeddedDecisionVerifier {
    private let verifier: DecisionFileVerifier?
    private let time: Timestamp

    /// Vouches for decisions that are proven to be genuine.
    ///
    /// - Parameters:
    ///   - verifier: Judges them.
    ///   - time: The time to judge at.
    public init(_ verifier: DecisionFileVerifier, at time: Timestamp) {
        self.verifier = verifier
        self.time = time
    }

    /// Vouches for decisions whose one signature holds and covers the whole document, by whomever it is: for an applicant,
    /// who knows whom to trust no better than the paper in hand. Intake judges the same file by its trust.
    public static let sound = EmbeddedDecisions()

    private init() {
        verifier = nil
        time = Timestamp(seconds: 0)
    }

    /// Whether a document is a decision that may stay in a PDF.
    public func vouches(for bytes: [UInt8]) -> Bool {
        if let verifier {
            return (try? verifier.verify(MemoryBytes(bytes), at: time).report.isGenuine) == true
        }
        guard let signed = try? SignedDecision(MemoryBytes(bytes)), signed.coversWholeDocument,
            let signature = signed.signatures?.signatures.first
        else { return false }
        return signature.signatureIsValid == true && signature.contentMatches == true
    }
}
