/// One message of a ``Catalogue`` in one language.
public struct Message: Sendable, Hashable, Codable {
    /// What was found, one or two sentences.
    public let text: String

    /// What the person responsible should do next, or `nil` where nothing needs doing.
    public let action: String?

    /// Creates a message.
    public init(text: String, action: String? = nil) {
        self.text = text
        self.action = action
    }
}
