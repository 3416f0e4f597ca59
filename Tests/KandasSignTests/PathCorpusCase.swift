import FoundationEssentials
import Support
import Testing

@testable import KandasSign

/// One line of the corpora's index that is about a path, a revocation list or an OCSP response.
struct PathCorpusCase: Decodable, CustomTestStringConvertible, Sendable {
    let corpus: String
    let id: String
    let kind: String
    let expected: String
    let reason: String?
    let files: [String: CorpusCase.Paths]
    let validationTime: String?
    let trustAnchors: [String]?
    let confidence: String?
    let params: Parameters?
    let weak: [String]?

    struct Parameters: Decodable, Sendable {
        let revocation: String?
        let policySet: [String]?
        let explicitPolicy: Bool?
        let inhibitMapping: Bool?
        let inhibitAnyPolicy: Bool?
        let status: String?
        let core: Bool?
        let keyPurpose: String?
        let lastCertificateTrust: String?
        let specific: Bool?

        enum CodingKeys: String, CodingKey {
            case revocation, status, core
            case policySet = "initial_policy_set"
            case explicitPolicy = "initial_explicit_policy"
            case inhibitMapping = "initial_policy_mapping_inhibit"
            case inhibitAnyPolicy = "initial_inhibit_any_policy"
            case keyPurpose = "key_purpose"
            case lastCertificateTrust = "last_cert_trust"
            case specific = "openssl_specific"
        }
    }

    enum CodingKeys: String, CodingKey {
        case corpus, id, kind, expected, reason, files, confidence, params, weak
        case validationTime = "validation_time"
        case trustAnchors = "trust_anchors"
    }

    var testDescription: String { "\(corpus)/\(id)" }

    static func all(_ corpora: String...) -> [PathCorpusCase] {
        guard let text = try? Fixtures.bytes("corpora/INDEX.jsonl") else { return [] }
        return text.split(separator: 0x0a)
            .compactMap { try? JSONDecoder().decode(PathCorpusCase.self, from: Data($0)) }
            .filter { corpora.contains($0.corpus) }
    }

    /// The time to judge at.
    var time: Timestamp { validationTime.flatMap { Timestamp($0) } ?? Timestamp(seconds: 1_795_000_000) }

    /// The files of a role, decoded from PEM if they are armored.
    func ders(_ role: String) throws -> [[UInt8]] { try PathCorpusCase.ders(files[role]?.all ?? []) }

    /// The bytes of the file of a role.
    func bytes(_ role: String) throws -> [UInt8]? {
        try files[role]?.all.first.map { try Fixtures.bytes("corpora/\($0)") }
    }

    static func ders(_ paths: [String]) throws -> [[UInt8]] {
        try paths.flatMap { path in
            let bytes = try Fixtures.bytes("corpora/\(path)")
            return bytes.first == DER.Tag.sequence ? [bytes] : try PEMBlock.all(in: bytes).map(\.bytes)
        }
    }

    /// The certificates of a role that can be read.
    func certificates(_ role: String) throws -> [Certificate] {
        try ders(role).compactMap { try? Certificate(der: $0) }
    }

    /// The verdict on the leaf, with what was found.
    func judge(policy: ValidationPolicy = .lenient) throws -> (isValid: Bool, why: String) {
        let leaf: Certificate
        do {
            leaf = try Certificate(der: try #require(try ders("leaf").first))
        } catch {
            return (false, "leaf: \(error)")
        }
        var policy = policy
        policy.allowsUncheckedRevocation = params?.revocation != "required"
        let anchors = try PathCorpusCase.ders(trustAnchors ?? []).compactMap { try? Certificate(der: $0) }
        let trust = TrustStore(anchors: anchors)
        let chain = try ChainJudge(trust: trust, policy: policy, purpose: .signer)
        let prepared = chain.prepare(
            Evidence(
                certificates: try certificates("intermediates"),
                revocationLists: try ders("crls").compactMap { try? CertificateRevocationList(der: $0) }
            )
        )
        let set = (params?.policySet ?? []).filter { $0 != "2.5.29.32.0" }.compactMap { ObjectIdentifier(dotted: $0) }
        let judgement = try chain.judge(
            leaf,
            helpers: prepared.helpers,
            revocation: prepared.revocation,
            at: time,
            policies: PolicyInputs(
                acceptable: Set(set),
                requiresExplicitPolicy: params?.explicitPolicy ?? false,
                inhibitsMapping: params?.inhibitMapping ?? false,
                inhibitsAnyPolicy: params?.inhibitAnyPolicy ?? false
            )
        )
        let against = judgement.reasons.filter { $0.severity == .failure || $0.severity == .indeterminate }
        let words = against.map { "\($0.code) \($0.parameters["detail"] ?? "")" }.joined(separator: ", ")
        return (!judgement.path.isEmpty && against.isEmpty, words)
    }
}

extension PathCorpusCase {
    /// What the list or the response of the case says of its leaf: `good`, `revoked` or `unknown`.
    func status() throws -> String {
        guard let leaf = try certificates("leaf").first, let issuer = try certificates("issuer").first else {
            return "unknown"
        }
        let evidence = Evidence(
            certificates: try certificates("issuer2"),
            revocationLists: try ders("crl").compactMap { try? CertificateRevocationList(der: $0) },
            ocspResponses: try ders("response").compactMap { try? OCSPResponse(der: $0) }
        )
        let week: Int64 = 7 * 86_400
        let freshness = RevocationFreshness(maximumAgeWithoutNextUpdate: week, maximumAge: week, clockSkew: 0)
        switch RevocationChecker(evidence: evidence, freshness: freshness).status(of: leaf, authority: issuer, at: time)
        {
        case .good: return "good"
        case .revoked, .neverIssued: return "revoked"
        case .unknown: return "unknown"
        }
    }
}

extension ValidationPolicy {
    /// Nothing is too weak: what is old in a corpus says nothing about paths.
    static var lenient: ValidationPolicy {
        var rules = AlgorithmRules.current
        rules.digests = DigestAlgorithm.allCases.map { AlgorithmRules.Digest($0) }
        rules.keys.append(AlgorithmRules.Key(.rsa, minimumBits: 512))
        return ValidationPolicy(name: "lenient", version: "1", algorithms: rules)
    }
}
