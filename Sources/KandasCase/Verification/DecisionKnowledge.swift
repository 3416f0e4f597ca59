public import KandasSign

/// What is known besides a decision itself: who may decide, what became of certificates, which extensions were found.
public struct DecisionKnowledge: Sendable {
    /// The list of authorities.
    public var authorities: AuthorityList?
    /// Which identification numbers are let pass.
    public var profile: RuleContext.Profile
    private let limits: Limits
    private var lists: [String: JudgedStatusList] = [:]
    private var prolongations: [String: [DecisionFacts]] = [:]

    /// Creates knowledge.
    public init(
        authorities: AuthorityList? = nil,
        profile: RuleContext.Profile = .production,
        limits: Limits = Limits()
    ) {
        self.authorities = authorities
        self.limits = limits
        self.profile = profile
    }

    /// Adds a status list. Of several editions the newest that can be relied on counts.
    public mutating func add(_ list: JudgedStatusList) {
        if let known = lists[list.list.id] {
            let isBetter =
                list.isReliable == known.isReliable ? list.list.sequence > known.list.sequence : list.isReliable
            guard isBetter else { return }
        }
        lists[list.list.id] = list
    }

    /// Adds a document that was found; only a decision on extension says something about another document.
    ///
    /// Of those that name one certificate, at most ``KandasSign/Limits/prolongations`` are kept, genuine ones first, so
    /// that nobody can hide one behind many, or keep the verifier busy.
    public mutating func add(_ found: DecisionFacts) {
        guard found.document.decision.kind == .prolongation,
            let number = found.document.decision.prolongation?.certificateNumber
        else { return }
        var all = prolongations[number] ?? []
        let isGenuine = DecisionVerifier.verify(found, profile: profile).isGenuine
        all.insert(found, at: isGenuine ? 0 : all.count)
        prolongations[number] = Array(all.prefix(limits.prolongations))
    }

    /// The status list with an identifier.
    func statusList(_ id: String) -> JudgedStatusList? { lists[id] }

    /// The decisions on extension that name a certificate.
    func prolongations(of number: String?) -> [DecisionFacts] { number.flatMap { prolongations[$0] } ?? [] }
}
