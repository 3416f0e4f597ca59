/// What was done to a PDF after one of its signatures.
struct PDFChanges {
    /// What may not be done, in words for support.
    var forbidden: [String] = []
    /// Fields that were signed.
    var signed: [SignedField] = []
    /// Whether data about the document was changed: title, dates, producer.
    var hasNewMetadata = false

    /// A field that was signed.
    struct SignedField {
        var name: String
        var isTimestamp: Bool
        /// Whether it draws something where nothing was foreseen.
        var drawsOnPage: Bool
    }
}
