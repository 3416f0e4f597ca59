public import KandasSign

/// Signs the document of a decision: an enveloped XML signature, last in the root element.
public protocol DecisionSigning: Sendable {
    /// Signs a document.
    ///
    /// - Parameter document: The document as ``DecisionDocument/write(_:to:)`` writes it.
    /// - Returns: The document with the signature in it, and nothing else changed.
    /// - Throws: ``SigningError``.
    func sign(_ document: [UInt8]) throws(SigningError) -> [UInt8]
}
