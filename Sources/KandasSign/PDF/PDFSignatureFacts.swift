/// What one signature field of a PDF holds (ISO 32000-2 section 12.8; ETSI EN 319 142-1). Facts only: no trust, no policy.
public struct PDFSignatureFacts: Sendable {
    /// The field's full name.
    public let fieldName: String
    /// Whether it is a timestamp over the document, not somebody's signature.
    public let isTimestamp: Bool
    /// `SubFilter`: the form of the signature, such as `ETSI.CAdES.detached`.
    public let form: String?
    /// The numbers of `ByteRange`, as far as they are numbers.
    public let byteRange: [Int]
    /// The revision that it covers, 1 for the oldest.
    public let revision: Int
    /// The size of the file when it was signed: the offset behind the last byte that it covers.
    public let coveredBytes: Int
    /// Whether nothing was added to the file afterwards.
    public let coversWholeFile: Bool
    /// What the signer permits to be changed, by a certification (DocMDP): 1 nothing, 2 filling in and signing, 3
    /// annotations too; `nil` if it certifies nothing.
    public let certification: Int?
    /// The time that the signer claims (`M`); it proves nothing.
    public let claimedTime: Timestamp?
    /// The reason for signing that the signer states.
    public let reason: String?
    /// The place that the signer states.
    public let location: String?
    /// Everything that is wrong or noteworthy.
    public internal(set) var findings: [PDFSignatureFinding]
    /// The CMS message with the signed bytes as its content, or why it cannot be read; `nil` where there is none to be read,
    /// as ``findings`` say, and for timestamps.
    public internal(set) var message: Result<SignedDataFacts, SigningError>?
    /// The timestamp token with the digest of the signed bytes; `nil` for signatures.
    var timestamp: DocumentTimestamp?

    /// A timestamp over the document.
    struct DocumentTimestamp: Sendable {
        var token: Result<TimestampToken, SigningError>
        var imprint: TimestampFacts.Imprint
    }
}
