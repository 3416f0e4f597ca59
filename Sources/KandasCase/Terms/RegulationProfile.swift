public import KandasSign

/// A set of terms of the service, as one order or notice sets them.
///
/// Terms change and contradict each other, so they are data with the act behind each, regulation-profiles.json.
public struct RegulationProfile: Hashable, Sendable, Decodable {
    /// The code: `R2022`.
    public let id: String
    /// The first day it is in force; `nil` where that is not known.
    public let from: CalendarDate?
    /// Whether it may be chosen by the day of receipt.
    ///
    /// Disputed profiles, and those for special cases, never are.
    public let isDefault: Bool
    /// What it is called.
    public let name: LocalizedText
    /// The terms.
    public let terms: [Term]
    /// What whoever uses it should know.
    public let note: LocalizedText?

    /// One term.
    public struct Term: Hashable, Sendable, Decodable {
        /// The service it is for.
        public let service: Application.Service
        /// By whose word it is.
        public let kind: Kind
        /// How many working days.
        public let workingDays: Int
        /// Whether it is only for applicants with an IIN (`true`) or without (`false`); `nil` for both.
        public let whereIIN: Bool?
        /// The act that sets it.
        public let basis: LegalReference

        /// By whose word a term is.
        public enum Kind: String, Sendable, CaseIterable, Codable {
            /// The service's own rules or announcements.
            case service = "SERVICE"
            /// A law: where there is such a term, it decides whether a decision is late.
            case statutory = "STATUTORY"
        }
    }

    /// All profiles, in the order of their days.
    public static let all: [RegulationProfile] =
        (try? BuiltInData.decode(List.self, PackageResources.regulation_profiles_json))?.profiles ?? []

    /// The version of the data: the day they were last looked through.
    public static let version: String =
        (try? BuiltInData.decode(List.self, PackageResources.regulation_profiles_json))?.version ?? ""

    /// The profile of a code, in whatever letters.
    public static func named(_ id: String) -> RegulationProfile? {
        all.first { $0.id == id.uppercased() }
    }

    /// The profile that holds for applications received on a day, or `nil` before the first one.
    public static func inForce(on date: CalendarDate) -> RegulationProfile? {
        all.filter { profile in profile.isDefault && profile.from.map { $0 <= date } == true }
            .max { ($0.from ?? date) < ($1.from ?? date) }
    }

    /// The terms for a service, the one that decides first.
    func terms(for service: Application.Service, hasIIN: Bool) -> [Term] {
        let matching = terms.filter { $0.service == service && ($0.whereIIN ?? hasIIN) == hasIIN }
        return matching.filter { $0.kind == .statutory } + matching.filter { $0.kind == .service }
    }

    private struct List: Decodable {
        let version: String
        let profiles: [RegulationProfile]
    }
}
