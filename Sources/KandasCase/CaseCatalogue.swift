public import KandasText

/// The texts of this module's codes in Kazakh, Russian and English: the rules KND, and what forms and intake say; and the
/// words of the answers and documents it makes.
public enum CaseCatalogue {
    /// The texts.
    public static let shared = Catalogue(builtIn: PackageResources.KandasCase_catalogue_json)
        .merging(Catalogue(builtIn: PackageResources.KandasCase_words_json))
        .merging(Catalogue(builtIn: PackageResources.KandasCase_print_json))
}
