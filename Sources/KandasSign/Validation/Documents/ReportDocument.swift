public import KandasText

/// A validation report as JSON; its shape is published in `schemas/report.schema.json`.
public struct ReportDocument: Encodable, Sendable {
    /// The file that was judged.
    public let file: String
    /// What kind of file it is.
    public let format: SignedFileFormat
    /// `passed`, `failed` or `indeterminate`.
    public let verdict: String
    /// The main indication: that of the signature that decided.
    public let indication: Indication
    /// The sub-indication that decided.
    public let subIndication: SubIndication?
    /// The time that was judged at, RFC 3339.
    public let judgedAt: String
    /// The policy and its version.
    public let policy: String
    /// Every finding, about the file and about each signature.
    public let reasons: [ReasonDocument]
    /// The signatures.
    public let signatures: [SignatureDocument]
    /// The files that the signatures cover, for a container.
    public let signedFiles: [String]?

    /// Describes a report.
    public init(
        _ report: ValidationReport,
        file: String,
        format: SignedFileFormat,
        signedFiles: [String]? = nil,
        catalogue: Catalogue,
        language: Language
    ) {
        self.file = file
        self.format = format
        verdict = report.verdict.name
        let reasons = report.allReasons
        let deciding =
            reasons.first { $0.severity == .failure } ?? reasons.first { $0.severity == .indeterminate }
        indication =
            switch report.verdict {
            case .passed: .totalPassed
            case .failed: .totalFailed
            case .indeterminate: report.signatures.isEmpty ? .noSignatureFound : .indeterminate
            }
        subIndication = report.verdict.isPassed ? nil : deciding?.subIndication
        judgedAt = report.judgedAt.description
        policy = report.policy
        self.reasons = reasons.map { ReasonDocument($0, catalogue: catalogue, language: language) }
        signatures = report.signatures.map { SignatureDocument($0, catalogue: catalogue, language: language) }
        self.signedFiles = signedFiles
    }
}
