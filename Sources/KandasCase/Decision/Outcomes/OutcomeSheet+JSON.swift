import FoundationEssentials
public import KandasSign

extension OutcomeSheet {
    /// The text that the file names itself by.
    static let type = "urn:kandas:outcomes:1"

    /// Reads a sheet.
    ///
    /// - Parameters:
    ///   - json: UTF-8 JSON of the form in docs/formats.md.
    ///   - limits: `decisionBytes` bounds its length.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput``, which says where, also for a key that is
    ///   not known: what is half understood is not decided; and ``SigningError/Code/limitExceeded``.
    public init(json: [UInt8], limits: Limits = Limits()) throws(SigningError) {
        guard json.count <= limits.decisionBytes else {
            throw SigningError(.limitExceeded, "the file of outcomes is longer than \(limits.decisionBytes) bytes")
        }
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: Data(json))
        } catch let error as DecodingError {
            throw .malformed("the file of outcomes: \(error.place)")
        } catch {
            throw .malformed("this is no file of outcomes")
        }
        guard file.type == OutcomeSheet.type else {
            throw .malformed("this is no file of outcomes of the form \(OutcomeSheet.type)")
        }
        var cases: [Case] = []
        for row in file.applications { cases.append(try row.value()) }
        guard Set(cases.map(\.application)).count == cases.count else {
            throw .malformed("the file of outcomes names an application twice")
        }
        self.init(office: file.office?.value ?? DecisionOffice(), date: file.date, cases: cases)
    }

    /// The sheet as JSON for people to fill in.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable`` if it has no JSON form.
    public func json() throws(SigningError) -> [UInt8] {
        let file = File(
            type: OutcomeSheet.type,
            date: date,
            office: office == DecisionOffice() ? nil : Office(office),
            applications: cases.map { Row($0) }
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(file)) + [0x0a]
        } catch {
            throw SigningError(.outputUnwritable, "the file of outcomes has no JSON form")
        }
    }

    private struct File: Codable {
        var type: String
        var date: CalendarDate?
        var office: Office?
        var applications: [Row]

        enum CodingKeys: String, CodingKey, CaseIterable { case type, date, office, applications }

        init(type: String, date: CalendarDate?, office: Office?, applications: [Row]) {
            self.type = type
            self.date = date
            self.office = office
            self.applications = applications
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: CodingKeys.self)
            let container = try decoder.container(keyedBy: CodingKeys.self)
            type = try container.decode(String.self, forKey: .type)
            date = try container.decodeIfPresent(CalendarDate.self, forKey: .date)
            office = try container.decodeIfPresent(Office.self, forKey: .office)
            applications = try container.decodeIfPresent([Row].self, forKey: .applications) ?? []
        }
    }
}
