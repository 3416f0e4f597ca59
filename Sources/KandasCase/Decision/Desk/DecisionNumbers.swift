/// The numbers of a decision, which the body's register gives out.
public struct DecisionNumbers: Hashable, Sendable {
    /// The identifier, a UUID of version 7.
    public var id: String
    /// The document's number, 14 digits.
    public var document: String
    /// The decision's number.
    public var decision: String
    /// For a certificate, its place in the status list.
    public var status: Decision.StatusEntry?

    /// Creates numbers.
    public init(id: String, document: String, decision: String, status: Decision.StatusEntry? = nil) {
        self.id = id
        self.document = document
        self.decision = decision
        self.status = status
    }
}
