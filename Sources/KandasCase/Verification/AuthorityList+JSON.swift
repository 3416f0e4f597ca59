import FoundationEssentials
public import KandasSign

extension AuthorityList {
    /// The text that the file names itself by.
    static let type = "urn:kandas:authorities:1"

    private struct File: Decodable {
        let type: String
        let issuedAt: String
        let nextUpdate: String
        let authorities: [Row]
    }

    private struct Row: Decodable {
        let bin: String
        let nameKazakh: String
        let nameRussian: String
        let from: CalendarDate
        let until: CalendarDate?
    }

    /// Reads a list.
    ///
    /// - Parameter json: UTF-8 JSON of the form in docs/formats.md.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput``.
    public init(json: [UInt8]) throws(SigningError) {
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: Data(json))
        } catch {
            throw .malformed("this is no list of authorities")
        }
        guard file.type == AuthorityList.type, let issuedAt = Timestamp(file.issuedAt),
            let nextUpdate = Timestamp(file.nextUpdate), issuedAt < nextUpdate
        else { throw .malformed("this is no list of authorities of the form \(AuthorityList.type)") }
        var authorities: [Authority] = []
        for row in file.authorities {
            guard let bin = BusinessIdentificationNumber(row.bin), !row.nameKazakh.isEmpty, !row.nameRussian.isEmpty,
                row.until.map({ $0 >= row.from }) != false
            else { throw .malformed("an entry of the list of authorities makes no sense") }
            let name = BilingualText(kazakh: row.nameKazakh, russian: row.nameRussian)
            authorities.append(Authority(bin: bin, name: name, from: row.from, until: row.until))
        }
        self.init(issuedAt: issuedAt, nextUpdate: nextUpdate, authorities: authorities)
    }
}
