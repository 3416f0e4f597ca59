public import KandasSign

/// Whether an application may be accepted, and if not, who must do what.
public struct IntakeReport: Sendable {
    /// The answer.
    public let verdict: Verdict
    /// Why, and who must do what.
    ///
    /// Failures first, then what is missing, then remarks.
    public let reasons: [Reason]
    /// What the application is about; `nil` if it could not be read.
    public let summary: Summary?
    /// The time that was judged at.
    public let judgedAt: Timestamp

    /// What becomes of an application.
    public enum Verdict: String, Sendable, CaseIterable, Codable {
        /// It is taken in.
        case accept
        /// It goes back to the applicant.
        case returned = "return"
        /// It waits until what is missing is there; the applicant need not do anything.
        case wait
    }

    /// The main indication of ETSI EN 319 102-1 that stands for the verdict.
    public var indication: Indication {
        switch verdict {
        case .accept: .totalPassed
        case .wait: .indeterminate
        case .returned: isSigned ? .totalFailed : .noSignatureFound
        }
    }

    let isSigned: Bool

    /// The application itself, if it could be read; whether to act on it says ``verdict``.
    public let application: Application?

    /// An application in a few words.
    ///
    /// Identification numbers are masked.
    public struct Summary: Hashable, Sendable {
        /// The identifier.
        public let id: String?
        /// What is asked for.
        public let service: Application.Service?
        /// How it was handed in.
        public let channel: Application.Channel?
        /// The applicant's surname and name.
        public let applicantName: String
        /// The applicant's IIN, masked.
        public let applicantIIN: String?
        /// The number of family members.
        public let members: Int
        /// The number of attachments.
        public let attachments: Int
        /// Whether an operator signed, and not the applicant; `nil` if neither did.
        public let isSignedByOperator: Bool?

        init(_ application: Application, isSignedByOperator: Bool?) {
            id = application.id
            service = application.service
            channel = application.channel
            applicantName = application.applicant.displayName
            applicantIIN = application.applicant.iin.map(RuleSubject.masked)
            members = application.members.count
            attachments = application.attachments.count
            self.isSignedByOperator = isSignedByOperator
        }
    }
}
