import FoundationEssentials
public import KandasSign

extension DecisionRegister {
    private static let type = "urn:kandas:decision-register:1"

    private struct File: Codable {
        let type: String
        let authority: String
        let region: String
        let last: [String: Int]
        let issued: [Entry]
    }

    /// The register as a file.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable`` if it has no JSON form.
    public func json() throws(SigningError) -> [UInt8] {
        let file = File(
            type: DecisionRegister.type,
            authority: authority.digits,
            region: region,
            last: Dictionary(uniqueKeysWithValues: last.map { ("\($0.key)", $0.value) }),
            issued: entries
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
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput``, or
    ///   ``SigningError/Code/statusChangeRefused`` if a number stands in it twice.
    public init(json: [UInt8]) throws(SigningError) {
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: Data(json))
        } catch {
            throw .malformed("this is no register of decisions")
        }
        guard file.type == DecisionRegister.type, let authority = BusinessIdentificationNumber(file.authority) else {
            throw .malformed("this is no register of decisions of the form \(DecisionRegister.type)")
        }
        try self.init(authority: authority, region: file.region)
        for (year, serial) in file.last {
            guard let year = Int(year), 0...9_999 ~= year, 0..<100_000_000 ~= serial else {
                throw .malformed("the register has a year that makes no sense")
            }
            last[year] = serial
        }
        for entry in file.issued { try record(entry) }
    }
}
