extension ValidationPolicy {
    /// What is too weak about an algorithm and a key, by the policy.
    ///
    /// - Parameters:
    ///   - algorithm: The signature's algorithm.
    ///   - key: The signer's key, or `nil` if it is not known.
    ///   - time: The time at which the signature is proven to have existed, or the time judged at.
    ///   - actor: Who must act.
    /// - Returns: What speaks against them; empty if nothing does.
    func weaknesses(
        of algorithm: SignatureAlgorithm,
        key: PublicKey?,
        at time: Timestamp,
        actor: Reason.Actor
    ) -> [Reason] {
        func reason(_ code: String, _ parameters: [String: String]) -> Reason {
            Reason(
                code,
                .indeterminate,
                subIndication: .cryptoConstraintsFailure,
                actor: actor,
                parameters: parameters
            )
        }
        var reasons: [Reason] = []
        if let digest = algorithm.digest, !algorithms.allows(digest, at: time) {
            reasons.append(reason("WEAK_DIGEST", ["algorithm": digest.rawValue]))
        }
        guard let key else { return reasons }
        switch algorithms.judgement(of: key.kind, at: time) {
        case .allowed: break
        case .tooShort(let required):
            reasons.append(reason("WEAK_KEY", ["bits": "\(key.kind.bits)", "required": "\(required)"]))
        case .notAllowed: reasons.append(reason("KEY_NOT_ALLOWED", ["key": "\(key.kind)"]))
        }
        return reasons
    }
}
