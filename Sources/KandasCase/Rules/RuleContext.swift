public import KandasSign

/// What a rule may look at besides the application.
public struct RuleContext: Hashable, Sendable {
    /// The day the application is judged at, in Kazakhstan.
    public var judgedOn: CalendarDate
    /// Who asks.
    public var mode: Mode
    /// Whether numbers of the national test kit are let pass.
    public var profile: Profile
    /// Whether an operator, not the applicant, signed: the applicant's hand-signed form must then be attached.
    public var isSignedByOperator: Bool

    /// Creates a context.
    public init(
        judgedOn: CalendarDate,
        mode: Mode = .authoring,
        profile: Profile = .production,
        isSignedByOperator: Bool = false
    ) {
        self.judgedOn = judgedOn
        self.mode = mode
        self.profile = profile
        self.isSignedByOperator = isSignedByOperator
    }

    /// Who asks for a judgement.
    public enum Mode: String, Sendable, CaseIterable {
        /// Someone who writes an application; its files are still where they were.
        case authoring
        /// The intake service, which holds a package.
        case intake
    }

    /// Which identification numbers are let pass.
    public enum Profile: String, Sendable, CaseIterable {
        /// Numbers of real people, and synthetic ones that are well-formed.
        case production
        /// Also the numbers in the certificates of the national test kit, whose check digits are wrong.
        case test
    }
}
