public import KandasSign

/// What is known about a decision that somebody shows, without an opinion.
///
/// Readers of XML signatures, paper and status lists fill it in; ``DecisionVerifier`` judges it. The same facts can be
/// judged again for another day.
public struct DecisionFacts: Sendable {
    /// What the document says.
    public var document: DecisionDocument.Reading
    /// What became of its signatures; `nil` if nobody has looked.
    public var signature: ValidationReport?
    /// Whether a signature covers the whole document, and nothing but its own element is left out.
    public var coversWholeDocument: Bool
    /// The time that a timestamp proves the signature to have existed at.
    public var trustedTime: Timestamp?
    /// The list of authorities.
    public var authorities: AuthorityList?
    /// The status list, judged as of ``judgedAt``.
    public var statusList: JudgedStatusList?
    /// Decisions on extension that were found, each with facts of its own.
    public var prolongations: [DecisionFacts]
    /// The time that is judged at; the day in Kazakhstan is the one the status is asked for.
    public var judgedAt: Timestamp

    /// Creates facts.
    public init(
        document: DecisionDocument.Reading,
        signature: ValidationReport? = nil,
        coversWholeDocument: Bool = false,
        trustedTime: Timestamp? = nil,
        authorities: AuthorityList? = nil,
        statusList: JudgedStatusList? = nil,
        prolongations: [DecisionFacts] = [],
        judgedAt: Timestamp
    ) {
        self.document = document
        self.signature = signature
        self.coversWholeDocument = coversWholeDocument
        self.trustedTime = trustedTime
        self.authorities = authorities
        self.statusList = statusList
        self.prolongations = prolongations
        self.judgedAt = judgedAt
    }
}
