/// A ground on which the service may be refused (Public Services Law article 19-1(2)); the list is closed.
public enum RefusalGround: String, Sendable, CaseIterable, Codable {
    /// Documents, or data in them, were found unreliable.
    case unreliable = "RF1"
    /// The applicant or the materials do not meet the requirements.
    case requirementsNotMet = "RF2"
    /// A state body answered a request for approval in the negative.
    case negativeAnswer = "RF3"
    /// A court decision prohibits the activity that needs the service.
    case prohibitedByCourt = "RF4"
    /// A court decision deprives of the special right connected with the service.
    case deprivedByCourt = "RF5"
    /// There is no consent to access restricted personal data.
    case noConsent = "RF6"

    /// The article behind every ground.
    public static let article = "public-services-law 19-1(2)"
}
