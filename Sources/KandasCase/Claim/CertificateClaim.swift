public import KandasSign

/// What the compact code of a print form says: that an authority issued a document about somebody on a day.
///
/// It is what fits into one code, checked without a network, and never more than that: it does not say that the document
/// was not replaced or annulled since.
public struct CertificateClaim: Hashable, Sendable {
    /// The document's number, 14 digits.
    public let documentNumber: String
    /// What was decided.
    public let kind: Decision.Kind
    /// The last four digits of the holder's IIN; `nil` if the holder had none.
    public let iinEnding: String?
    /// The day of the decision.
    public let issuedOn: CalendarDate
    /// The last day of the status; `nil` for a refusal.
    public let validUntil: CalendarDate?
    /// The authority that decided.
    public let authority: BusinessIdentificationNumber

    /// Takes a claim out of a decision.
    ///
    /// - Throws: ``KandasSign/SigningError`` with code `MALFORMED_INPUT` if the decision lacks something that a claim says.
    public init(_ decision: Decision) throws(SigningError) {
        guard let number = decision.documentNumber, let kind = decision.kind, let date = decision.decisionDate,
            let authority = decision.body?.bin.flatMap({ BusinessIdentificationNumber($0) })
        else { throw .malformed("a decision that lacks what a claim says") }
        try self.init(
            documentNumber: number,
            kind: kind,
            iinEnding: decision.holder?.iin.map { String($0.suffix(4)) },
            issuedOn: date,
            validUntil: decision.validUntil,
            authority: authority
        )
    }

    init(
        documentNumber: String,
        kind: Decision.Kind,
        iinEnding: String?,
        issuedOn: CalendarDate,
        validUntil: CalendarDate?,
        authority: BusinessIdentificationNumber
    ) throws(SigningError) {
        func isDigits(_ text: String, _ count: Int) -> Bool {
            text.utf8.count == count && text.utf8.allSatisfy { 48...57 ~= $0 }
        }
        guard isDigits(documentNumber, 14), iinEnding.map({ isDigits($0, 4) }) ?? true,
            (validUntil == nil) == (kind == .refusal), validUntil.map({ $0 >= issuedOn }) ?? true
        else { throw .malformed("a claim that contradicts itself") }
        self.documentNumber = documentNumber
        self.kind = kind
        self.iinEnding = iinEnding
        self.issuedOn = issuedOn
        self.validUntil = validUntil
        self.authority = authority
    }
}
