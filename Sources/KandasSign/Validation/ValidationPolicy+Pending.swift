extension ValidationPolicy {
    var freshness: RevocationFreshness { RevocationFreshness() }
    var timestampPolicies: Set<ObjectIdentifier> { [] }
    func weighed(_ reason: Reason) -> Reason { reason }
    func allows(_ digest: DigestAlgorithm, at time: Timestamp) -> Bool { digests.contains(digest) }
    func weaknesses(
        of algorithm: SignatureAlgorithm,
        key: PublicKey?,
        at moment: Timestamp,
        actor: Reason.Actor
    ) -> [Reason] {
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
