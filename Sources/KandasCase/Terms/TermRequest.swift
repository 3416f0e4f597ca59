/// What a term is computed for.
public struct TermRequest: Hashable, Sendable {
    /// When the application came in.
    public var received: ReceiptTime
    /// What it asks for.
    public var service: Application.Service
    /// Whether the applicant has an IIN.
    public var hasIIN: Bool
    /// The profile, or `nil` for the one in force on the day of receipt.
    public var profile: RegulationProfile?
    /// The minute of the day at which the body closes, 0 to 1440; what comes at or after it counts as of the next working
    /// day.
    ///
    /// The default is 18:30.
    public var closingMinute: Int

    /// Creates a request.
    public init(
        received: ReceiptTime,
        service: Application.Service = .assign,
        hasIIN: Bool = true,
        profile: RegulationProfile? = nil,
        closingMinute: Int = 18 * 60 + 30
    ) {
        self.received = received
        self.service = service
        self.hasIIN = hasIIN
        self.profile = profile
        self.closingMinute = closingMinute
    }
}
