/// A kind of document that may be attached.
///
/// The raw value is the media type as it stands in an application.
public enum DocumentMediaType: String, Sendable, CaseIterable, Codable {
    /// PDF, ISO 32000.
    case pdf = "application/pdf"
    /// JPEG, ITU-T T.81.
    case jpeg = "image/jpeg"

    /// The kind's name in texts; the same in every language.
    public var displayName: String {
        switch self {
        case .pdf: "PDF"
        case .jpeg: "JPEG"
        }
    }

    /// The endings of names that stand for the kind, in lower case without the dot; the usual one first.
    public var nameExtensions: [String] {
        switch self {
        case .pdf: ["pdf"]
        case .jpeg: ["jpg", "jpeg", "jpe"]
        }
    }
}
