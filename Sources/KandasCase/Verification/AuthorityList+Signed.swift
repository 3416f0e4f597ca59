public import KandasSign

extension AuthorityList {
    /// Reads a list that was signed with a pinned key, as an attached CMS message.
    ///
    /// The key is trusted by itself: no path is built, and the certificate in the message only carries it.
    ///
    /// - Parameters:
    ///   - source: The message.
    ///   - keys: The keys that may sign it.
    ///   - limits: The bounds within which it is read.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/authoritiesNotAuthentic`` unless the signature holds and is
    ///   of a pinned key, and what reading throws.
    public init(
        signed source: any ByteSource,
        by keys: PinnedKeys,
        limits: Limits = Limits()
    ) throws(SigningError) {
        let statement = try SignedStatement(source, limit: limits.decisionBytes, limits: limits)
        guard let signer = statement.facts.signers.first, signer.contentMatches == true,
            signer.signatureIsValid == true, signer.isStrong, let certificate = signer.certificate,
            keys.contain(certificate)
        else {
            throw SigningError(
                .authoritiesNotAuthentic,
                "the list of authorities is not signed with a key that is pinned"
            )
        }
        try self.init(json: statement.content)
    }
}

extension SignerFacts {
    /// Whether content and attributes are digested with algorithms that are strong enough.
    fileprivate var isStrong: Bool {
        guard let algorithm, let ofContent = DigestAlgorithm(identifier: digestAlgorithm.identifier) else {
            return false
        }
        let allowed = Set(AlgorithmRules.current.digests.map(\.algorithm))
        return allowed.contains(ofContent) && algorithm.digest.map(allowed.contains) != false
    }
}

extension SigningError.Code {
    /// A list of authorities is not signed with a pinned key.
    public static let authoritiesNotAuthentic = SigningError.Code(rawValue: "AUTHORITIES_NOT_AUTHENTIC")
}
