/// What a validation found.
public struct ValidationReport: Sendable {
    /// What it comes to.
    public let verdict: Verdict
    /// Findings about the file as a whole.
    public let reasons: [Reason]
    /// The signatures, in the file's order.
    public let signatures: [SignatureReport]
    /// The time that was judged at.
    public let judgedAt: Timestamp
    /// The policy that was judged by, as name and version.
    public let policy: String

    /// All findings: about the file, then about each signature and the signatures over it.
    public var allReasons: [Reason] { reasons + signatures.flatMap(ValidationReport.reasons) }

    private static func reasons(of signature: SignatureReport) -> [Reason] {
        signature.reasons + signature.countersignatures.flatMap(reasons)
    }
}
