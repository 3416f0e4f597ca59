import KandasSign

extension CertificateClaim {
    /// The keys of the map. They never change their meaning.
    private enum Key {
        static let documentNumber: Int64 = 1
        static let kind: Int64 = 2
        static let iinEnding: Int64 = 3
        static let issuedOn: Int64 = 4
        static let validUntil: Int64 = 5
        static let authority: Int64 = 6
    }
    private static let kinds: [Decision.Kind] = [.certificate, .prolongation, .refusal]

    /// The claim in CBOR: days are counted from 1970-01-01 (RFC 8943).
    var encoded: [UInt8] {
        var map: [Int64: CBORValue] = [
            Key.documentNumber: .text(documentNumber),
            Key.kind: .integer(Int64((CertificateClaim.kinds.firstIndex(of: kind) ?? 0) + 1)),
            Key.issuedOn: .integer(Int64(issuedOn.daysSince1970)), Key.authority: .text(authority.digits),
        ]
        map[Key.iinEnding] = iinEnding.map { .text($0) }
        map[Key.validUntil] = validUntil.map { .integer(Int64($0.daysSince1970)) }
        return CBORWriter.encode(.map(map))
    }

    /// Reads a claim.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput``.
    init(_ input: [UInt8]) throws(SigningError) {
        let map = try CBORReader.read(input)
        guard case .map(let pairs) = map,
            pairs.allSatisfy({ (Key.documentNumber...Key.authority).contains($0.key.integer ?? 0) }),
            let number = map[Key.documentNumber]?.text, let kind = map[Key.kind]?.integer,
            1...Int64(CertificateClaim.kinds.count) ~= kind, let issued = CertificateClaim.day(map[Key.issuedOn]),
            let authority = map[Key.authority]?.text.flatMap({ BusinessIdentificationNumber($0) }),
            map[Key.iinEnding] == nil || map[Key.iinEnding]?.text != nil,
            map[Key.validUntil] == nil || CertificateClaim.day(map[Key.validUntil]) != nil
        else { throw .malformed("not a claim about a document") }
        try self.init(
            documentNumber: number,
            kind: CertificateClaim.kinds[Int(kind) - 1],
            iinEnding: map[Key.iinEnding]?.text,
            issuedOn: issued,
            validUntil: CertificateClaim.day(map[Key.validUntil]),
            authority: authority
        )
    }

    private static func day(_ value: CBORValue?) -> CalendarDate? {
        // Any day that four digits of a year can say.
        guard let days = value?.integer, -719_528...2_932_896 ~= days else { return nil }
        return CalendarDate(daysSince1970: Int(days))
    }
}
