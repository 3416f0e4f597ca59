public import KandasSign

/// A decision that was signed.
public struct IssuedDecision: Sendable {
    /// The person's ``Person/id`` in the application.
    public let person: String
    /// The decision.
    public let decision: Decision
    /// The signed document.
    public let document: [UInt8]
    /// The time of its timestamp; `nil` for a draft.
    public let trustedTime: Timestamp?
    /// What the official should look at.
    public let remarks: [Reason]

    /// What its file is called, without a folder: the number and what it is, and nobody's name.
    public var fileName: String { "\(stem).xml" }

    /// What the file of its print form is called.
    public var paperName: String { "\(stem).pdf" }

    private var stem: String {
        "\(decision.documentNumber ?? "draft")-\(decision.kind?.rawValue.lowercased() ?? "decision")"
    }
}

/// Draws the print form of a signed decision.
public protocol PaperMaking: Sendable {
    /// Draws the print form.
    ///
    /// - Parameter decision: The decision, with its signed document, whose octets the paper carries.
    /// - Returns: A PDF.
    /// - Throws: ``SigningError``; then nothing of the application is issued.
    func paper(for decision: IssuedDecision) throws(SigningError) -> [UInt8]
}
