/// A law, order or notice that a term, a holiday or a decision rests on.
public struct LegalAct: Hashable, Sendable, Decodable {
    /// The short name that data refer to it by: `migration-law`.
    public let id: String
    /// What it is called, with date and number.
    public let name: LocalizedText
    /// Where it was read, and how far it may be relied on; English, for whoever keeps the data.
    public let source: String

    /// All acts, as they stand in legal-acts.json.
    public static let all: [LegalAct] =
        (try? BuiltInData.decode(List.self, PackageResources.legal_acts_json))?.acts ?? []

    private static let byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

    /// The act of a short name.
    static func named(_ id: some StringProtocol) -> LegalAct? { byID[String(id)] }

    private struct List: Decodable { let acts: [LegalAct] }
}
