/// What a PDF says about its signatures. Facts only: no trust, no policy.
public struct SignedPDFFacts: Sendable {
    /// The size of the file in bytes.
    public let byteCount: Int
    /// How many revisions the file has: how often it was saved.
    public let revisions: Int
    /// The signatures, and the timestamps over the document, in the order of the revisions.
    public let signatures: [PDFSignatureFacts]
    /// The names of signature fields that nobody has signed.
    public let unsignedFields: [String]
    /// What is wrong with the file as a whole.
    public let findings: [PDFSignatureFinding]
    /// The evidence in the document security store (ETSI EN 319 142-1 section 5.4.2), each with the offset of its object.
    let storedEvidence: [StoredEvidence]

    /// Evidence in the document security store.
    struct StoredEvidence: Sendable {
        var offset: Int
        var evidence: Evidence
    }
}
