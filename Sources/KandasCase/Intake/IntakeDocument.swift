public import KandasSign
public import KandasText

/// An intake report as JSON; its shape is published in `schemas/intake.schema.json`.
public struct IntakeDocument: Encodable, Sendable {
    /// The file that was judged.
    public let file: String
    /// `accept`, `return` or `wait`.
    public let decision: IntakeReport.Verdict
    /// `passed` for accept, `failed` for return, `indeterminate` for wait.
    public let verdict: String
    /// The main indication of ETSI EN 319 102-1 that stands for the verdict.
    public let indication: Indication
    /// What the application is about; identification numbers are masked.
    public let application: Summary?
    /// Every reason, failures first.
    public let reasons: [ReasonDocument]
    /// The signatures.
    public let signatures: [SignatureDocument]
    /// The time that was judged at, RFC 3339.
    public let judgedAt: String
    /// The signature policy and its version.
    public let policy: String

    /// An application in a few words.
    public struct Summary: Encodable, Sendable {
        /// The identifier.
        public let id: String?
        /// What is asked for.
        public let service: String?
        /// How it was handed in.
        public let channel: String?
        /// The applicant's surname and name.
        public let applicant: String
        /// The applicant's IIN, masked.
        public let applicantIIN: String?
        /// The number of family members.
        public let members: Int
        /// The number of attachments.
        public let attachments: Int
        /// Whether an operator signed, and not the applicant.
        public let isSignedByOperator: Bool?
    }

    /// Describes a report.
    public init(
        _ outcome: ApplicationVerifier.Outcome,
        file: String,
        catalogue: Catalogue,
        language: Language
    ) {
        let report = outcome.report
        self.file = file
        decision = report.verdict
        verdict =
            switch report.verdict {
            case .accept: "passed"
            case .returned: "failed"
            case .wait: "indeterminate"
            }
        indication = report.indication
        application = report.summary.map { summary in
            Summary(
                id: summary.id,
                service: summary.service?.rawValue,
                channel: summary.channel?.rawValue,
                applicant: summary.applicantName,
                applicantIIN: summary.applicantIIN,
                members: summary.members,
                attachments: summary.attachments,
                isSignedByOperator: summary.isSignedByOperator
            )
        }
        reasons = report.reasons.map { ReasonDocument($0, catalogue: catalogue, language: language) }
        signatures = outcome.signatures.signatures.map {
            SignatureDocument($0, catalogue: catalogue, language: language)
        }
        judgedAt = report.judgedAt.description
        policy = outcome.signatures.policy
    }
}
