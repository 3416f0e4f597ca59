public import KandasSign

/// A status list as it is handed out: DER, signed as an attached CMS message.
public struct SignedStatusList: Sendable {
    /// What the message says; to be relied on only once it was judged.
    public let list: StatusList
    private let statement: SignedStatement

    /// Reads a list.
    ///
    /// - Parameters:
    ///   - source: The message.
    ///   - limits: The bounds within which it is read.
    /// - Throws: ``SigningError``: what ``SignedStatement`` and ``StatusList/init(der:limits:)`` throw.
    public init(reading source: any ByteSource, limits: Limits = Limits()) throws(SigningError) {
        statement = try SignedStatement(source, limit: limits.statusListBytes, limits: limits)
        list = try StatusList(der: statement.content, limits: limits)
    }

    /// Judges the list's signature, its signer and its age.
    ///
    /// - Parameters:
    ///   - validator: Judges the signature.
    ///   - time: The time to judge at.
    /// - Returns: The list, and what became of its signature.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` only.
    public func judge(by validator: CMSValidator, at time: Timestamp) throws(SigningError) -> JudgedStatusList {
        // A list that is newer than the time judged at is judged as of its own time: its days tell what held before.
        let report = try validator.validate(statement.facts, at: max(time, list.issuedAt))
        return JudgedStatusList(list: list, signature: report, judgedAt: time)
    }
}
