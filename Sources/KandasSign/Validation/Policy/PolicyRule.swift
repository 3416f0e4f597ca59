/// One thing that a policy says, for people: a code with the values of its text.
public struct PolicyRule: Sendable, Hashable {
    /// The code of the text, such as `POLICY_LEVEL`.
    public let code: String
    /// The values for the text's placeholders.
    public let parameters: [String: String]

    init(_ code: String, _ parameters: [String: String] = [:]) {
        self.code = code
        self.parameters = parameters
    }
}

extension ValidationPolicy {
    /// Everything that the policy says, in the order of its document.
    public var rules: [PolicyRule] {
        [PolicyRule("POLICY_LEVEL", ["level": requiredLevel.rawValue])]
            + algorithms.rules
            + [
                ValidationPolicy.choice("POLICY_ROLES", roles.map(\.rawValue)),
                ValidationPolicy.choice("POLICY_CERTIFICATE_POLICIES", certificatePolicies.map(\.description)),
                ValidationPolicy.choice("POLICY_TIMESTAMP_POLICIES", timestampPolicies.map(\.description)),
                PolicyRule(allowsUncheckedRevocation ? "POLICY_UNCHECKED_WARNS" : "POLICY_UNCHECKED_WAITS"),
                PolicyRule("POLICY_AGE_WITHOUT_NEXT", ["seconds": "\(freshness.maximumAgeWithoutNextUpdate)"]),
            ]
            + (freshness.maximumAge.map { [PolicyRule("POLICY_MAXIMUM_AGE", ["seconds": "\($0)"])] } ?? [])
            + [
                PolicyRule("POLICY_GRACE", ["seconds": "\(freshness.grace)"]),
                PolicyRule("POLICY_CLOCK_SKEW", ["seconds": "\(freshness.clockSkew)"]),
            ]
            + severities.sorted { $0.key < $1.key }
            .map { PolicyRule("POLICY_SEVERITY", ["code": $0.key, "severity": $0.value.rawValue]) }
            + ValidationPolicy.places("POLICY_OCSP", services.ocsp)
            + ValidationPolicy.places("POLICY_TSP", services.timestamps)
            + (services.allowsPrivateAddresses ? [PolicyRule("POLICY_PRIVATE_ADDRESSES")] : [])
    }

    /// What this policy says and another does not, and the other way round.
    public func differences(from other: ValidationPolicy) -> (added: [PolicyRule], missing: [PolicyRule]) {
        let own = rules
        let others = other.rules
        return (own.filter { !others.contains($0) }, others.filter { !own.contains($0) })
    }

    private static func choice(_ code: String, _ values: [String]) -> PolicyRule {
        values.isEmpty
            ? PolicyRule("\(code)_ANY") : PolicyRule(code, ["values": values.sorted().joined(separator: ", ")])
    }

    private static func places(_ code: String, _ addresses: [HTTPAddress]) -> [PolicyRule] {
        guard !addresses.isEmpty else { return [] }
        return [PolicyRule(code, ["values": addresses.map(\.description).joined(separator: ", ")])]
    }
}

extension AlgorithmRules {
    fileprivate var rules: [PolicyRule] {
        let named = Set(digests.map(\.algorithm))
        let refused = DigestAlgorithm.allCases.filter { !named.contains($0) }.map(\.rawValue)
        return digests.map { $0.period.rule("POLICY_DIGEST", ["algorithm": $0.algorithm.rawValue]) }
            + (refused.isEmpty
                ? [] : [PolicyRule("POLICY_DIGESTS_REFUSED", ["values": refused.joined(separator: ", ")])])
            + keys.map(\.rule)
    }
}

extension AlgorithmRules.Key {
    fileprivate var rule: PolicyRule {
        // Where all keys of a kind have one size, there is none to speak of.
        guard minimumBits > 0 else { return period.rule("POLICY_KEY_ANY", ["key": type.rawValue]) }
        return period.rule("POLICY_KEY", ["key": type.rawValue, "bits": "\(minimumBits)"])
    }
}

extension AlgorithmRules.Period {
    fileprivate func rule(_ code: String, _ parameters: [String: String]) -> PolicyRule {
        guard from != nil || until != nil else { return PolicyRule(code, parameters) }
        var parameters = parameters
        parameters["from"] = from?.description ?? "…"
        parameters["until"] = until?.description ?? "…"
        return PolicyRule("\(code)_PERIOD", parameters)
    }
}
