import KandasCase
import KandasDocs
import KandasSign
import KandasText

/// The texts of all modules and the command line's own labels.
enum Words {
    /// All texts.
    static let catalogue = Catalogue.signatures
        .merging(DocumentCatalogue.shared)
        .merging(CaseCatalogue.shared)
        .merging(Catalogue(builtIn: PackageResources.kandas_sign_catalogue_json))
}

extension Console {
    /// A label of the command line in the console's language.
    func word(_ key: String, _ parameters: [String: String] = [:]) -> String {
        Words.catalogue.message(for: key, in: language, parameters: parameters).text
    }
}
