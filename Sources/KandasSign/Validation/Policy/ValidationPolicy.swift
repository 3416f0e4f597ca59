/// What a signature must fulfil to pass, and for what.
///
/// A policy comes with the library, or is a document of its own (``init(json:limits:)``). None can make a signature pass
/// whose mathematics, path or revocation do not hold: it can only ask for more, with the exceptions of
/// ``allowsUncheckedRevocation`` and ``allowsPartlySigned``, which a report says in words.
public struct ValidationPolicy: Sendable, Hashable {
    /// The policy's name, as it stands in reports.
    public var name: String
    /// The policy's version, as it stands in reports.
    public var version: String
    /// The lowest level that a signature must have.
    public var requiredLevel: SignatureLevel
    /// Which algorithms and keys are strong enough, and when.
    public var algorithms: AlgorithmRules
    /// The roles of which a signer must have one; empty if any will do.
    public var roles: Set<CertificateRole>
    /// The certificate policies of which a signer's certificate must name one; empty if any will do.
    public var certificatePolicies: Set<ObjectIdentifier>
    /// The policies of which a timestamp must have one to prove anything; empty if any will do.
    public var timestampPolicies: Set<ObjectIdentifier>
    /// How recent evidence about revocation must be.
    public var freshness: RevocationFreshness
    /// Whether a signature may pass without an answer about revocation. A report says so in words.
    public var allowsUncheckedRevocation: Bool
    /// Whether an XML document may pass of which some part is not signed. A report lists what is.
    public var allowsPartlySigned = false
    /// Findings that weigh more than they usually do, by code; only codes of ``weighable`` count.
    public var severities: [String: Reason.Severity]
    /// Which services are asked where a certificate names none.
    public var services: ServiceDefaults

    /// Services that are asked where nothing else is named.
    public struct ServiceDefaults: Sendable, Hashable {
        /// OCSP responders, in the order asked.
        public var ocsp: [HTTPAddress]
        /// Timestamping authorities, in the order asked.
        public var timestamps: [HTTPAddress]
        /// Whether addresses in certificates may lead to this machine and to private networks.
        public var allowsPrivateAddresses: Bool

        /// Names services.
        public init(
            ocsp: [HTTPAddress] = [],
            timestamps: [HTTPAddress] = [],
            allowsPrivateAddresses: Bool = false
        ) {
            self.ocsp = ocsp
            self.timestamps = timestamps
            self.allowsPrivateAddresses = allowsPrivateAddresses
        }
    }

    /// Creates a policy.
    public init(
        name: String,
        version: String,
        requiredLevel: SignatureLevel = .basic,
        algorithms: AlgorithmRules = .current,
        roles: Set<CertificateRole> = [],
        certificatePolicies: Set<ObjectIdentifier> = [],
        timestampPolicies: Set<ObjectIdentifier> = [],
        freshness: RevocationFreshness = RevocationFreshness(),
        allowsUncheckedRevocation: Bool = false,
        severities: [String: Reason.Severity] = [:],
        services: ServiceDefaults = ServiceDefaults()
    ) {
        self.name = name
        self.version = version
        self.requiredLevel = requiredLevel
        self.algorithms = algorithms
        self.roles = roles
        self.certificatePolicies = certificatePolicies
        self.timestampPolicies = timestampPolicies
        self.freshness = freshness
        self.allowsUncheckedRevocation = allowsUncheckedRevocation
        self.severities = severities
        self.services = services
    }

    /// For any signed file: strong algorithms, a path, and an answer about revocation.
    public static let generic = shipped("generic")

    /// For an application: what NCALayer often gives is a signature without signing certificate, so `basic` will do.
    public static let application = shipped("kandas-application")

    /// For a decision of a local executive body: signed by its first head.
    public static let decision = shipped("kandas-decision")

    /// The names of the policies that come with the library.
    public static let shippedNames = ["generic", "kandas-application", "kandas-decision", "legacy"]

    /// A policy that comes with the library.
    ///
    /// - Returns: `nil` unless `name` is one of ``shippedNames``.
    public init?(shipped name: String) {
        guard let json = ValidationPolicy.shippedDocument(name), let policy = try? ValidationPolicy(json: json) else {
            return nil
        }
        self = policy
    }

    /// The document of a policy that comes with the library, as UTF-8 JSON.
    public static func shippedDocument(_ name: String) -> [UInt8]? {
        switch name {
        case "generic": PackageResources.generic_policy_json
        case "kandas-application": PackageResources.kandas_application_policy_json
        case "kandas-decision": PackageResources.kandas_decision_policy_json
        case "legacy": PackageResources.legacy_policy_json
        default: nil
        }
    }

    private static func shipped(_ name: String) -> ValidationPolicy {
        // A test makes sure that the built-in documents are readable. One that is not allows nothing at all.
        ValidationPolicy(shipped: name)
            ?? ValidationPolicy(name: name, version: "unreadable", algorithms: AlgorithmRules(digests: [], keys: []))
    }
}

extension ValidationPolicy {
    /// The codes whose severity a policy may raise: what is otherwise a remark.
    public static let weighable: Set<String> = [
        "ATTRIBUTES_NOT_DER", "CERTIFICATE_AMBIGUOUS", "LEVEL_BASIC", "NO_SIGNED_ATTRIBUTES",
    ]

    /// A reason with the severity that this policy gives it, never less than its own.
    func weighed(_ reason: Reason) -> Reason {
        guard ValidationPolicy.weighable.contains(reason.code), let severity = severities[reason.code],
            severity.rank > reason.severity.rank
        else { return reason }
        var reason = reason
        reason.severity = severity
        if severity == .failure || severity == .indeterminate {
            reason.subIndication = reason.subIndication ?? .sigConstraintsFailure
            reason.actor = reason.actor ?? .applicant
        }
        return reason
    }
}

extension Reason.Severity {
    /// How much it weighs.
    fileprivate var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .indeterminate: 2
        case .failure: 3
        }
    }
}
