public import KandasSign

/// Signed receipts, by the digest of the application that each is for.
public struct ReceiptBook: Sendable {
    private var entries: [String: Entry] = [:]

    /// A receipt, and what speaks against it.
    public struct Entry: Sendable {
        /// What the receipt says.
        public let document: IntakeReceiptDocument
        /// Why it is not to be relied on; empty if it is.
        public let reasons: [Reason]

        /// When the application came in.
        public var receivedAt: Timestamp? { Timestamp(document.receivedAt) }
    }

    /// Creates an empty book.
    public init() {}

    /// Adds a receipt. One that is proven goes before one that is not.
    ///
    /// - Parameters:
    ///   - source: The receipt, an attached CMS message.
    ///   - validator: Judges its signature.
    ///   - time: The time to judge at.
    ///   - limits: The bounds within which it is read.
    /// - Throws: ``SigningError`` if it is no receipt.
    public mutating func add(
        _ source: any ByteSource,
        by validator: CMSValidator,
        at time: Timestamp,
        limits: Limits = Limits()
    ) throws(SigningError) {
        let statement = try SignedStatement(source, limit: limits.decisionBytes, limits: limits)
        let document = try IntakeReceiptDocument(json: statement.content)
        let report = try validator.validate(statement.facts, at: time)
        var reasons: [Reason] = []
        // Whoever signs a receipt signs it for the body that it names.
        let signer = report.signatures.first?.certificate?.holder.bin
        if !report.verdict.isPassed || signer != document.authority {
            reasons = report.allReasons.filter { $0.severity == .failure || $0.severity == .indeterminate }
            reasons.append(DecisionBuilder.refusal(.receiptNotProven, [:]))
        }
        if let known = entries[document.sha256], known.reasons.isEmpty { return }
        entries[document.sha256] = Entry(document: document, reasons: reasons)
    }

    /// The receipt for a file.
    ///
    /// - Parameter file: The file that was handed in; it is read once, unless there is no receipt at all.
    /// - Returns: The receipt; `nil` if there is none.
    /// - Throws: ``SigningError``: what reading throws.
    public func entry(for file: any RandomAccessBytes) throws(SigningError) -> Entry? {
        guard !entries.isEmpty else { return nil }
        return entries[KandasSign.Hexadecimal.text(try DigestAlgorithm.sha256.digest(of: file))]
    }
}
