/// One finding of a report: what is wrong or noteworthy, where, and who must do what.
///
/// The texts stand in catalogues under ``code``; a reason itself holds no words.
public struct Reason: Hashable, Sendable {
    /// The stable code: `HASH_FAILURE`, `SIGNER_NOT_APPLICANT`, `KND-ID-02`.
    public var code: String

    /// What the finding does to the verdict.
    public var severity: Severity

    /// The ETSI sub-indication, where there is one.
    public var subIndication: SubIndication?

    /// The rule of the service that the finding comes under, such as `KND-ID-09`.
    public var rule: String?

    /// Where it was found.
    public var location: Location?

    /// Who must act, or `nil` where nobody needs to.
    public var actor: Actor?

    /// Values for the text's placeholders. Never a secret; identification numbers are masked.
    public var parameters: [String: String]

    /// Creates a reason.
    public init(
        _ code: String,
        _ severity: Severity,
        subIndication: SubIndication? = nil,
        rule: String? = nil,
        location: Location? = nil,
        actor: Actor? = nil,
        parameters: [String: String] = [:]
    ) {
        self.code = code
        self.severity = severity
        self.subIndication = subIndication
        self.rule = rule
        self.location = location
        self.actor = actor
        self.parameters = parameters
    }

    /// What a finding does to the verdict.
    public enum Severity: String, Sendable, Codable {
        /// The verdict is failed.
        case failure
        /// The verdict is indeterminate, unless another finding makes it failed.
        case indeterminate
        /// An official should look at it; the verdict stays.
        case warning
        /// Worth knowing; the verdict stays.
        case note
    }

    /// Who must act.
    public enum Actor: String, Sendable, Codable {
        /// The person who applies, or the operator who helps.
        case applicant
        /// The intake service that takes the application in.
        case intake
        /// The local executive body that decides.
        case authority
        /// Whoever runs this software: trust, evidence, policy, services.
        case `operator`
    }

    /// Where something was found.
    public struct Location: Hashable, Sendable, Codable {
        /// A file inside the container, or the input file's name.
        public var file: String?
        /// The number of the signature in the report, from 1.
        public var signature: Int?
        /// A path in a form, such as `members[2].birthDate`.
        public var path: String?
        /// The first byte concerned, from 0.
        public var offset: Int?

        /// Creates a location.
        public init(file: String? = nil, signature: Int? = nil, path: String? = nil, offset: Int? = nil) {
            self.file = file
            self.signature = signature
            self.path = path
            self.offset = offset
        }
    }
}
