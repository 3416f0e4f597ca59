/// Vouches for a decision of the service that is embedded in a PDF.
///
/// `KandasDocs` knows no signatures; whoever does gives one of these to the gate.
public protocol EmbeddedDecisionVerifier: Sendable {
    /// Whether bytes are a document of the namespace `urn:kandas:decision:1` whose signature holds.
    ///
    /// - Parameter bytes: The embedded file, decoded, at most 4 MiB.
    /// - Returns: Whether it may stay in the PDF.
    func vouches(for bytes: [UInt8]) -> Bool
}
