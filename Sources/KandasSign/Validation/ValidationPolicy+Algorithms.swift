extension ValidationPolicy {
    /// What is too weak about an algorithm and a key, by the policy.
    func weaknesses(of algorithm: SignatureAlgorithm, key: PublicKey?, actor: Reason.Actor) -> [Reason] {
        var reasons: [Reason] = []
        if let digest = algorithm.digest, !digests.contains(digest) {
            reasons.append(
                Reason(
                    "WEAK_DIGEST",
                    .indeterminate,
                    subIndication: .cryptoConstraintsFailure,
                    actor: actor,
                    parameters: ["algorithm": digest.rawValue]
                )
            )
        }
        if case .rsa(let bits) = key?.kind, bits < minimumRSABits {
            reasons.append(
                Reason(
                    "WEAK_KEY",
                    .indeterminate,
                    subIndication: .cryptoConstraintsFailure,
                    actor: actor,
                    parameters: ["bits": String(bits), "required": String(minimumRSABits)]
                )
            )
        }
        return reasons
    }
}
