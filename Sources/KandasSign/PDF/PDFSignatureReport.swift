/// What a report says of a signature in a PDF besides what it says of any.
public struct PDFSignatureReport: Sendable, Hashable, Encodable {
    /// The field's full name.
    public let field: String
    /// `SubFilter`: the form of the signature.
    public let form: String?
    /// The revision that it covers, 1 for the oldest.
    public let revision: Int
    /// How many revisions the file has.
    public let revisions: Int
    /// Whether nothing was added to the file afterwards.
    public let coversWholeFile: Bool
    /// The numbers of `ByteRange`.
    public let byteRange: [Int]
    /// What the signer permits to be changed (DocMDP): 1, 2 or 3; `nil` if it certifies nothing.
    public let certification: Int?
    /// The reason for signing that the signer states.
    public let reason: String?
    /// The place that the signer states.
    public let location: String?

    init(_ facts: PDFSignatureFacts, revisions: Int) {
        field = facts.fieldName
        form = facts.form
        revision = facts.revision
        self.revisions = revisions
        coversWholeFile = facts.coversWholeFile
        byteRange = facts.byteRange
        certification = facts.certification
        reason = facts.reason
        location = facts.location
    }
}
