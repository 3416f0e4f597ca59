import FoundationEssentials
import KandasSign
import KandasText
import Testing

@testable import KandasCase

@Suite("Every rule and code has a text and a next step in Kazakh, Russian and English")
struct CaseCatalogueTests {
    static let codes =
        ApplicationRule.all.map(\.code) + IntakeCode.allCases.map(\.rawValue)
        + ApplicationFormError.Code.allCases.map(\.rawValue) + TermCode.allCases.map(\.rawValue)
        + DecisionError.Code.allCases.map(\.rawValue) + StatusCode.allCases.map(\.rawValue)
        + VerificationCode.allCases.map(\.rawValue) + ClaimCode.allCases.map(\.rawValue)
        + PaperCode.allCases.map(\.rawValue)
        + DecisionRule.all.map(\.code).filter { code in !ApplicationRule.all.contains { $0.code == code } }

    /// Codes that are only worth knowing.
    private static let notes: Set = [
        "ADDITIONAL_SIGNER", "TERM_PROFILE_CHOSEN", "STATUS_LIST_LATER", "STATUS_EXTENDED",
    ]

    @Test("The catalogue can be read, and has no code that nobody gives")
    func readable() throws {
        let catalogue = try Catalogue(json: PackageResources.KandasCase_catalogue_json)
        let known = Set(CaseCatalogueTests.codes)
        for code in catalogue.codes {
            #expect(known.contains(code) || code.hasPrefix("FIELD_") || code.hasPrefix("KIND_"), "\(code)")
        }
    }

    @Test("A code has its texts", arguments: codes)
    func texts(code: String) {
        let rule = ApplicationRule.all.first { $0.code == code }
        for language in Language.allCases {
            #expect(CaseCatalogue.shared.languages(for: code).contains(language))
            let message = CaseCatalogue.shared.message(for: code, in: language)
            #expect(message.text.count > 10)
            if rule?.severity != .information, !CaseCatalogueTests.notes.contains(code) {
                #expect(message.action != nil)
            }
            // Letters of the other alphabet would be a slip.
            let cyrillic = message.text.unicodeScalars.contains { 0x400...0x4ff ~= $0.value }
            #expect(cyrillic == (language != .english), "\(message.text)")
        }
    }

    @Test("The texts of a code have the same placeholders in every language", arguments: codes)
    func placeholders(code: String) {
        let sets = Language.allCases.map { language -> Set<String> in
            let message = CaseCatalogue.shared.message(for: code, in: language)
            let names = (message.text + (message.action ?? "")).matches(of: /\{([a-zA-Z_]+)\}/).map { String($0.1) }
            return Set(names.map { $0.hasSuffix("_\(language.rawValue)") ? String($0.dropLast(3)) : $0 })
        }
        #expect(sets.allSatisfy { $0 == sets[0] }, "\(sets)")
    }

    @Test("What a rule finds fills every placeholder", arguments: ApplicationRuleTests.cases)
    func filled(example: ApplicationRuleTests.Case) {
        var form = CaseFixtures.sample().form
        example.change(&form)
        for finding in ApplicationRule.check(form, in: CaseFixtures.context) {
            for language in Language.allCases {
                let message = CaseCatalogue.shared.message(
                    for: finding.code,
                    in: language,
                    parameters: finding.parameters
                )
                #expect(!(message.text + (message.action ?? "")).contains("{"), "\(finding.code): \(message)")
                #expect(!message.text.contains("FIELD_") && !message.text.contains("KIND_"), "\(message)")
            }
        }
    }

    @Test("The words of answers and documents have the same placeholders in every language")
    func words() throws {
        let catalogue = try Catalogue(json: PackageResources.KandasCase_words_json)
            .merging(try Catalogue(json: PackageResources.KandasCase_print_json))
        #expect(catalogue.codes.count > 20)
        for code in catalogue.codes {
            #expect(catalogue.languages(for: code) == Set(Language.allCases), "\(code)")
            let names = Language.allCases.map { language in
                Set(catalogue.message(for: code, in: language).text.matches(of: /\{(\w+)\}/).map { String($0.1) })
            }
            #expect(names.allSatisfy { $0 == names[0] }, "\(code)")
        }
    }

    @Test("Every field and kind has a name")
    func labels() {
        var names: Set<String> = ["application"]
        func collect<Root>(_ table: FormTable<Root>) { names.formUnion(table.fields.map(\.name)) }
        collect(Application.form)
        collect(Application.Quota.form)
        collect(Application.DecidingBody.form)
        collect(Application.Residence.form)
        collect(Application.Contact.form)
        collect(Application.PriorConsent.form)
        collect(Application.PreviousCertificate.form)
        collect(Application.PersonalDataConsent.form)
        collect(Person.form)
        collect(Person.BirthPlace.form)
        collect(Person.IdentityDocument.form)
        collect(Attachment.form)
        collect(Attachment.Notary.form)
        let codes = names.map { "FIELD_\($0)" } + Attachment.Kind.allCases.map { "KIND_\($0.rawValue)" }
        for code in codes {
            #expect(CaseCatalogue.shared.languages(for: code) == Set(Language.allCases), "\(code)")
        }
    }
}
