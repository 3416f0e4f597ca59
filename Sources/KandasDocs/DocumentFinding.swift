/// One thing that a ``DocumentGate`` found.
///
/// The texts stand in ``DocumentCatalogue`` under ``code``; a finding itself holds no words for people.
public struct DocumentFinding: Sendable, Hashable {
    /// What was found.
    public let code: Code

    /// What it does to the document.
    public let severity: Severity

    /// The first byte concerned, from 0, where there is one.
    public let offset: Int?

    /// Values for the text's placeholders, and under `detail` a stable word for support staff.
    public let parameters: [String: String]

    /// Creates a finding.
    public init(_ code: Code, _ severity: Severity, offset: Int? = nil, parameters: [String: String] = [:]) {
        self.code = code
        self.severity = severity
        self.offset = offset
        self.parameters = parameters
    }

    /// What a finding does to the document.
    public enum Severity: String, Sendable, Codable {
        /// The document is not accepted.
        case refuse
        /// An official should look at it; it is accepted.
        case warning
        /// Worth knowing; it is accepted.
        case note
    }
}
