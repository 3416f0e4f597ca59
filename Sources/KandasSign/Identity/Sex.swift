/// A person's sex, as identity documents state it.
public enum Sex: String, Sendable, CaseIterable, Codable {
    /// Male.
    case male = "M"
    /// Female.
    case female = "F"
}
