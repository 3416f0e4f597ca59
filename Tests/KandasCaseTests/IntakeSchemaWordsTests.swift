import FoundationEssentials
import KandasCase
import KandasSign
import Support
import Testing

@Suite("The schema of intake's answers lists every word that an answer can hold")
struct IntakeSchemaWordsTests {
    /// The part of the schema that has such lists.
    private struct Schema: Decodable {
        let definitions: [String: Definition]

        enum CodingKeys: String, CodingKey { case definitions = "$defs" }

        struct Definition: Decodable {
            let `enum`: [String]?
            let properties: [String: Property]?
        }

        struct Property: Decodable {
            let `enum`: [String]?
            let items: Items?
        }

        struct Items: Decodable { let `enum`: [String]? }
    }

    @Test("Decisions, services, channels, roles and sub-indications")
    func words() throws {
        let json = try readFile(Fixtures.packageRoot + "/schemas/intake.schema.json")
        let definitions = try JSONDecoder().decode(Schema.self, from: Data(json)).definitions
        let summary = definitions["summary"]?.properties
        #expect(definitions["report"]?.properties?["decision"]?.enum == words(IntakeReport.Verdict.self))
        #expect(summary?["service"]?.enum == words(Application.Service.self))
        #expect(summary?["channel"]?.enum == words(Application.Channel.self))
        #expect(definitions["certificate"]?.properties?["roles"]?.items?.enum == words(CertificateRole.self))
        #expect(definitions["subIndication"]?.enum == words(SubIndication.self))
    }

    private func words<Word: CaseIterable & RawRepresentable<String>>(_ type: Word.Type) -> [String] {
        type.allCases.map(\.rawValue)
    }
}
