import FoundationEssentials
import KandasSign
import KandasText
import Support
import Testing

@Suite("Each code of containers has a text in three languages")
struct ContainerCatalogueTests {
    /// The texts, until they are merged into the module's catalogue.
    static let part = Fixtures.packageRoot + "/docs/catalogue-parts/container.json"

    /// The codes that stand in the sources, so that none is forgotten.
    static func codes() throws -> Set<String> {
        let folder = Fixtures.packageRoot + "/Sources/KandasSign/Container"
        var codes: Set<String> = []
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file.hasSuffix(".swift") {
            let text = String(decoding: try readFile("\(folder)/\(file)"), as: UTF8.self)
            for match in text.matches(of: /"([A-Z0-9]+(?:_[A-Z0-9]+)+)"/) { codes.insert(String(match.1)) }
        }
        return codes
    }

    @Test("texts and actions", .enabled(if: FileManager.default.fileExists(atPath: part), "the part has been merged"))
    func texts() throws {
        let catalogue = try Catalogue(json: readFile(Self.part))
        let codes = try Self.codes()
        #expect(codes.count > 35)
        #expect(Set(catalogue.codes) == codes)
        for code in codes {
            for language in Language.allCases {
                let message = catalogue.message(for: code, in: language, parameters: ["file": "Ә.pdf"])
                #expect(catalogue.languages(for: code).contains(language), "\(code)")
                #expect(message.text != code && message.action?.isEmpty == false, "\(code) \(language)")
                #expect(!message.text.contains("{"), "\(code) \(language)")
            }
        }
    }
}
