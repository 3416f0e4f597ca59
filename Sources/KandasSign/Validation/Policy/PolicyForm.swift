/// A policy as it stands in JSON; `schemas/policy.schema.json` describes it.
struct PolicyForm: Decodable {
    /// The version of the form.
    static let version = 1

    var policyVersion: Int
    var name: String
    var version: String
    var requiredLevel: SignatureLevel
    var algorithms: Algorithms
    var signer: Signer?
    var timestamps: Timestamps?
    var revocation: Revocation
    var severities: [String: Reason.Severity]?
    var services: Services?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case policyVersion
        case name
        case version
        case requiredLevel
        case algorithms
        case signer
        case timestamps
        case revocation
        case severities
        case services
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        policyVersion = try fields.decode(Int.self, forKey: .policyVersion)
        // Asked first: a later version may well have other keys.
        guard policyVersion == PolicyForm.version else {
            throw SigningError.unsupported("a policy document of version \(policyVersion), not \(PolicyForm.version)")
        }
        try decoder.refuseUnknownKeys(but: CodingKeys.self)
        name = try fields.decode(String.self, forKey: .name)
        version = try fields.decode(String.self, forKey: .version)
        requiredLevel = try fields.decode(SignatureLevel.self, forKey: .requiredLevel)
        algorithms = try fields.decode(Algorithms.self, forKey: .algorithms)
        signer = try fields.decodeIfPresent(Signer.self, forKey: .signer)
        timestamps = try fields.decodeIfPresent(Timestamps.self, forKey: .timestamps)
        revocation = try fields.decode(Revocation.self, forKey: .revocation)
        severities = try fields.decodeIfPresent([String: Reason.Severity].self, forKey: .severities)
        services = try fields.decodeIfPresent(Services.self, forKey: .services)
    }
}

extension PolicyForm {
    struct Algorithms: Decodable {
        var digests: [Digest]
        var keys: [Key]

        enum CodingKeys: String, CodingKey, CaseIterable {
            case digests
            case keys
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: CodingKeys.self)
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            digests = try fields.decode([Digest].self, forKey: .digests)
            keys = try fields.decode([Key].self, forKey: .keys)
        }
    }

    struct Digest: Decodable {
        var name: String
        var from: String?
        var until: String?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case name
            case from
            case until
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: CodingKeys.self)
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            name = try fields.decode(String.self, forKey: .name)
            from = try fields.decodeIfPresent(String.self, forKey: .from)
            until = try fields.decodeIfPresent(String.self, forKey: .until)
        }
    }

    struct Key: Decodable {
        var type: AlgorithmRules.KeyType
        var minimumBits: Int?
        var from: String?
        var until: String?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case type
            case minimumBits
            case from
            case until
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: CodingKeys.self)
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            type = try fields.decode(AlgorithmRules.KeyType.self, forKey: .type)
            minimumBits = try fields.decodeIfPresent(Int.self, forKey: .minimumBits)
            from = try fields.decodeIfPresent(String.self, forKey: .from)
            until = try fields.decodeIfPresent(String.self, forKey: .until)
        }
    }

    struct Signer: Decodable {
        var roles: [CertificateRole]?
        var certificatePolicies: [String]?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case roles
            case certificatePolicies
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: CodingKeys.self)
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            roles = try fields.decodeIfPresent([CertificateRole].self, forKey: .roles)
            certificatePolicies = try fields.decodeIfPresent([String].self, forKey: .certificatePolicies)
        }
    }

    struct Timestamps: Decodable {
        var policies: [String]

        enum CodingKeys: String, CodingKey, CaseIterable {
            case policies
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: CodingKeys.self)
            policies = try decoder.container(keyedBy: CodingKeys.self).decode([String].self, forKey: .policies)
        }
    }

    struct Revocation: Decodable {
        var unchecked: Reason.Severity
        var maximumAgeWithoutNextUpdate: Int64
        var maximumAge: Int64?
        var grace: Int64
        var clockSkew: Int64

        enum CodingKeys: String, CodingKey, CaseIterable {
            case unchecked
            case maximumAgeWithoutNextUpdate
            case maximumAge
            case grace
            case clockSkew
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: CodingKeys.self)
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            unchecked = try fields.decode(Reason.Severity.self, forKey: .unchecked)
            maximumAgeWithoutNextUpdate = try fields.decode(Int64.self, forKey: .maximumAgeWithoutNextUpdate)
            maximumAge = try fields.decodeIfPresent(Int64.self, forKey: .maximumAge)
            grace = try fields.decode(Int64.self, forKey: .grace)
            clockSkew = try fields.decode(Int64.self, forKey: .clockSkew)
        }
    }

    struct Services: Decodable {
        var ocsp: [String]?
        var timestamps: [String]?
        var allowsPrivateAddresses: Bool?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case ocsp
            case timestamps
            case allowsPrivateAddresses
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: CodingKeys.self)
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            ocsp = try fields.decodeIfPresent([String].self, forKey: .ocsp)
            timestamps = try fields.decodeIfPresent([String].self, forKey: .timestamps)
            allowsPrivateAddresses = try fields.decodeIfPresent(Bool.self, forKey: .allowsPrivateAddresses)
        }
    }
}
