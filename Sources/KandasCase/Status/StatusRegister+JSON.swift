import FoundationEssentials
public import KandasSign

extension StatusRegister {
    private static let type = "urn:kandas:status-state:1"

    /// The file's shape.
    private struct File: Codable {
        let type: String
        let list: String
        let authority: String
        let sequence: Int
        let places: Int
        /// The places that were given out: a bit each, deflated.
        let assigned: Data
        /// Rows of place, kind and day after 1970.
        let events: [[Int]]
    }

    /// The register as a file.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable`` if it has no JSON form.
    public func json() throws(SigningError) -> [UInt8] {
        let rows = events.sorted { $0.key < $1.key }
            .flatMap { place, events in
                // In the order in which they can be recorded again: only an annulment may follow everything.
                events.sorted {
                    ($0.kind == .annulled ? 9 : $0.kind.rawValue) < ($1.kind == .annulled ? 9 : $1.kind.rawValue)
                }
                .map { [place, Int($0.kind.rawValue), $0.date.daysSince1970] }
            }
        let file = File(
            type: StatusRegister.type,
            list: list,
            authority: authority.digits,
            sequence: sequence,
            places: places,
            assigned: Data(try Deflated.deflate(assigned.bytes)),
            events: rows
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(file)) + [0x0a]
        } catch {
            throw SigningError(.outputUnwritable, "the register has no JSON form")
        }
    }

    /// Reads a register.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` or what the changes in it would throw.
    public init(json: [UInt8]) throws(SigningError) {
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: Data(json))
        } catch {
            throw .malformed("this is no register of a status list")
        }
        guard file.type == StatusRegister.type, file.sequence >= 0, file.sequence < 1 << 48,
            let authority = BusinessIdentificationNumber(file.authority)
        else { throw .malformed("this is no register of a status list of the form \(StatusRegister.type)") }
        try self.init(list: file.list, authority: authority, places: file.places)
        sequence = file.sequence
        assigned = PlaceSet(bytes: try Deflated.inflate([UInt8](file.assigned)[...], count: places / 8))
        for row in file.events {
            guard row.count == 3, let kind = UInt8(exactly: row[1]).flatMap(StatusEvent.Kind.init(rawValue:)),
                let date = CalendarDate(daysSince1970: row[2])
            else { throw .malformed("the register has a row that makes no sense") }
            try record(StatusEvent(kind, date), at: row[0])
        }
    }
}
