/// What opening one key file may cost.
///
/// Whoever made the file chose how often a password is digested. A billion times would be a way to stop the service
/// that opens it, so every derivation is paid for here before it starts.
struct KeyDerivationBudget {
    private var remaining: Int

    init(_ limits: Limits) { remaining = limits.keyDerivationIterations }

    /// Pays for a derivation.
    mutating func spend(_ iterations: Int) throws(SigningError) {
        guard iterations <= remaining else {
            throw .limit("the key file asks for \(iterations) iterations of key derivation, \(remaining) are allowed")
        }
        remaining -= max(iterations, 0)
    }
}
