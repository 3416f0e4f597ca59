/// What a path must fulfil about certificate policies: the inputs of RFC 5280 section 6.1.1 (c) to (f).
public struct PolicyInputs: Sendable, Hashable {
    /// The policies of which the path must be valid for one, if ``requiresExplicitPolicy`` or a certificate of the path asks
    /// for it; empty for any policy.
    public var acceptable: Set<ObjectIdentifier>
    /// Whether the path must be valid for an acceptable policy.
    public var requiresExplicitPolicy: Bool
    /// Whether authorities may not declare policies equal.
    public var inhibitsMapping: Bool
    /// Whether anyPolicy stands for no other one.
    public var inhibitsAnyPolicy: Bool

    /// Sets the inputs; with the defaults, policies decide only where a certificate of the path says so.
    ///
    /// - Parameters:
    ///   - acceptable: The user-initial-policy-set; empty for any policy.
    ///   - requiresExplicitPolicy: initial-explicit-policy.
    ///   - inhibitsMapping: initial-policy-mapping-inhibit.
    ///   - inhibitsAnyPolicy: initial-any-policy-inhibit.
    public init(
        acceptable: Set<ObjectIdentifier> = [],
        requiresExplicitPolicy: Bool = false,
        inhibitsMapping: Bool = false,
        inhibitsAnyPolicy: Bool = false
    ) {
        self.acceptable = acceptable
        self.requiresExplicitPolicy = requiresExplicitPolicy
        self.inhibitsMapping = inhibitsMapping
        self.inhibitsAnyPolicy = inhibitsAnyPolicy
    }
}
