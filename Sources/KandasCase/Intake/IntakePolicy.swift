public import KandasSign

/// What an intake service accepts.
public struct IntakePolicy: Hashable, Sendable {
    /// The bodies whose operators may hand in applications at service centres, local bodies and missions.
    public var authorisedOperators: Set<BusinessIdentificationNumber>
    /// Which identification numbers are let pass.
    public var profile: RuleContext.Profile

    /// Creates a policy.
    public init(
        authorisedOperators: Set<BusinessIdentificationNumber> = [],
        profile: RuleContext.Profile = .production
    ) {
        self.authorisedOperators = authorisedOperators
        self.profile = profile
    }
}
